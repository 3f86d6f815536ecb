import MailModel

/// A place of a message as a URL: a relative or absolute file reference, with the bytes in its fragment.
enum EvidenceURL {
  /// `file:exports/ann.mbox#offset=88123&length=70211`; everything but unreserved characters and `/` is escaped.
  static func of(_ place: Place) -> String {
    path(place.source) + "#offset=\(place.range.offset)&length=\(place.range.length)"
  }

  /// The source alone: `file:exports/ann.mbox`, `file:///evidence/a.zip!b.mbox`.
  static func path(_ source: String) -> String {
    var text = source.hasPrefix("/") ? "file://" : "file:"
    for byte in source.utf8 {
      switch byte {
      // RFC 3986 §2.3, the separator of segments, and `!`, which stands between an archive and its member.
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F, 0x21:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += "%" + String(byte >> 4, radix: 16, uppercase: true) + String(byte & 0xF, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
