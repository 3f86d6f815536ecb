import ByteReading

extension Inspection {
  /// Judges a relationship that leads outside the package, by its type and the scheme of its target.
  ///
  /// A hyperlink is a link: it is kept as a URL and weighs nothing. What Office loads without a click is another matter.
  mutating func judge(_ relationship: Relationship, of part: String) {
    let target = relationship.target
    if isAtAttachment { notes?.add(ExternalRelationship(type: relationship.type, target: target, part: part)) }
    let place = ExternalTarget(target)
    if place == .web || place == .protocolHandler { foundURL(target) }
    let written = relationship.type
    let evidence = "\(written) \(target.evidence(limit: 100)) of \(part.isEmpty ? "the package" : part)"
    let type = written.lowercasedASCII
    if place == .protocolHandler {
      // Office refuses to follow a hyperlink of script; it is what web pages leave in what is pasted from them.
      if type == "hyperlink", ExternalTarget.isPageScript(target) { return }
      return found(.externalProtocolHandler, evidence)
    }
    switch type {
    case "attachedtemplate":
      if place == .web { found(.remoteTemplate, evidence) }
      if place == .share { found(.externalObject, evidence) }
    case "oleobject":
      // A trailing `!` makes Word hand the page to the HTML engine and run what is in it (CVE-2022-30190).
      if place == .web, target.hasSuffix("!") { return found(.externalProtocolHandler, evidence) }
      if place == .web || place == .share { found(.externalObject, evidence) }
    case "frame", "subdocument", "afchunk":
      if place == .web || place == .share { found(.externalFrame, evidence) }
    default: break
    }
  }
}

/// Where the target of an external relationship lies.
enum ExternalTarget: Equatable {
  /// `http`, `https` or `ftp`.
  case web
  /// A share on a host with a dotted name or address.
  case share
  /// A scheme that hands the target to a program.
  case protocolHandler
  /// A path on the disk or in the organisation's network, a mail address, a bookmark.
  case local

  init(_ target: String) {
    let folded = String(target.lowercasedASCII.drop { $0 == " " })
    if Self.handlers.contains(where: { folded.hasPrefix($0) }) || folded.holds("!x-usc:") {
      self = .protocolHandler
    } else if folded.hasPrefix("http://") || folded.hasPrefix("https://") || folded.hasPrefix("ftp://") {
      self = .web
    } else {
      var path = Substring(folded)
      if path.hasPrefix("file:") { path = path.dropFirst(5) }
      let slashes = path.prefix { $0 == "/" || $0 == "\\" }.count
      let host = path.dropFirst(slashes).prefix { $0 != "/" && $0 != "\\" }
      self = slashes >= 2 && slashes != 3 && host.contains(".") ? .share : .local
    }
  }

  /// Whether the target is script of a page.
  static func isPageScript(_ target: String) -> Bool {
    let folded = target.lowercasedASCII.drop { $0 == " " }
    return folded.hasPrefix("javascript:") || folded.hasPrefix("vbscript:")
  }

  private static let handlers = [
    "mhtml:", "ms-msdt:", "search-ms:", "ms-officecmd:", "script:", "javascript:", "vbscript:", "mk:@", "ms-its:",
    "its:", "soap:wsdl",
  ]
}
