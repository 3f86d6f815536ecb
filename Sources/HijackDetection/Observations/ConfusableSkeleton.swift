/// A label with letters that look alike made one, in the manner of UTS #39 §4.
enum ConfusableSkeleton {
  /// The skeleton: letters of other scripts, and letters with marks, as those of ASCII for which they pass; then `rn` and
  /// others as they are seen: rn→m, vv→w, cl→d, 1 l i→l, 0→o, 5→s.
  ///
  /// Labels in Punycode (`xn--…`) are decoded first.
  static func of(_ label: [UInt8]) -> [UInt8] { merged(inASCII(label)) }

  private static func inASCII(_ label: [UInt8]) -> [UInt8] {
    let isEncoded = label.starts(with: Array("xn--".utf8))
    guard isEncoded || label.contains(where: { $0 >= 0x80 }) else { return label }
    let scalars =
      isEncoded
      ? Punycode.decoded(label.dropFirst(4)) ?? []
      : String(decoding: label, as: UTF8.self).unicodeScalars.map(\.value)
    guard !scalars.isEmpty else { return label }
    var out: [UInt8] = []
    out.reserveCapacity(scalars.count)
    for scalar in scalars {
      if let letter = passes[scalar] {
        out.append(letter)
      } else if scalar >= 0x300, scalar <= 0x36F {
        continue  // a mark by itself
      } else if let scalar = Unicode.Scalar(scalar) {
        out.append(contentsOf: String(Character(scalar)).utf8)
      }
    }
    return out
  }

  private static func merged(_ label: [UInt8]) -> [UInt8] {
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

  private static let passes: [UInt32: UInt8] = {
    var table: [UInt32: UInt8] = [:]
    for (character, points) in ConfusableTable.lists {
      for point in points.split(whereSeparator: \.isWhitespace) {
        if let value = UInt32(point, radix: 16) { table[value] = character }
      }
    }
    return table
  }()
}
