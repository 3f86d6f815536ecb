import ByteReading

extension Inspection {
  /// What the content of an OpenDocument file calls or loads without macros of its own.
  mutating func inspectOpenContent(_ archive: ZipDirectory) {
    for part in ["content.xml", "styles.xml"] {
      guard let entry = archive.entry(named: part), takeEntry() else { continue }
      let xml = archive.content(of: entry, limit: min(entryAllowance, 8 << 20)).bytes
      spend(inflated: xml.count)
      let interesting =
        xml.contains("vnd.sun.star.script:") || xml.contains("dde-application") || xml.contains("://")
        || xml.contains("\\\\") || xml.contains("DDE")
      if interesting { inspectOpenTags(xml) }
    }
  }

  private mutating func inspectOpenTags(_ xml: [UInt8]) {
    for tag in XMLTags(xml) {
      if let program = tag["dde-application"] {
        let command = "\(program)|\(tag["dde-topic"] ?? "")!\(tag["dde-item"] ?? "")"
        if CommandWords.startsProgram(command) { found(.ddeCommand, command) }
      }
      if let formula = tag["formula"], formula.uppercased().contains("DDE("), CommandWords.startsProgram(formula) {
        found(.ddeCommand, formula)
      }
      guard let target = tag["href"] else { continue }
      if target.lowercasedASCII.hasPrefix("vnd.sun.star.script:") {
        // A script out of the office's folder needs no macro in the document (CVE-2018-16858). One of an extension that
        // is installed for all (location=share) is what its buttons are for.
        let folded = target.lowercasedASCII
        if folded.holds("../") || folded.holds("..%2f") || folded.holds("pydoc") {
          found(.odfMacroRuns, target)
        }
        continue
      }
      noteOpenTarget(target, of: tag.name)
    }
  }

  private mutating func noteOpenTarget(_ target: String, of element: String) {
    let place = ExternalTarget(target)
    guard place != .local else { return }
    if isAtAttachment { notes?.add(ExternalRelationship(type: element, target: target, part: "")) }
    switch element {
    case "object", "object-ole", "plugin", "applet", "floating-frame", "section-source":
      found(element == "object" || element == "object-ole" ? .externalObject : .externalFrame, "\(element) \(target)")
    case "template": found(.remoteTemplate, target)
    case "a": if place == .protocolHandler { found(.externalProtocolHandler, target) }
    default: break
    }
  }
}
