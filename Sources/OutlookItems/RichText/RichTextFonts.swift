/// The code pages of a rich text's fonts ([MSFT-RTF], "Font Table").
struct RichTextFonts {
  private var pages: [Int: CodePage] = [:]
  private var current: Int?
  /// The code page of text in no font, or in one that says nothing.
  private var standard = CodePage.windows1252
  /// The font of plain text.
  private var standardFont: Int?

  private static let most = 4_096
  /// A conversion that is open, and its code page: text goes to and fro between few fonts.
  private var open: [CodePage: CodePageConverter] = [:]

  /// The code page of text in that font.
  func page(of font: Int?) -> CodePage { (font ?? standardFont).flatMap { pages[$0] } ?? standard }

  /// Text of that code page as UTF-8.
  mutating func utf8(_ bytes: [UInt8], in page: CodePage) -> [UInt8] {
    guard bytes.contains(where: { $0 >= 0x80 }), page != .windows1252, page != .utf8, let name = page.libraryName else {
      return page.utf8(bytes)
    }
    if let converter = open[page] { return converter.utf8(bytes) }
    guard let converter = CodePageConverter(name) else { return page.utf8(bytes) }
    if open.count < 16 { open[page] = converter }
    return converter.utf8(bytes)
  }

  /// Takes a control word that says what holds where no font says more.
  mutating func take(_ word: String, _ number: Int?) {
    switch word {
    case "ansicpg":
      if let number, CodePage(rawValue: number).charset != nil { standard = CodePage(rawValue: number) }
    case "mac": standard = CodePage(rawValue: 10_000)
    case "pc": standard = CodePage(rawValue: 437)
    case "pca": standard = CodePage(rawValue: 850)
    case "deff": standardFont = number
    default: break
    }
  }

  /// Takes a control word that stands in the font table.
  mutating func define(_ word: String, _ number: Int?) {
    switch word {
    case "f": current = number
    case "fcharset":
      // A code page of its own says more.
      if let current, let page = Self.page(ofCharset: number), pages[current] == nil, pages.count < Self.most {
        pages[current] = page
      }
    case "cpg":
      if let current, let number, CodePage(rawValue: number).charset != nil, pages.count < Self.most {
        pages[current] = CodePage(rawValue: number)
      }
    default: break
    }
  }

  /// The code page of a charset number of Windows fonts; nil for the standard one, symbols and unknown ones.
  private static func page(ofCharset number: Int?) -> CodePage? {
    let pages = [
      0: 1_252, 77: 10_000, 128: 932, 129: 949, 130: 1_361, 134: 936, 136: 950, 161: 1_253, 162: 1_254, 163: 1_258,
      177: 1_255, 178: 1_256, 186: 1_257, 204: 1_251, 222: 874, 238: 1_250, 254: 437, 255: 850,
    ]
    return number.flatMap { pages[$0] }.map(CodePage.init(rawValue:))
  }
}
