/// Base64 (RFC 4648 §4), with padding and without line ends.
public enum Base64Writing {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of `bytes`.
  public static func text(of bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 3 * 4 + 4)
    var at = 0
    while at < bytes.count {
      let left = min(3, bytes.count - at)
      var group = 0
      for index in 0..<3 { group = group << 8 | (index < left ? Int(bytes[at + index]) : 0) }
      for index in 0..<4 {
        out.append(index <= left ? alphabet[group >> (18 - 6 * index) & 63] : 0x3D)
      }
      at += 3
    }
    return String(decoding: out, as: UTF8.self)
  }
}
