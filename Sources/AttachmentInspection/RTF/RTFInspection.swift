import ByteReading
import CompoundFiles

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
    for code in RTFFields.codes(in: bytes) { noteField(code) }
  }

  private mutating func inspectRTFObject(_ object: RTFObjects.Object, index: Int) {
    spend(inflated: object.data.count)
    let native = OLE1Object(object.data)
    let className = native?.className ?? ""
    if className.lowercasedASCII.hasPrefix("equation") { found(.equationEditor, className) }
    if object.isObfuscated { found(.rtfObjectObfuscated, "object \(index + 1), \(className)") }
    guard let native, !native.data.isEmpty else { return }
    if className.lowercasedASCII == "package", let package = Ole10Native([0, 0, 0, 0] + native.data) {
      found(.olePackage, package.name)
      let type = inspectChild(package.name.isEmpty ? "object-\(index + 1)" : package.name, package.content)
      if type.runs || DangerousExtensions.runs(package.name) { found(.olePackageExecutable, package.name) }
    } else {
      inspectChild("object-\(index + 1)", native.data)
    }
  }
}

/// An OLE 1 object as it is stored in a document ([MS-OLEDS] §2.2.4, §2.2.5).
struct OLE1Object {
  let className: String
  let data: [UInt8]

  init?(_ bytes: [UInt8]) {
    guard let format = bytes.u32(at: 4), format == 1 || format == 2 else {
      // Parsers of exploits look for the compound file wherever it begins.
      guard let at = bytes.firstIndex(of: CompoundFile.magic) else { return nil }
      className = ""
      data = bytes.bytes(at: at, count: bytes.count)
      return
    }
    var at = 8
    func text() -> String {
      guard let length = bytes.u32(at: at), length <= bytes.count - min(bytes.count, at) else { return "" }
      defer { at += 4 + length }
      return Array(bytes.bytes(at: at + 4, count: length).prefix { $0 != 0 }).lenientText
    }
    className = text()
    _ = text()
    _ = text()
    data = format == 2 ? bytes.bytes(at: at + 4, count: bytes.u32(at: at) ?? 0) : []
  }
}
