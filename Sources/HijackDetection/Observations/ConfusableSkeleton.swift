/// A label with letters that look alike made one, in the manner of UTS #39 §4 for what domains hold in ASCII.
enum ConfusableSkeleton {
  /// The skeleton: `rn` and `nn`… as they are seen: rn→m, vv→w, cl→d, 1 l i→l, 0→o, 5→s, digits that pass for letters.
  static func of(_ label: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(label.count)
    var at = 0
    while at < label.count {
      let byte = label[at]
      let next = at + 1 < label.count ? label[at + 1] : 0
      switch (byte, next) {
      case (0x72, 0x6E):
        out.append(0x6D)
        at += 2
        continue
      case (0x76, 0x76):
        out.append(0x77)
        at += 2
        continue
      case (0x63, 0x6C):
        out.append(0x64)
        at += 2
        continue
      case (0x30, _): out.append(0x6F)
      case (0x31, _), (0x69, _), (0x6C, _): out.append(0x6C)
      case (0x35, _): out.append(0x73)
      default: out.append(byte)
      }
      at += 1
    }
    return out
  }
}
