import MailModel

/// Collects the texts of a message's leaves, and chooses those that a person reads.
struct TextAssembly {
  private let limits: ParsingLimits
  /// The containers of the message, by which alternatives are told.
  var containers: [Container] = []
  private(set) var links: [HyperLink] = []
  /// The text of HTML parts that nobody sees.
  private(set) var hiddenText = ""
  /// The parts that HTML parts show (`cid:`, RFC 2392).
  private(set) var contentIDs: Set<String> = []
  private var candidates: [Candidate] = []

  private struct Candidate {
    var text: String
    var isPlain: Bool
    /// The innermost alternative in which the text stands, and its branch there.
    var alternative: (container: Int, child: Int)?
    var tier: Tier
  }

  /// How near a text is to what the mail itself says; only the nearest tier that has any text is read.
  private enum Tier: Int, CaseIterable {
    case body, otherType, recovered, nested, undivided, attachment
  }

  init(limits: ParsingLimits) { self.limits = limits }

  /// Adds the containers of an entity that stands inside a leaf; returns what to add to their indices.
  mutating func append(_ inner: [Container], under leaf: Leaf, as kind: Container.Kind) -> Int {
    let base = containers.count
    for var container in inner {
      if let parent = container.parent {
        container.parent = parent + base
      } else {
        container = Container(kind: kind, parent: leaf.container, child: leaf.child)
      }
      containers.append(container)
    }
    return base
  }

  /// Takes the decoded bytes of a leaf that is text.
  mutating func take(_ leaf: Leaf, part: BodyPart, decoded: ByteView, log: inout DefectLog) {
    let isHTML = part.contentType == "text/html"
    let tier = self.tier(of: leaf, part)
    // Large text attachments are nobody's reading.
    if tier == .attachment, !isHTML, candidates.contains(where: { $0.tier == .body }) { return }
    // An HTML part may be mostly markup, so more of it is read than text is kept; a plain part not.
    let most = isHTML ? limits.textBytes * 4 : limits.textBytes + 4
    let cut = decoded[0..<min(decoded.count, most)]
    if cut.count < decoded.count { log.record(.textTruncated, part: part.path) }
    var outcome = CharsetDecoding.decodeBody(cut, charset: part.charset)
    if !outcome.isKnown { log.record(.unknownCharset, part: part.path, at: part.range.offset) }
    if outcome.isRepaired { log.record(.malformedText, part: part.path, at: part.range.offset) }
    if isHTML {
      let html = HTMLText.read(outcome.text, links: max(0, limits.links - links.count))
      links += html.links
      if links.count >= limits.links { log.record(.tooManyLinks, part: part.path) }
      contentIDs.formUnion(html.contentIDs)
      if tier != .attachment { takeHidden(html.hiddenText, of: part, log: &log) }
      if html.isTooDeep { log.record(.htmlTooDeep, part: part.path, at: part.range.offset) }
      outcome.text = html.text
    } else if let format = leaf.contentType.parameters?.bytes(.format), format.map(ASCII.lowercased) == Self.flowed {
      let delsp = leaf.contentType.parameters?.bytes(.delsp)?.map(ASCII.lowercased)
      outcome.text = FlowedText.unwrapped(outcome.text, deletesSpace: delsp == Array("yes".utf8))
    }
    guard !outcome.text.utf8.allSatisfy(ASCII.isSpace) else { return }
    candidates.append(
      Candidate(text: outcome.text, isPlain: !isHTML, alternative: alternative(of: leaf), tier: tier))
  }

  private mutating func takeHidden(_ text: String, of part: BodyPart, log: inout DefectLog) {
    guard !text.isEmpty else { return }
    guard hiddenText.utf8.count + text.utf8.count < limits.textBytes else {
      log.record(.textTruncated, part: part.path)
      return
    }
    if !hiddenText.isEmpty { hiddenText += "\n" }
    hiddenText += text
  }

  /// The text that a person reads, and whether it had to be cut.
  func joined() -> (text: String, isCut: Bool) {
    for tier in Tier.allCases {
      let texts = candidates.filter { $0.tier == tier }
      guard !texts.isEmpty else { continue }
      let chosen = texts.filter { isChosen($0, of: texts) }
      if let only = chosen.first, chosen.count == 1, only.text.utf8.count <= limits.textBytes {
        return (only.text, false)
      }
      return join(chosen.map(\.text))
    }
    return ("", false)
  }

  private static let flowed = Array("flowed".utf8)

  private func tier(of leaf: Leaf, _ part: BodyPart) -> Tier {
    if part.disposition == "attachment" { return .attachment }
    var index: Int? = leaf.container
    while let at = index, containers.indices.contains(at) {
      if containers[at].kind == .message, containers[at].parent != nil { return .nested }
      index = containers[at].parent
    }
    if leaf.isRecovered { return .recovered }
    if leaf.contentType.isMultipart { return .undivided }
    if part.contentType != "text/plain", part.contentType != "text/html" { return .otherType }
    return part.filename == nil ? .body : .otherType
  }

  /// Whether the leaf stands in a multipart of that kind within its message.
  func isInside(_ kind: Container.Kind, _ leaf: Leaf) -> Bool {
    var index: Int? = leaf.container
    while let at = index, containers.indices.contains(at) {
      if containers[at].kind == kind { return true }
      if containers[at].kind == .message { return false }
      index = containers[at].parent
    }
    return false
  }

  private func alternative(of leaf: Leaf) -> (container: Int, child: Int)? {
    var index = leaf.container
    var child = leaf.child
    while containers.indices.contains(index) {
      let container = containers[index]
      if container.kind == .alternative { return (index, child) }
      guard container.kind != .message, let parent = container.parent else { return nil }
      child = container.child
      index = parent
    }
    return nil
  }

  /// Of an alternative the first branch with plain text is read, or else its first branch.
  private func isChosen(_ candidate: Candidate, of texts: [Candidate]) -> Bool {
    guard let alternative = candidate.alternative else { return true }
    let siblings = texts.filter { $0.alternative?.container == alternative.container }
    let best = siblings.first(where: \.isPlain) ?? siblings.first
    return best?.alternative?.child == alternative.child && best?.isPlain == candidate.isPlain
  }

  private func join(_ texts: [String]) -> (text: String, isCut: Bool) {
    var out: [UInt8] = []
    for text in texts {
      if let last = out.last, last != ASCII.lineFeed { out.append(ASCII.lineFeed) }
      out.append(contentsOf: text.utf8)
      if out.count > limits.textBytes { break }
    }
    guard out.count > limits.textBytes else { return (String(decoding: out, as: UTF8.self), false) }
    var end = limits.textBytes
    while end > 0, out[end] & 0xC0 == 0x80 { end -= 1 }
    return (String(decoding: out[..<end], as: UTF8.self), true)
  }
}
