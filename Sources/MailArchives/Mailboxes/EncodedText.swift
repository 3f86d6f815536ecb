/// Encoded words (RFC 2047) as an exporter writes them: UTF-8 or ASCII, and Latin-1 for the old.
///
/// The parser of mail reads all of RFC 2047; here it is what Takeout writes above the messages' own headers. What is
/// written otherwise stays as it is.
enum EncodedText {
  /// The text of `bytes` with encoded words decoded.
  ///
  /// Blanks between encoded words go (RFC 2047 §6.2); a character may be cut between two words of one charset.
  static func decoded(_ bytes: [UInt8]) -> String {
    var text = ""
    var pending: [UInt8] = []
    var pendingIsLatin = false
    func flush() {
      text +=
        pendingIsLatin
        ? String(String.UnicodeScalarView(pending.map { Unicode.Scalar($0) }))
        : String(decoding: pending, as: UTF8.self)
      pending = []
    }
    var at = 0
    var plain = 0
    while at < bytes.count {
      guard bytes[at] == 0x3D, let word = Word(in: bytes, at: at) else {
        at += 1
        continue
      }
      let between = bytes[plain..<at]
      if pending.isEmpty || !between.allSatisfy({ $0.isBlank }) {
        flush()
        text += String(decoding: between, as: UTF8.self)
      } else if word.isLatin != pendingIsLatin {
        flush()
      }
      pendingIsLatin = word.isLatin
      pending += word.content
      at = word.end
      plain = at
    }
    flush()
    text += String(decoding: bytes[plain...], as: UTF8.self)
    return text
  }

  private struct Word {
    var content: [UInt8] = []
    var end: Int
    var isLatin: Bool

    /// The longest encoded word that is looked at; programs exceed the 75 characters of the standard.
    private static let maximumLength = 4_096

    /// Reads `=?charset?B|Q?content?=` at `start`.
    init?(in bytes: [UInt8], at start: Int) {
      let limit = min(bytes.count, start + Self.maximumLength)
      guard start + 2 < limit, bytes[start] == 0x3D, bytes[start + 1] == 0x3F,
        let charsetEnd = bytes[(start + 2)..<limit].firstIndex(of: 0x3F), charsetEnd + 3 < limit,
        bytes[charsetEnd + 2] == 0x3F,
        let contentEnd = bytes[(charsetEnd + 3)..<limit].firstIndex(of: 0x3F), contentEnd + 1 < limit,
        bytes[contentEnd + 1] == 0x3D
      else { return nil }
      let charset = bytes[(start + 2)..<charsetEnd].map(\.lowercased)
      switch String(decoding: charset, as: UTF8.self) {
      case "utf-8", "utf8", "us-ascii": isLatin = false
      case "iso-8859-1", "windows-1252": isLatin = true
      default: return nil
      }
      end = contentEnd + 2
      let text = bytes[(charsetEnd + 3)..<contentEnd]
      switch bytes[charsetEnd + 1].lowercased {
      case 0x71: content = Self.quoted(text)
      case 0x62: content = Self.base64(text)
      default: return nil
      }
    }

    private static func quoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
      var content: [UInt8] = []
      var at = text.startIndex
      while at < text.endIndex {
        if text[at] == 0x3D, at + 2 < text.endIndex, let high = hex(text[at + 1]), let low = hex(text[at + 2]) {
          content.append(high << 4 | low)
          at += 3
        } else {
          content.append(text[at] == 0x5F ? 0x20 : text[at])
          at += 1
        }
      }
      return content
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
      guard byte.isHexDigit else { return nil }
      return byte.isDigit ? byte & 0xF : (byte & 0xF) + 9
    }

    private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8] {
      var content: [UInt8] = []
      var bits: UInt32 = 0
      var count = 0
      for byte in text {
        guard let value = byte.base64Value(last: 0x2F) else { continue }
        bits = (bits << 6 | UInt32(value)) & 0xFFFF
        count += 6
        if count >= 8 {
          count -= 8
          content.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        }
      }
      return content
    }
  }
}
