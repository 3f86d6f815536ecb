/// UTF-7 (RFC 2152), which old gateways and some attackers still write.
enum UTF7 {
  /// Decodes the bytes; what is malformed becomes U+FFFD.
  static func string(_ bytes: ByteView) -> (text: String, isRepaired: Bool) {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isRepaired = false
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      guard byte == 0x2B else {
        if byte < 0x80 {
          out.append(byte)
        } else {
          out.append(utf8Of: Windows1252.scalar(byte))
          isRepaired = true
        }
        continue
      }
      if bytes[at] == 0x2D {
        out.append(0x2B)
        at += 1
        continue
      }
      if !decodeRun(bytes, from: &at, into: &out) { isRepaired = true }
    }
    return (String(decoding: out, as: UTF8.self), isRepaired)
  }

  private static func decodeRun(_ bytes: ByteView, from at: inout Int, into out: inout [UInt8]) -> Bool {
    var bits: UInt32 = 0
    var bitCount = 0
    var high: UInt32?
    var isWell = true
    while at < bytes.count, let value = Base64.value(bytes[at]) {
      at += 1
      bits = bits << 6 | UInt32(value)
      bitCount += 6
      guard bitCount >= 16 else { continue }
      bitCount -= 16
      let unit = bits >> UInt32(bitCount) & 0xFFFF
      bits &= (1 << UInt32(bitCount)) - 1
      if let first = high {
        high = nil
        if unit & 0xFC00 == 0xDC00 {
          out.append(utf8Of: 0x1_0000 + ((first & 0x3FF) << 10 | unit & 0x3FF))
          continue
        }
        out.append(utf8Of: 0xFFFD)
        isWell = false
      }
      if unit & 0xFC00 == 0xD800 {
        high = unit
      } else {
        if unit & 0xFC00 == 0xDC00 { isWell = false }
        out.append(utf8Of: unit)
      }
    }
    if high != nil {
      out.append(utf8Of: 0xFFFD)
      isWell = false
    }
    if bytes[at] == 0x2D { at += 1 }
    return isWell
  }
}
