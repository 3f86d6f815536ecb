/// Base64 (RFC 4648 §4), written with padding.
public enum Base64Encoding {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// Appends the encoded bytes; a line break behind each `lineLength` characters (a multiple of 4) but the last.
  public static func append(_ bytes: [UInt8], lineLength: Int = .max, to out: inout [UInt8]) {
    var column = 0
    var at = 0
    while at < bytes.count {
      if column >= lineLength {
        out.append(0x0A)
        column = 0
      }
      let first = bytes[at]
      let second = at + 1 < bytes.count ? bytes[at + 1] : 0
      let third = at + 2 < bytes.count ? bytes[at + 2] : 0
      out.append(alphabet[Int(first >> 2)])
      out.append(alphabet[Int((first & 3) << 4 | second >> 4)])
      out.append(at + 1 < bytes.count ? alphabet[Int((second & 15) << 2 | third >> 6)] : 0x3D)
      out.append(at + 2 < bytes.count ? alphabet[Int(third & 63)] : 0x3D)
      at += 3
      column += 4
    }
  }

  /// The encoded bytes as a text without line breaks.
  public static func text(of bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    append(bytes, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
