import MailModel

/// The text of a part with the place of each of its bytes in the encoded body.
struct EncodedText {
  /// The text, UTF-8 where its charset is that, or a Latin one that is converted; else as it stands.
  private(set) var bytes: [UInt8] = []
  /// Where in the body each byte of the text begins, and where the last of its encoded bytes ends.
  private var starts: [Int32] = []
  private var ends: [Int32] = []

  /// Bytes of a body that are read.
  static let limit = 131_072

  /// Reads a body, lines ending in LF, in a transfer encoding and a charset, both in lower case.
  init(_ body: [UInt8], transferEncoding: String, charset: String) {
    let isLatin = Self.latin.contains(charset)
    switch transferEncoding {
    case "base64": readBase64(body, isLatin)
    case "quoted-printable": readQuotedPrintable(body, isLatin)
    default: for (at, byte) in body.prefix(Self.limit).enumerated() { append(byte, at..<at + 1, isLatin) }
    }
  }

  /// Charsets of one byte a character, that agree with Unicode from U+00A0 on but for a few.
  private static let latin: Set<String> = ["iso-8859-1", "iso-8859-15", "windows-1252", "latin1", "cp1252"]

  /// Where a stretch of the text stands in the body; nil for none.
  func place(of stretch: Range<Int>) -> Range<Int>? {
    guard !stretch.isEmpty, stretch.lowerBound >= 0, stretch.upperBound <= bytes.count else { return nil }
    return Int(starts[stretch.lowerBound])..<Int(ends[stretch.upperBound - 1])
  }

  private mutating func append(_ byte: UInt8, _ place: Range<Int>, _ isLatin: Bool) {
    guard isLatin, byte >= 0xA0 else { return append(byte, place) }
    append(0xC0 | byte >> 6, place)
    append(0x80 | byte & 0x3F, place)
  }

  private mutating func append(_ byte: UInt8, _ place: Range<Int>) {
    bytes.append(byte)
    starts.append(Int32(clamping: place.lowerBound))
    ends.append(Int32(clamping: place.upperBound))
  }

  /// RFC 2045 §6.7; what is no escape stays as text.
  private mutating func readQuotedPrintable(_ body: [UInt8], _ isLatin: Bool) {
    let end = min(body.count, Self.limit)
    var at = 0
    while at < end {
      if body[at] == 0x3D {
        if at + 2 < end, let high = body[at + 1].hexadecimalValue, let low = body[at + 2].hexadecimalValue {
          append(UInt8(truncatingIfNeeded: high << 4 | low), at..<at + 3, isLatin)
          at += 3
          continue
        }
        if at + 1 >= end || body[at + 1] == 0x0A {
          at += 2
          continue
        }
      }
      append(body[at], at..<at + 1, isLatin)
      at += 1
    }
  }

  /// RFC 2045 §6.8: what is none of the 64 characters is passed over.
  private mutating func readBase64(_ body: [UInt8], _ isLatin: Bool) {
    var group: UInt32 = 0
    var count = 0
    var first = 0
    for (at, byte) in body.prefix(Self.limit).enumerated() {
      let isPadding = byte == 0x3D
      guard let value = Self.sextet(byte) ?? (isPadding && count >= 2 ? 0 : nil) else { continue }
      if count == 0 { first = at }
      group = group << 6 | value
      count += 1
      if isPadding {
        // What follows the padding is another text, or nothing.
        let kept = count - 1
        if count < 4 { group <<= 6 }
        let end = count == 3 && at + 1 < body.count && body[at + 1] == 0x3D ? at + 2 : at + 1
        emit(group, bytes: kept - 1, first..<end, isLatin)
        (group, count) = (0, 0)
      } else if count == 4 {
        emit(group, bytes: 3, first..<at + 1, isLatin)
        (group, count) = (0, 0)
      }
    }
  }

  private mutating func emit(_ group: UInt32, bytes count: Int, _ place: Range<Int>, _ isLatin: Bool) {
    for shift in [UInt32(16), 8, 0].prefix(count) {
      append(UInt8(truncatingIfNeeded: group >> shift), place, isLatin)
    }
  }

  private static func sextet(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x41...0x5A: UInt32(byte) - 0x41
    case 0x61...0x7A: UInt32(byte) - 0x61 + 26
    case 0x30...0x39: UInt32(byte) - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
