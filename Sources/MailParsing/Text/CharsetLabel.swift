/// What a charset label of the wild stands for.
enum CharsetLabel: Sendable, Hashable {
  /// No label, or one that says nothing.
  case unlabelled
  case ascii
  case utf8
  /// ISO 8859-1 and Windows-1252, which mail does not tell apart.
  case latin1
  case utf7
  /// UTF-16 whose byte order only the text tells.
  case utf16
  /// GB 2312 in seven bits (RFC 1843).
  case hz
  /// A charset that the C library converts, by the library's name.
  case converted(name: String)
  /// A label that cannot be a charset name.
  case unknown

  /// Reads a label in any spelling.
  init(_ label: String?) {
    guard let label else {
      self = .unlabelled
      return
    }
    var name: [UInt8] = []
    for byte in label.utf8.prefix(64) {
      let lower = ASCII.lowercased(byte)
      if ASCII.isLetter(lower) || ASCII.isDigit(lower) || [0x2D, 0x5F, 0x2E, 0x3A, 0x2B].contains(lower) {
        name.append(lower)
      } else if lower == 0x3D {
        // `charset=utf-8` as the charset.
        name.removeAll(keepingCapacity: true)
      } else if lower > 0x20, lower != 0x22, lower != 0x27 {
        // `_iso-2022-jp$esc` and the like: what follows is no part of the name.
        break
      }
    }
    while let first = name.first, first == 0x5F || first == 0x2D { name.removeFirst() }
    let text = String(decoding: name, as: UTF8.self)
    if let alias = Self.aliases[text] {
      self = alias
    } else if text.isEmpty {
      self = .unlabelled
    } else if text.hasPrefix("3d") {
      self = CharsetLabel(String(text.dropFirst(2)))
    } else if let page = Self.codePage(text) {
      self = page == "1252" ? .latin1 : .converted(name: "cp" + page)
    } else if text.hasPrefix("iso8859") || text.hasPrefix("iso_8859") {
      // `ISO_8859-2:1987`: behind the colon stands the year.
      let number = text.dropFirst(text.hasPrefix("iso_") ? 8 : 7).prefix { $0 != ":" }.filter(\.isASCIIDigit)
      self = number == "1" || number.isEmpty ? .latin1 : .converted(name: "iso-8859-" + number)
    } else {
      self = .converted(name: text)
    }
  }

  /// The number of a code page in spellings that the C library does not know: `windows1251`, `win-1250`, `dos-850`.
  private static func codePage(_ text: String) -> String? {
    guard let prefix = ["windows", "win", "x-cp", "cp-", "dos", "ansi", "x-ansi", "12"].first(where: text.hasPrefix)
    else { return nil }
    let rest = prefix == "12" ? text[...] : text.dropFirst(prefix.count).drop { $0 == "-" || $0 == "_" }
    return (3...5).contains(rest.count) && rest.allSatisfy(\.isASCIIDigit) ? String(rest) : nil
  }

  private static let aliases: [String: CharsetLabel] = [
    "us-ascii": .ascii, "ascii": .ascii, "ansi_x3.4-1968": .ascii, "ansi_x3.4": .ascii, "iso646-us": .ascii,
    "iso-646": .ascii, "646": .ascii, "us": .ascii, "usascii": .ascii, "cp367": .ascii,
    "utf-8": .utf8, "utf8": .utf8, "unicode-1-1-utf-8": .utf8, "x-utf-8": .utf8, "utf_8": .utf8, "cp65001": .utf8,
    "utf-8-sig": .utf8, "utf8mb4": .utf8, "unicode-2-0-utf-8": .utf8, "x-utf8": .utf8, "cesu-8": .utf8,
    "utf-8-mac": .utf8,
    "iso-8859-1": .latin1, "iso8859-1": .latin1, "iso_8859-1": .latin1, "latin1": .latin1, "latin-1": .latin1,
    "l1": .latin1, "windows-1252": .latin1, "cp1252": .latin1, "x-ansi": .latin1, "ansi": .latin1, "8859-1": .latin1,
    "iso-8859-1-windows-3.1-latin-1": .latin1, "iso-8859": .latin1, "cp-1252": .latin1, "x-cp1252": .latin1,
    "utf-7": .utf7, "utf7": .utf7, "unicode-1-1-utf-7": .utf7, "x-unicode-2-0-utf-7": .utf7,
    "default": .unlabelled, "default_charset": .unlabelled, "y": .unlabelled, "x-unknown": .unlabelled,
    "unknown-8bit": .unlabelled, "unknown": .unlabelled, "x-user-defined": .unlabelled, "8bit": .unlabelled,
    "7bit": .unlabelled, "none": .unlabelled, "binary": .unlabelled, "x-unknown-8bit": .unlabelled,
    "ks_c_5601-1987": .converted(name: "cp949"), "ks_c_5601": .converted(name: "cp949"),
    "ks_c_5601-1989": .converted(name: "cp949"), "ksc_5601": .converted(name: "cp949"),
    "euc-kr": .converted(name: "cp949"), "korean": .converted(name: "cp949"), "ksc5601": .converted(name: "cp949"),
    "windows-949": .converted(name: "cp949"), "cp949": .converted(name: "cp949"),
    "gb2312": .converted(name: "gb18030"), "gb_2312-80": .converted(name: "gb18030"),
    "gbk": .converted(name: "gb18030"), "cp936": .converted(name: "gb18030"), "x-gbk": .converted(name: "gb18030"),
    "windows-936": .converted(name: "gb18030"), "chinese": .converted(name: "gb18030"),
    "euc-cn": .converted(name: "gb18030"), "hz-gb-2312": .hz, "hz": .hz, "hz-gb2312": .hz,
    "cn-gb": .converted(name: "gb18030"), "x-gb2312": .converted(name: "gb18030"),
    "gb2312_charset": .converted(name: "gb18030"), "gb_2312": .converted(name: "gb18030"),
    "big5": .converted(name: "big5-hkscs"), "chinesebig5": .converted(name: "big5-hkscs"),
    "x-x-big5": .converted(name: "big5-hkscs"), "big-5": .converted(name: "big5-hkscs"),
    "cn-big5": .converted(name: "big5-hkscs"), "windows-950": .converted(name: "big5-hkscs"),
    "shift_jis": .converted(name: "cp932"), "shift-jis": .converted(name: "cp932"), "sjis": .converted(name: "cp932"),
    "x-sjis": .converted(name: "cp932"), "ms_kanji": .converted(name: "cp932"),
    "windows-31j": .converted(name: "cp932"),
    "cp943": .converted(name: "cp932"), "windows-932": .converted(name: "cp932"), "cp932": .converted(name: "cp932"),
    "iso-2022-jp-ms": .converted(name: "iso-2022-jp-3"), "cp50220": .converted(name: "iso-2022-jp-3"),
    "iso-2022-jp": .converted(name: "iso-2022-jp-3"), "iso-2022-jp-1": .converted(name: "iso-2022-jp-3"),
    "iso-8859-8-i": .converted(name: "iso-8859-8"), "iso-8859-8-e": .converted(name: "iso-8859-8"),
    "iso-8859-6-i": .converted(name: "iso-8859-6"), "visual": .converted(name: "iso-8859-8"),
    "koi8r": .converted(name: "koi8-r"), "koi8": .converted(name: "koi8-r"), "koi": .converted(name: "koi8-r"),
    "latin2": .converted(name: "iso-8859-2"), "latin-2": .converted(name: "iso-8859-2"),
    "iso-8859-9": .converted(name: "cp1254"), "latin5": .converted(name: "cp1254"),
    "tis-620": .converted(name: "cp874"), "windows-874": .converted(name: "cp874"),
    "iso-8859-11": .converted(name: "cp874"),
    "unicode": .utf16, "utf-16": .utf16, "utf16": .utf16, "ucs-2": .utf16, "ucs2": .utf16, "iso-10646-ucs-2": .utf16,
    "csunicode": .utf16, "euc-jp": .converted(name: "euc-jp-ms"), "eucjp": .converted(name: "euc-jp-ms"),
    "x-euc-jp": .converted(name: "euc-jp-ms"), "x-euc": .converted(name: "euc-jp-ms"),
    "x-euc-kr": .converted(name: "cp949"), "euckr": .converted(name: "cp949"),
    "macroman": .converted(name: "macintosh"), "mac-roman": .converted(name: "macintosh"),
    "macintosh": .converted(name: "macintosh"),
    "x-mac-roman": .converted(name: "macintosh"), "mac": .converted(name: "macintosh"),
    "x-mac-cyrillic": .converted(name: "mac-cyrillic"),
  ]
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
