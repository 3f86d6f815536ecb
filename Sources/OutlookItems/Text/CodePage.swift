/// A code page, as Windows numbers the charsets of eight-bit text ([MS-UCODEREF] §2.2.1).
public struct CodePage: RawRepresentable, Hashable, Sendable {
  /// The number.
  public var rawValue: Int

  /// Makes a code page from its number.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Windows-1252, Western Europe: what is taken where nothing is said.
  public static let windows1252 = CodePage(rawValue: 1_252)
  /// UTF-8.
  public static let utf8 = CodePage(rawValue: 65_001)
  /// UTF-16, the low byte first.
  public static let utf16 = CodePage(rawValue: 1_200)
  /// UTF-16, the high byte first.
  public static let utf16BigEndian = CodePage(rawValue: 1_201)

  /// The charset's name for Content-Type (RFC 2046 §4.1.2); nil where the number names no charset.
  public var charset: String? {
    if let name = Self.charsets[rawValue] { return name }
    switch rawValue {
    case 1_250...1_258: return "windows-\(rawValue)"
    case 28_591...28_599: return "iso-8859-\(rawValue - 28_590)"
    case 437, 708, 720, 737, 775, 850...869, 1_026, 1_140...1_149: return "cp\(rawValue)"
    default: return nil
    }
  }

  private static let charsets: [Int: String] = [
    65_001: "utf-8", 65_000: "utf-7", 1_200: "utf-16le", 1_201: "utf-16be", 20_127: "us-ascii",
    874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "ks_c_5601-1987", 950: "big5", 1_361: "johab",
    10_000: "macintosh", 20_866: "koi8-r", 21_866: "koi8-u", 28_603: "iso-8859-13", 28_605: "iso-8859-15",
    50_220: "iso-2022-jp", 50_221: "iso-2022-jp", 50_222: "iso-2022-jp", 50_225: "iso-2022-kr", 51_932: "euc-jp",
    51_936: "gb2312", 51_949: "euc-kr", 52_936: "hz-gb-2312", 54_936: "gb18030", 20_932: "euc-jp", 20_936: "gb2312",
  ]

  /// The code page of Windows for the script of a charset of the Internet; nil where the charset has no script.
  var ofWindows: CodePage? {
    let pages = [
      28_591: 1_252, 28_605: 1_252, 28_592: 1_250, 28_595: 1_251, 20_866: 1_251, 21_866: 1_251, 28_597: 1_253,
      28_593: 1_254, 28_599: 1_254, 28_598: 1_255, 28_596: 1_256, 28_594: 1_257, 28_603: 1_257, 50_220: 932,
      50_221: 932, 50_222: 932, 51_932: 932, 20_932: 932, 51_936: 936, 20_936: 936, 52_936: 936, 54_936: 936,
      50_225: 949, 51_949: 949,
    ]
    if let page = pages[rawValue] { return CodePage(rawValue: page) }
    switch rawValue {
    case 874, 932, 936, 949, 950, 1_250...1_258: return self
    default: return nil
    }
  }

  /// The name by which the C library knows it.
  var libraryName: String? {
    switch rawValue {
    case 874, 932, 949, 1_250...1_258, 437, 737, 775, 850...869: "CP\(rawValue)"
    case 936, 20_936, 51_936: "GB18030"
    case 950: "BIG5-HKSCS"
    // Eight-bit text that is called ASCII is not: read as Windows-1252, nothing of it is lost.
    case 20_127: nil
    default: charset?.uppercased()
    }
  }
}
