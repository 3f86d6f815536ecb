import MailModel

/// HTML reduced to the text that a person sees, and its links.
///
/// Scripts, styles, the head, comments and hidden elements are left out; the cells of a table's row are separated by
/// tabs. One pass, no tree and no recursion: whatever
/// is nested, time is linear.
public enum HTMLText {
  /// What reading HTML gave.
  public struct Outcome: Sendable, Hashable {
    /// The visible text; block elements are lines of their own, quotes have `> ` before each line.
    public var text = ""
    /// The links in order.
    public var links: [HyperLink] = []
    /// Whether elements are nested deeper than any honest mail does.
    public var isTooDeep = false
  }

  /// Reads HTML that is decoded already; at most `links` links.
  public static func read(_ html: String, links: Int = 5_000) -> Outcome {
    var html = html
    return html.withUTF8 { buffer in
      var reader = HTMLReader(ByteView(UnsafeRawBufferPointer(buffer)), linkLimit: links)
      return reader.read()
    }
  }
}

private struct HTMLReader {
  private let bytes: ByteView
  private let linkLimit: Int
  private var out: [UInt8] = []
  private var links: [HyperLink] = []
  private var quoteDepth = 0
  private var isPreformatted = false
  private var isInHead = false
  /// The element whose content is hidden, and how many of that name are open in it.
  private var hidden: (name: [UInt8], depth: Int)?
  private var link: (target: String, start: Int)?
  private var depth = 0
  private var deepest = 0
  private var pendingSpace = false
  private var pendingTab = false
  private var pendingBreaks = 0
  private var row = TableRow()
  /// Whether nothing is shown yet of the cell that is open: its first paragraph begins no line.
  private var isAtCellStart = false

  /// The row of a table that is open.
  private struct TableRow {
    var cells = 0
    var hasText = false
    /// Whether it has more than one line.
    var isBroken = false
  }

  /// Open elements beyond which nesting counts as hostile.
  private static let deepNesting = 1_000
  private static let deepestQuote = 20

  init(_ bytes: ByteView, linkLimit: Int) {
    self.bytes = bytes
    self.linkLimit = linkLimit
    out.reserveCapacity(bytes.count / 2)
  }

  mutating func read() -> HTMLText.Outcome {
    var at = 0
    while at < bytes.count {
      let next = bytes.firstIndex(of: 0x3C, from: at, to: bytes.count) ?? bytes.count
      appendText(at..<next)
      guard next < bytes.count else { break }
      at = readMarkup(next)
    }
    closeLink()
    while let last = out.last, ASCII.isSpace(last) { out.removeLast() }
    return HTMLText.Outcome(
      text: String(decoding: out, as: UTF8.self), links: links, isTooDeep: deepest > Self.deepNesting)
  }

  // MARK: Markup

  /// Reads what begins with `<` at `start`; returns the index behind it.
  private mutating func readMarkup(_ start: Int) -> Int {
    let second = bytes[start + 1]
    if second == 0x21 {
      guard bytes[start + 2] == 0x2D, bytes[start + 3] == 0x2D else { return endOfDeclaration(start) }
      if bytes[start + 4] == 0x3E { return start + 5 }
      return bytes.firstIndex(of: "-->", from: start + 4).map { $0 + 3 } ?? bytes.count
    }
    if second == 0x3F { return endOfDeclaration(start) }
    guard let tag = HTMLTag(bytes, at: start) else {
      appendText(start..<start + 1, isLiteral: true)
      return start + 1
    }
    let name = HTMLElement(bytes[tag.name])
    if !tag.isEnd, let raw = name.rawTextEnd {
      return endOfRawText(raw, from: tag.end)
    }
    if hidden != nil {
      followHidden(tag)
      return tag.end
    }
    if !tag.isEnd, !name.isVoid, isHidden(tag) {
      hidden = (bytes[tag.name].raw.map(ASCII.lowercased), 1)
      return tag.end
    }
    if !name.isVoid {
      depth = max(0, depth + (tag.isEnd ? -1 : 1))
      deepest = max(deepest, depth)
    }
    apply(name, tag)
    return tag.end
  }

  private mutating func apply(_ name: HTMLElement, _ tag: HTMLTag) {
    switch name {
    case .head: isInHead = !tag.isEnd
    case .body: isInHead = false
    case .anchor:
      closeLink()
      if !tag.isEnd { openLink(tag, "href") }
    case .area:
      openLink(tag, "href")
      closeLink()
    case .form:
      closeLink()
      breakLine(1)
      if !tag.isEnd, tag.value(of: "action", in: bytes)?.isEmpty == false {
        openLink(tag, "action")
        closeLink()
      }
    case .lineBreak: breakLine(1, isForced: true)
    case .cell:
      isAtCellStart = false
      if !tag.isEnd { openCell() }
    case .row:
      isAtCellStart = false
      if row.hasText, !row.isBroken { pendingBreaks = 0 }
      breakLine(1)
      row = TableRow()
    case .table:
      isAtCellStart = false
      breakLine(2)
      row.isBroken = true
    case .quote:
      breakLine(1)
      flushBreaks()
      quoteDepth = min(max(0, quoteDepth + (tag.isEnd ? -1 : 1)), Self.deepestQuote)
    case .preformatted:
      breakLine(1)
      isPreformatted = !tag.isEnd
    case .paragraph:
      isInHead = false
      breakLine(2)
    case .block:
      isInHead = false
      breakLine(1)
    case .raw, .void, .other: break
    }
  }

  /// Cells of a row are separated by tabs, unless one of them has lines of its own: then the table lays out a page.
  private mutating func openCell() {
    row.cells += 1
    if row.cells > 1 {
      if row.isBroken {
        breakLine(1)
      } else {
        pendingBreaks = 0
        pendingSpace = false
        pendingTab = row.hasText
      }
    }
    isAtCellStart = true
  }

  private mutating func followHidden(_ tag: HTMLTag) {
    guard let open = hidden else { return }
    let name = bytes[tag.name]
    guard name.count == open.name.count else { return }
    for index in 0..<name.count where ASCII.lowercased(name[index]) != open.name[index] { return }
    let depth = open.depth + (tag.isEnd ? -1 : 1)
    hidden = depth > 0 ? (open.name, depth) : nil
  }

  private func isHidden(_ tag: HTMLTag) -> Bool {
    // Nearly all tags lack every mark of hiding: no string is made for them.
    let attributes = bytes[tag.attributes]
    guard attributes.count > 5, Self.marks.contains(where: { attributes.firstIndex(of: $0, from: 0) != nil }) else {
      return false
    }
    if let style = tag.value(of: "style", in: bytes), HiddenStyle.hides(style) { return true }
    return tag.value(of: "hidden", in: bytes) != nil
  }

  /// Pieces of which each way of hiding has one, in the spellings that are written.
  private static let marks: [StaticString] = [
    ":0", ": 0", ":.0", ": .0", "none", "None", "NONE", "idden", "IDDEN", "hide", "HIDE",
  ]

  private func endOfDeclaration(_ start: Int) -> Int {
    bytes.firstIndex(of: 0x3E, from: start, to: bytes.count).map { $0 + 1 } ?? bytes.count
  }

  /// The index behind the end tag of an element whose content is no markup.
  private func endOfRawText(_ name: StaticString, from start: Int) -> Int {
    var at = start
    while let found = bytes.firstIndex(of: 0x3C, from: at, to: bytes.count) {
      if bytes[found + 1] == 0x2F, bytes.matches(lowercase: name, at: found + 2) { return endOfDeclaration(found) }
      at = found + 1
    }
    return bytes.count
  }

  // MARK: Links

  private mutating func openLink(_ tag: HTMLTag, _ attribute: StaticString) {
    guard links.count < linkLimit, let value = tag.value(of: attribute, in: bytes) else { return }
    link = (String(decoding: value, as: UTF8.self).trimmingASCIISpace, out.count)
  }

  private mutating func closeLink() {
    guard let open = link else { return }
    link = nil
    guard !open.target.isEmpty else { return }
    let start = min(open.start, out.count)
    let text = String(decoding: out[start...], as: UTF8.self).trimmingASCIISpace
    links.append(HyperLink(target: open.target, text: text))
  }

  // MARK: Text

  private mutating func appendText(_ range: Range<Int>, isLiteral: Bool = false) {
    guard hidden == nil, !isInHead, !range.isEmpty else { return }
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = bytes[at]
      if byte == 0x26, !isLiteral, let (character, end) = HTMLCharacterReference.read(bytes, at: at) {
        if character == 0xA0 { pendingSpace = true } else { append(character) }
        at = end
      } else if isPreformatted, byte == ASCII.lineFeed {
        breakLine(1, isForced: true)
        at += 1
      } else if ASCII.isSpace(byte) {
        if isPreformatted, byte != ASCII.carriageReturn {
          flushBreaks()
          out.append(byte)
        } else {
          pendingSpace = true
        }
        at += 1
      } else {
        flush()
        let start = at
        while at < range.upperBound, bytes[at] != 0x26, !ASCII.isSpace(bytes[at]) { at += 1 }
        if at == start { at += 1 }
        out.append(contentsOf: bytes[start..<at].raw)
      }
    }
  }

  private mutating func append(_ character: UInt32) {
    // Joiners and soft hyphens are seen by nobody, and hide words from filters.
    if character == 0xAD || (0x200B...0x200F).contains(character) || character == 0xFEFF { return }
    flush()
    out.append(utf8Of: character)
  }

  private mutating func breakLine(_ count: Int, isForced: Bool = false) {
    if isAtCellStart, !isForced { return }
    pendingSpace = false
    pendingTab = false
    pendingBreaks = isForced ? min(pendingBreaks + 1, 3) : max(pendingBreaks, count)
  }

  private mutating func flushBreaks() {
    guard pendingBreaks > 0 else { return }
    let breaks = pendingBreaks
    pendingBreaks = 0
    guard !out.isEmpty else { return }
    for _ in 0..<breaks { out.append(ASCII.lineFeed) }
    if row.hasText { row.isBroken = true }
  }

  private mutating func flush() {
    isAtCellStart = false
    if pendingBreaks > 0 {
      flushBreaks()
      pendingSpace = false
    }
    if row.cells > 0 { row.hasText = true }
    if out.isEmpty || out.last == ASCII.lineFeed {
      for _ in 0..<quoteDepth {
        out.append(0x3E)
        out.append(0x20)
      }
      pendingSpace = false
      pendingTab = false
    }
    if pendingSpace || pendingTab {
      out.append(pendingTab ? ASCII.tab : ASCII.space)
      pendingSpace = false
      pendingTab = false
    }
  }
}
