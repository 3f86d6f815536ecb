/// Percent-encoding (RFC 3986 §2.1, RFC 2231 §4).
enum PercentEncoding {
  /// The bytes that `value` stands for; a `%` that is no escape stays.
  static func decoded(_ value: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(value.count)
    var at = 0
    while at < value.count {
      if value[at] == 0x25, at + 2 < value.count, let high = ASCII.hexValue(value[at + 1]),
        let low = ASCII.hexValue(value[at + 2])
      {
        out.append(high << 4 | low)
        at += 3
      } else {
        out.append(value[at])
        at += 1
      }
    }
    return out
  }
}
