import ByteReading

extension Inspection {
  /// Objects of a Rich Text document: each `\objdata` group is hexadecimal of an OLE 1 object ([MS-OLEDS] §2.2).
  mutating func inspectRTF(_ bytes: [UInt8]) {
    let objects = RTFObjects(bytes, limit: 256)
    for (index, object) in objects.objects.enumerated() {
      guard takeEntry() else { break }
      inspectRTFObject(object, index: index)
    }
    if objects.updatesObjects, !objects.objects.isEmpty { found(.rtfObjectUpdate, "\\objupdate") }
    if let template = objects.template {
      let place = ExternalTarget(template)
      if place == .web { found(.remoteTemplate, template) }
      if place == .share { found(.externalObject, template) }
      foundURL(template)
      if isAtAttachment { notes?.add(ExternalRelationship(type: "template", target: template, part: "")) }
    }
    for value in RTFExploitValues.found(in: bytes) { found(.rtfExploitValue, value) }
    for code in RTFFields.codes(in: bytes) { noteField(code) }
  }

  private mutating func inspectRTFObject(_ object: RTFObjects.Object, index: Int) {
    spend(inflated: object.data.count)
    match(object.data, inside: "object-\(index + 1)")
    let native = OLE1Object(object.data)
    let className = native?.className ?? ""
    if className.lowercasedASCII.hasPrefix("equation") { found(.equationEditor, className) }
    if object.isObfuscated { found(.rtfObjectObfuscated, "object \(index + 1), \(className)") }
    if ExploitedControls.holds(className) { found(.rtfExploitedControl, className) }
    if let link = native?.link { judgeLink(to: link, "object \(index + 1) \(link.evidence(limit: 100))") }
    guard let native, !native.data.isEmpty else { return }
    if let control = ExploitedControls.control(inObject: native.data) { found(.rtfExploitedControl, control) }
    if className.lowercasedASCII == "package", let package = Ole10Native([0, 0, 0, 0] + native.data) {
      found(.olePackage, package.name)
      guard !package.isLink else { return judge(packagedLink: package.path, at: "object \(index + 1)") }
      let type = inspectChild(package.name.isEmpty ? "object-\(index + 1)" : package.name, package.content)
      if type.runs || DangerousExtensions.runs(package.name) { found(.olePackageExecutable, package.name) }
    } else {
      inspectChild("object-\(index + 1)", native.data)
    }
  }
}
