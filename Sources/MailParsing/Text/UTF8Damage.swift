/// How bytes that are no UTF-8 depart from it: a few that are broken, or text in another charset.
struct UTF8Damage {
  /// Characters of several bytes that are whole.
  private var whole = 0
  /// Bytes above ASCII that belong to none.
  private var stray = 0
  /// Strays that are letters of Western charsets beside ASCII letters, or another stray.
  private var letters = 0

  /// Bytes that are looked at.
  private static let sampleSize = 1 << 16

  init(_ bytes: ByteView) {
    var at = 0
    let end = min(bytes.count, Self.sampleSize)
    while at < end {
      let byte = bytes[at]
      guard byte >= 0x80 else {
        at += 1
        continue
      }
      let length =
        byte >= 0xC2 && byte < 0xE0 ? 2 : byte >= 0xE0 && byte < 0xF0 ? 3 : byte >= 0xF0 && byte < 0xF5 ? 4 : 1
      var tail = 1
      while tail < length, bytes[at + tail] & 0xC0 == 0x80 { tail += 1 }
      if length > 1, tail == length {
        whole += 1
        at += length
      } else {
        stray += 1
        if byte >= 0xC0, byte < 0xFE, Self.isWord(bytes[at - 1]) || Self.isWord(bytes[at + 1]) { letters += 1 }
        at += 1
      }
    }
  }

  /// Whether the bytes make more sense as text in another charset than as damaged UTF-8.
  var isAnotherCharset: Bool { isDeep && letters * 2 > stray }

  /// Whether hardly any character is whole.
  var isDeep: Bool { stray > whole * 2 }

  private static func isWord(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || byte >= 0xC0 }
}
