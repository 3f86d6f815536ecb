/// The rules of a mail's style sheets that hide or colour elements (CSS 2.2 §4.1.7).
///
/// Selectors of one element are understood: a name, a class, an identifier. Rules for small screens, for print and for
/// states such as `:hover` do not count, since most readers of mail never meet them.
struct StyleRules {
  /// What the rules of one class or identifier say, joined: of any element, and of elements of one name.
  private struct Joined {
    var any = ElementStyle()
    var byElement: [UInt64: ElementStyle] = [:]

    func style(of element: UInt64) -> ElementStyle {
      guard let named = byElement[element] else { return any }
      var style = any
      style.merge(named)
      return style
    }
  }

  private var byElement: [UInt64: ElementStyle] = [:]
  private var byClass: [UInt64: Joined] = [:]
  private var byIdentifier: [UInt64: Joined] = [:]
  private var count = 0
  /// Whether a rule that is not understood sets backgrounds, so that colours cannot be compared.
  private(set) var hasUnknownBackgrounds = false

  /// Rules that are kept at most, and bytes of style sheets that are read.
  private static let limit = 1_000
  private static let mostBytes = 1 << 18
  /// Classes of one element that are looked up.
  private static let mostClasses = 64

  init() {}

  /// Whether there are none.
  var isEmpty: Bool { count == 0 }

  /// Reads the content of a `style` element.
  mutating func take(_ sheet: ByteView) {
    let bytes = Self.withoutComments(sheet[0..<min(sheet.count, Self.mostBytes)])
    bytes.withUnsafeBytes { take(rulesOf: ByteView($0)) }
  }

  /// What the rules say of an element.
  func style(name: ByteView, classes: ByteView, identifier: ByteView) -> ElementStyle {
    let element = Self.key(name)
    var style = byElement[element] ?? ElementStyle()
    var at = 0
    var read = 0
    while at < classes.count, read < Self.mostClasses {
      while at < classes.count, ASCII.isSpace(classes[at]) { at += 1 }
      let start = at
      while at < classes.count, !ASCII.isSpace(classes[at]) { at += 1 }
      guard at > start else { break }
      read += 1
      if let rules = byClass[Self.key(classes[start..<at])] { style.merge(rules.style(of: element)) }
    }
    if !identifier.isEmpty, let rules = byIdentifier[Self.key(identifier)] { style.merge(rules.style(of: element)) }
    return style
  }

  /// A style without comments, which stand anywhere between tokens (CSS 2.2 §4.1.9).
  static func withoutComments(_ style: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(style.count)
    var at = 0
    while at < style.count {
      guard let comment = style.firstIndex(of: "/*", from: at) else {
        out.append(contentsOf: style[at..<style.count].raw)
        break
      }
      out.append(contentsOf: style[at..<comment].raw)
      at = style.firstIndex(of: "*/", from: comment + 2).map { $0 + 2 } ?? style.count
    }
    return out
  }

  private mutating func take(rulesOf sheet: ByteView) {
    var at = 0
    while at < sheet.count, count < Self.limit {
      while at < sheet.count, ASCII.isSpace(sheet[at]) || sheet[at] == 0x7D { at += 1 }
      // The marks of an SGML comment around a sheet are no part of it (CSS 2.2 §4.4).
      if sheet.matches(lowercase: "<!--", at: at) || sheet.matches(lowercase: "-->", at: at) {
        at += sheet[at] == 0x3C ? 4 : 3
        continue
      }
      guard let open = sheet.firstIndex(of: 0x7B, from: at, to: sheet.count) else { return }
      if sheet[at] == 0x40 {
        if let semicolon = sheet.firstIndex(of: 0x3B, from: at, to: open) {
          at = semicolon + 1
        } else {
          at = Self.applies(sheet[at..<open]) ? open + 1 : Self.endOfBlock(sheet, open)
        }
        continue
      }
      let close = sheet.firstIndex(of: 0x7D, from: open, to: sheet.count) ?? sheet.count
      let style = ElementStyle(sheet[open + 1..<close])
      if !style.isEmpty { take(style, for: sheet[at..<open]) }
      at = close + 1
    }
  }

  /// Whether the rules in a block are for a common reader: `@media screen`, `@media all`.
  private static func applies(_ prelude: ByteView) -> Bool {
    guard prelude.matches(lowercase: "@media", at: 0), prelude.firstIndex(of: 0x28) == nil else { return false }
    let kind = prelude[prelude.trimmed(6..<prelude.count)]
    return kind.isEmpty || kind.begins(withWord: "all") || kind.begins(withWord: "screen")
  }

  private static func endOfBlock(_ sheet: ByteView, _ open: Int) -> Int {
    var depth = 0
    var at = open
    while at < sheet.count {
      if sheet[at] == 0x7B { depth += 1 }
      if sheet[at] == 0x7D {
        depth -= 1
        if depth == 0 { return at + 1 }
      }
      at += 1
    }
    return sheet.count
  }

  private mutating func take(_ style: ElementStyle, for selectors: ByteView) {
    var at = 0
    while at < selectors.count, count < Self.limit {
      let end = selectors.firstIndex(of: 0x2C, from: at, to: selectors.count) ?? selectors.count
      take(style, forOne: selectors[selectors.trimmed(at..<end)])
      at = end + 1
    }
  }

  private mutating func take(_ style: ElementStyle, forOne selector: ByteView) {
    var nameEnd = 0
    while nameEnd < selector.count, Self.isNameByte(selector[nameEnd]) { nameEnd += 1 }
    var end = nameEnd
    let mark = selector[nameEnd]
    if mark == 0x2E || mark == 0x23 {
      end += 1
      while end < selector.count, Self.isNameByte(selector[end]) { end += 1 }
    }
    guard end == selector.count, end > 0 else {
      let isState = selector.firstIndex(of: 0x3A) != nil
      if style.background != nil, !isState { hasUnknownBackgrounds = true }
      return
    }
    count += 1
    let element = nameEnd == 0 ? nil : Self.key(selector[0..<nameEnd])
    let key = Self.key(selector[nameEnd + 1..<max(nameEnd + 1, end)])
    switch mark {
    case 0x2E: Self.add(style, of: element, to: &byClass[key, default: Joined()])
    case 0x23: Self.add(style, of: element, to: &byIdentifier[key, default: Joined()])
    default: byElement[Self.key(selector), default: ElementStyle()].merge(style)
    }
  }

  private static func add(_ style: ElementStyle, of element: UInt64?, to rules: inout Joined) {
    if let element {
      rules.byElement[element, default: ElementStyle()].merge(style)
    } else {
      rules.any.merge(style)
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == 0x2D || byte == 0x5F || byte >= 0x80
  }

  /// A name as one number (FNV-1a), case aside as mail without a document type has it.
  private static func key(_ name: ByteView) -> UInt64 {
    var key: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<min(name.count, 128) {
      key = (key ^ UInt64(ASCII.lowercased(name[index]))) &* 0x0100_0000_01B3
    }
    return key
  }
}
