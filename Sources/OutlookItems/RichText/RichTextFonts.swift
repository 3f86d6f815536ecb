/// The code pages of a rich text's fonts ([MSFT-RTF], "Font Table").
struct RichTextFonts {
  private var pages: [Int: CodePage] = [:]
  private var current: Int?
  /// The code page of text in no font, or in one that says nothing.
  var standard = CodePage.windows1252
  /// The font of plain text.
  var standardFont: Int?

  private static let most = 4_096

  /// The code page of text in that font.
  func page(of font: Int?) -> CodePage { (font ?? standardFont).flatMap { pages[$0] } ?? standard }

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
