/// What an element means for the text that a person sees.
enum HTMLElement {
  case head, body, anchor, area, form, lineBreak, cell, row, table, quote, preformatted, paragraph, block, item, void
  case other
  /// An element whose content is no markup and is not shown; its name.
  case raw(StaticString)

  /// Reads an element's name in any case.
  init(_ name: ByteView) {
    self = Self.key(name).flatMap { Self.byKey[$0] } ?? .other
  }

  /// The name whose end tag ends the element, where its content is no markup.
  var rawTextEnd: StaticString? {
    if case .raw(let name) = self { name } else { nil }
  }

  /// Whether the element has no content and no end tag.
  var isVoid: Bool {
    switch self {
    case .void, .lineBreak, .area: true
    default: false
    }
  }

  /// A name as one number: its length and its first seven bytes, which no two names of the list share.
  static func key(_ name: ByteView) -> UInt64? {
    guard (1...10).contains(name.count) else { return nil }
    return longKey(name)
  }

  /// The same of a name of any length.
  static func longKey(_ name: ByteView) -> UInt64 {
    var key = UInt64(min(name.count, 255))
    for index in 0..<min(name.count, 7) { key = key << 8 | UInt64(ASCII.lowercased(name[index])) }
    return key
  }

  private static let byKey: [UInt64: HTMLElement] = {
    var byKey: [UInt64: HTMLElement] = [:]
    for (name, element) in byName {
      Array(name.utf8).withUnsafeBytes { bytes in
        if let key = key(ByteView(bytes)) { byKey[key] = element }
      }
    }
    return byKey
  }()

  private static let byName: [String: HTMLElement] = {
    var byName: [String: HTMLElement] = [
      "head": .head, "body": .body, "a": .anchor, "area": .area, "form": .form, "br": .lineBreak, "td": .cell,
      "th": .cell, "tr": .row, "table": .table, "blockquote": .quote, "pre": .preformatted, "script": .raw("script"),
      "style": .raw("style"),
      "title": .raw("title"), "template": .raw("template"), "noembed": .raw("noembed"), "noframes": .raw("noframes"),
      "object": .other, "iframe": .raw("iframe"), "xmp": .preformatted, "textarea": .block,
    ]
    for name in ["img", "meta", "link", "input", "base", "col", "hr", "wbr", "embed", "param", "source", "track"] {
      byName[name] = .void
    }
    byName["hr"] = .lineBreak
    for name in ["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl"] { byName[name] = .paragraph }
    for name in [
      "div", "section", "article", "header", "footer", "center", "address", "fieldset",
      "figure", "nav", "main", "aside", "caption", "option", "tbody", "thead", "tfoot",
    ] { byName[name] = .block }
    for name in ["li", "dt", "dd"] { byName[name] = .item }
    return byName
  }()
}
