/// What a body in rich text says: the HTML or the text that was put into it, or its own text ([MS-OXRTFEX]).
public struct RichTextBody {
  /// What the rich text was made of.
  public enum Form: Sendable {
    /// Of HTML, which stands in it (`\fromhtml1`).
    case html
    /// Of plain text (`\fromtext`).
    case plainText
    /// It is what was written.
    case richText
  }

  /// What it was made of.
  public private(set) var form = Form.richText
  /// The HTML or the text as UTF-8, lines ended by LF.
  public private(set) var text: [UInt8] = []
  /// Whether objects are embedded or linked.
  public private(set) var hasObjects = false

  private let limit: Int
  private var fonts = RichTextFonts()
  private var group = Group()
  private var groups: [Group] = []
  /// Groups open beyond the limit; they are not told apart.
  private var unheld = 0
  /// Characters of the current run, and their code page.
  private var run: [UInt8] = []
  private var runPage = CodePage.windows1252
  private var runFont: Int?
  /// Characters that only repeat one that was given by its number.
  private var toSkip = 0
  private var highSurrogate: UInt16?
  private var field: [UInt8] = []

  private static let deepest = 2_000

  /// What holds within a group of braces.
  private struct Group {
    enum Destination { case body, tag, fontTable, field, nothing }
    var destination = Destination.body
    /// Between `\htmlrtf` and `\htmlrtf0`: rich text that stands for a tag.
    var isForRichText = false
    var fallbackLength = 1
    var font: Int?
    /// Behind `\*`: a destination that is not known is left out.
    var isIgnorable = false
  }

  /// Reads rich text; gives at most `limit` bytes of text.
  public init(_ bytes: [UInt8], limit: Int) {
    self.limit = limit
    var tokens = RichTextTokens(bytes)
    while let token = tokens.next(), text.count < limit {
      take(token)
      if token == .close, groups.isEmpty, unheld == 0 { break }
    }
    flush()
    if text.count > limit {
      var end = limit
      while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
      text.removeLast(text.count - end)
    }
  }

  private mutating func take(_ token: RichTextToken) {
    switch token {
    case .open:
      toSkip = 0
      if groups.count < Self.deepest { groups.append(group) } else { unheld += 1 }
      group.isIgnorable = false
    case .close:
      toSkip = 0
      close()
    case .byte(let byte):
      if toSkip > 0 { toSkip -= 1 } else { put(byte) }
    case .symbol(let symbol):
      if toSkip > 0 { toSkip -= 1 } else { take(symbol: symbol) }
    case .word(let word, let number):
      if toSkip > 0, word != "u", word != "htmlrtf" { toSkip -= 1 } else { take(word, number) }
    }
  }

  private mutating func close() {
    guard unheld == 0 else {
      unheld -= 1
      return
    }
    let inner = group
    if let outer = groups.popLast() { group = outer }
    if inner.destination == .field, group.destination != .field { closeField() }
  }

  private mutating func take(symbol: UInt8) {
    switch symbol {
    case 0x2A: group.isIgnorable = true
    case 0x5C, 0x7B, 0x7D: put(symbol)
    case 0x7E: put(character: 0xA0)
    case 0x5F: put(character: 0x2011)
    case 0x2D: put(character: 0xAD)
    case 0x0A, 0x0D: put(character: 0x0A)
    default: break
    }
  }

  private mutating func take(_ word: String, _ number: Int?) {
    if group.destination == .fontTable { return fonts.define(word, number) }
    if group.isIgnorable {
      group.isIgnorable = false
      switch word {
      case "htmltag" where group.destination == .body: group.destination = .tag
      case "fldinst" where group.destination == .body: group.destination = .field
      default:
        noteObject(word)
        group.destination = .nothing
      }
      return
    }
    switch word {
    case "fromhtml": if number != 0 { form = .html }
    case "fromtext": form = .plainText
    case "htmlrtf": group.isForRichText = number != 0
    case "ansicpg", "mac", "pc", "pca", "deff":
      flush()
      fonts.take(word, number)
    case "f": group.font = number
    case "plain": group.font = nil
    case "uc": group.fallbackLength = min(max(number ?? 1, 0), 255)
    case "u": take(unit: number ?? 0)
    case "fonttbl": group.destination = .fontTable
    case "fldinst": if group.destination == .body { group.destination = .field }
    default:
      if let character = Self.characters[word] {
        put(character: character)
      } else if Self.silentDestinations.contains(word) {
        group.destination = .nothing
      }
      noteObject(word)
    }
  }

  private mutating func noteObject(_ word: String) {
    if !hasObjects, Self.objects.contains(word) { hasObjects = true }
  }

  private static let objects: Set<String> = ["object", "objdata", "objemb", "objocx", "objautlink", "objlink"]

  private static let characters: [String: UInt32] = [
    "par": 0x0A, "line": 0x0A, "row": 0x0A, "sect": 0x0A, "page": 0x0A, "tab": 0x09, "cell": 0x09, "lquote": 0x2018,
    "rquote": 0x2019, "ldblquote": 0x201C, "rdblquote": 0x201D, "bullet": 0x2022, "endash": 0x2013, "emdash": 0x2014,
    "enspace": 0x2002, "emspace": 0x2003, "zwj": 0x200D, "zwnj": 0x200C, "ltrmark": 0x200E, "rtlmark": 0x200F,
  ]

  private static let silentDestinations: Set<String> = [
    "colortbl", "stylesheet", "info", "pict", "header", "footer", "headerl", "headerr", "footerl", "footerr", "pntext",
    "listtable", "listoverridetable", "mhtmltag", "xe", "tc", "objdata", "nonshppict", "filetbl", "revtbl", "themedata",
  ]

  // MARK: Characters

  private var isSilent: Bool {
    switch group.destination {
    case .nothing, .fontTable: true
    case .tag, .field: false
    case .body: group.isForRichText && form == .html
    }
  }

  private mutating func put(_ byte: UInt8) {
    guard !isSilent else { return }
    if group.destination == .field {
      if field.count < 8_192 { field.append(byte) }
      return
    }
    // The font table is looked into once a run, not once a character.
    if run.isEmpty {
      runFont = group.font
      runPage = fonts.page(of: runFont)
    } else if group.font != runFont {
      let page = fonts.page(of: group.font)
      if page != runPage { flush() }
      runFont = group.font
      runPage = page
    }
    run.append(byte)
    // So that a text without end is noticed to be one; characters of several bytes are not torn at a line's end.
    if run.count >= 1 << 16, byte == 0x20 || run.count >= 1 << 20 { flush() }
  }

  private mutating func put(character: UInt32) {
    guard !isSilent, group.destination != .field, let scalar = Unicode.Scalar(character) else { return }
    flush()
    text.append(utf8Of: scalar.value)
  }

  /// A character by its number (`\u`), as a unit of UTF-16 that may be written as a negative number.
  private mutating func take(unit number: Int) {
    toSkip = group.fallbackLength
    let unit = UInt16(truncatingIfNeeded: number)
    if let high = highSurrogate {
      highSurrogate = nil
      if UTF16.isTrailSurrogate(unit) {
        return put(character: 0x1_0000 + ((UInt32(high) & 0x3FF) << 10 | UInt32(unit) & 0x3FF))
      }
      put(character: 0xFFFD)
    }
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else {
      put(character: UTF16.isTrailSurrogate(unit) ? 0xFFFD : UInt32(unit))
    }
  }

  private mutating func flush() {
    guard !run.isEmpty else { return }
    text += fonts.utf8(run, in: runPage)
    run.removeAll(keepingCapacity: true)
  }

  // MARK: Fields

  /// The target of a link stands before its text: `{\field{\*\fldinst HYPERLINK "…"}{\fldrslt …}}`.
  private mutating func closeField() {
    defer { field.removeAll() }
    guard form == .richText, !isSilent else { return }
    let words = field.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 })
    guard words.count > 1, words[0].elementsEqual("HYPERLINK".utf8, by: { $0 & 0xDF == $1 }),
      let target = words.dropFirst().first(where: { $0.first != 0x5C })
    else { return }
    flush()
    text += [0x3C] + target.filter { $0 != 0x22 && $0 > 0x20 } + [0x3E, 0x20]
  }
}
