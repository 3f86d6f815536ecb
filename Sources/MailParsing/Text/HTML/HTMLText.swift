import MailModel

/// HTML reduced to the text that a person sees, and its links.
///
/// Scripts, styles, the head and comments are left out, the cells of a table's row are separated by tabs. What
/// elements hide by their style is text apart. One pass, no tree and no recursion: whatever is nested, time is linear.
public enum HTMLText {
  /// What reading HTML gave.
  public struct Outcome: Sendable, Hashable {
    /// The visible text; block elements are lines of their own, quotes have `> ` before each line.
    public var text = ""
    /// The text that is there and is not seen, a line for each place; links in it with their targets.
    public var hiddenText = ""
    /// The links that a person sees, in order.
    public var links: [HyperLink] = []
    /// The identifiers of the parts that the page shows (`cid:`, RFC 2392), without the scheme.
    public var contentIDs: Set<String> = []
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
  private var open = OpenElements()
  private var isHidden = false
  private var rules = StyleRules()
  private var hiddenText = HiddenText()
  private var contentIDs: Set<String> = []
  private let namesContentIDs: Bool
  private var link: (target: String, start: Int)?
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

  private static let deepestQuote = 20
  private static let mostContentIDs = 1_000

  init(_ bytes: ByteView, linkLimit: Int) {
    self.bytes = bytes
    self.linkLimit = linkLimit
    namesContentIDs = bytes.firstIndex(of: "cid:", from: 0) != nil || bytes.firstIndex(of: "CID:", from: 0) != nil
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
      text: String(decoding: out, as: UTF8.self), hiddenText: hiddenText.string, links: links, contentIDs: contentIDs,
      isTooDeep: open.deepest > OpenElements.deepNesting)
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
    if !tag.isEnd, let raw = name.rawTextEnd { return endOfRawText(raw, from: tag.end) }
    let wasHidden = isHidden
    if !name.isVoid { follow(name, tag) }
    if namesContentIDs, !tag.isEnd { collectContentIDs(tag) }
    // An element that ends is applied as it was when it began, one that begins as it is.
    if tag.isEnd ? wasHidden : isHidden {
      applyHidden(name, tag, begins: !wasHidden)
    } else {
      apply(name, tag)
    }
    return tag.end
  }

  /// Notes that an element opens or closes, and whether what follows is hidden.
  private mutating func follow(_ element: HTMLElement, _ tag: HTMLTag) {
    let name = bytes[tag.name]
    if tag.isEnd {
      open.close(HTMLElement.longKey(name))
    } else {
      let style = style(of: tag, element)
      open.open(HTMLElement.longKey(name), element) {
        $0.child(of: element, style, comparesColors: !rules.hasUnknownBackgrounds)
      }
    }
    isHidden = open.visibility.isHidden
  }

  /// What rules, attributes and the style of a tag say on whether it is seen.
  private func style(of tag: HTMLTag, _ element: HTMLElement) -> ElementStyle {
    var attributed = ElementStyle()
    var inline = ElementStyle()
    var classes = bytes[0..<0]
    var identifier = bytes[0..<0]
    if tag.attributes.count > 4 {
      var attributes = HTMLAttributes(tag, in: bytes)
      while let (name, value) = attributes.next() {
        switch name.count {
        case 2 where name.equals(lowercase: "id"): identifier = value
        case 4 where name.equals(lowercase: "text"):
          if case .body = element { attributed.color = Self.declared(StyleColor(attribute: value)) }
        case 5 where name.equals(lowercase: "style"): inline = Self.style(value)
        case 5 where name.equals(lowercase: "class"): classes = value
        case 5 where name.equals(lowercase: "color"):
          attributed.color = Self.declared(StyleColor(attribute: value))
        case 6 where name.equals(lowercase: "hidden"):
          attributed.isDisplayed = .init(value: value.begins(withWord: "until-found"), isImportant: false)
        case 7 where name.equals(lowercase: "bgcolor"):
          if let color = StyleColor(attribute: value) {
            attributed.background = .init(value: color, isImportant: false)
          }
        case 10 where name.equals(lowercase: "background"):
          attributed.background = .init(value: nil, isImportant: false)
        default: break
        }
      }
    }
    if !rules.isEmpty { attributed.merge(rules.style(name: bytes[tag.name], classes: classes, identifier: identifier)) }
    attributed.merge(inline)
    return attributed
  }

  private static func declared(_ color: StyleColor?) -> ElementStyle.Declared<StyleColor>? {
    color.map { .init(value: $0, isImportant: false) }
  }

  private static func style(_ value: ByteView) -> ElementStyle {
    // References and comments are rare: only where there are any a copy is made.
    guard value.firstIndex(of: 0x26) != nil || value.firstIndex(of: "/*", from: 0) != nil else {
      return ElementStyle(value)
    }
    return HTMLTag.decoded(value).withUnsafeBytes { decoded in
      StyleRules.withoutComments(ByteView(decoded)).withUnsafeBytes { ElementStyle(ByteView($0)) }
    }
  }

  /// Collects what `src`, `background` and styles name by `cid:`.
  private mutating func collectContentIDs(_ tag: HTMLTag) {
    var attributes = HTMLAttributes(tag, in: bytes)
    while contentIDs.count < Self.mostContentIDs, let (_, value) = attributes.next() {
      var at = 0
      while let colon = value.firstIndex(of: 0x3A, from: at, to: value.count) {
        at = colon + 1
        guard value.matches(lowercase: "cid:", at: colon - 3) else { continue }
        var end = at
        while end < value.count, !ASCII.isSpace(value[end]), value[end] != 0x29, value[end] != 0x22, value[end] != 0x27
        {
          end += 1
        }
        let identifier = HTMLTag.decoded(value[at..<end]).withUnsafeBytes { PercentEncoding.decoded(ByteView($0)) }
        contentIDs.insert(String(decoding: identifier, as: UTF8.self))
        at = end
      }
    }
  }

  /// Hidden elements leave the lines of the visible text alone.
  private mutating func applyHidden(_ name: HTMLElement, _ tag: HTMLTag, begins: Bool) {
    if begins, !tag.isEnd { hiddenText.breakLine() }
    switch name {
    case .anchor:
      if tag.isEnd { hiddenText.closeLink() }
      if !tag.isEnd, let target = tag.value(of: "href", in: bytes) {
        hiddenText.openLink(to: String(decoding: target, as: UTF8.self).trimmingASCIISpace)
      }
    case .void, .other, .raw, .head: break
    default: hiddenText.breakLine()
    }
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
    case .block, .item:
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

  private func endOfDeclaration(_ start: Int) -> Int {
    bytes.firstIndex(of: 0x3E, from: start, to: bytes.count).map { $0 + 1 } ?? bytes.count
  }

  /// The index behind the end tag of an element whose content is no markup.
  private mutating func endOfRawText(_ name: StaticString, from start: Int) -> Int {
    var at = start
    while let found = bytes.firstIndex(of: 0x3C, from: at, to: bytes.count) {
      if bytes[found + 1] == 0x2F, bytes.matches(lowercase: name, at: found + 2) {
        if name.utf8CodeUnitCount == 5, bytes.matches(lowercase: "style", at: found + 2) {
          rules.take(bytes[start..<found])
        }
        return endOfDeclaration(found)
      }
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
    guard !isInHead, !range.isEmpty else { return }
    if isHidden {
      hiddenText.append(bytes[range])
      return
    }
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
