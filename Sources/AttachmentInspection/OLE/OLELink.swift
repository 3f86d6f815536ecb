import ByteReading

/// Where Office fetches a linked object from, as the stream `\1Ole` of the object says ([MS-OLEDS] §2.3.3).
///
/// The stream holds monikers, one inside another at will. They are not walked: whatever wraps it, a moniker of a URL or
/// a script is found by its class, as the class is what makes Office act.
struct OLELink {
  /// The address that is fetched.
  let target: String
  /// Whether a class fetches and runs it whatever the type of what it gets.
  let runs: Bool

  /// Reads the stream; nil where it names nothing outside of the document.
  init?(_ stream: [UInt8]) {
    let stream = stream.count > Self.limit ? stream.bytes(at: 0, count: Self.limit) : stream
    if let at = stream.firstIndex(of: Self.urlMoniker) {
      let text = stream.utf16Text(at: at + 20, units: min(2_048, (stream.u32(at: at + 16) ?? 0) / 2)).cString
      // What the moniker of a URL holds without a scheme is taken for a host.
      target = ExternalTarget(text) == .local && !Self.isPath(text) ? "http://" + text : text
    } else if let at = stream.firstIndex(of: Self.fileMoniker) {
      // [MS-OSHARED] §2.3.7.8: a count of steps up, then the path's length with its zero.
      target = stream.latin1Text(at: at + 22, count: min(2_048, stream.u32(at: at + 18) ?? 0)).cString
    } else {
      target = ""
    }
    runs = Self.runningMonikers.contains { stream.firstIndex(of: $0) != nil }
    if target.isEmpty && !runs { return nil }
  }

  private static func isPath(_ text: String) -> Bool {
    text.isEmpty || text.lowercasedASCII.hasPrefix("file:") || text.dropFirst().hasPrefix(":") || text.hasPrefix("\\")
  }

  /// A moniker of a few hundred bytes is usual.
  private static let limit = 1 << 16

  // 79EAC9E0-BAF9-11CE-8C82-00AA004BA90B
  private static let urlMoniker: [UInt8] = [
    0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B,
  ]

  // 00000303-0000-0000-C000-000000000046
  private static let fileMoniker: [UInt8] = [0x03, 0x03, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]

  private static let runningMonikers: [[UInt8]] = [
    // 06290BD3-48AA-11D2-8432-006008C3FBFC, a scriptlet
    [0xD3, 0x0B, 0x29, 0x06, 0xAA, 0x48, 0xD2, 0x11, 0x84, 0x32, 0x00, 0x60, 0x08, 0xC3, 0xFB, 0xFC],
    // ECABB0C7-7F19-11D2-978E-0000F8757E2A, a SOAP service (CVE-2017-8759)
    [0xC7, 0xB0, 0xAB, 0xEC, 0x19, 0x7F, 0xD2, 0x11, 0x97, 0x8E, 0x00, 0x00, 0xF8, 0x75, 0x7E, 0x2A],
  ]
}

extension Inspection {
  /// Judges the link of an object in a document.
  mutating func inspectLink(ofObject stream: [UInt8], at path: String) {
    guard let link = OLELink(stream) else { return }
    let evidence = "\(path) \(link.target.evidence(limit: 100))"
    if link.runs { found(.externalProtocolHandler, evidence) }
    judgeLink(to: link.target, evidence)
  }

  /// Judges the path of a packaged file that the document does not hold.
  mutating func judge(packagedLink target: String, at path: String) {
    let evidence = "\(path) \(target.evidence(limit: 100))"
    if ExternalTarget(target) == .share { found(.objectLink, evidence) } else { judgeLink(to: target, evidence) }
  }

  /// Judges what an object is fetched from, where it is not on the reader's own machine or network.
  mutating func judgeLink(to target: String, _ evidence: String) {
    switch ExternalTarget(target) {
    case .protocolHandler:
      foundURL(target)
      found(.externalProtocolHandler, evidence)
    case .web:
      foundURL(target)
      found(.objectLink, evidence)
    case .share:
      // A workbook that is linked from a department's server is no news; a packaged file that is fetched from one is.
      found(.externalObject, evidence)
    case .local:
      break
    }
  }
}

extension String {
  /// The text before the first zero.
  fileprivate var cString: String { String(prefix { $0 != "\0" }) }
}
