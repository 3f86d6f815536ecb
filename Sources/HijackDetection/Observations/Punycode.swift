/// Labels of internationalised domain names as ASCII writes them (RFC 3492).
enum Punycode {
  /// Letters of a label at the most (RFC 1035 §2.3.4).
  private static let longest = 63

  /// The scalars that a label stands for, its `xn--` left out; nil where it is none.
  static func decoded(_ label: ArraySlice<UInt8>) -> [UInt32]? {
    guard !label.isEmpty, label.count <= longest, label.allSatisfy({ $0 < 0x80 }) else { return nil }
    let mark = label.lastIndex(of: 0x2D)
    var output = mark.map { label[..<$0].map { UInt32($0) } } ?? []
    var rest = mark.map { label[($0 + 1)...] } ?? label
    var scalar: UInt32 = 128
    var place: UInt32 = 0
    var bias: UInt32 = 72
    while !rest.isEmpty {
      let before = place
      var weight: UInt32 = 1
      var step: UInt32 = 36
      while true {
        guard let byte = rest.popFirst(), let digit = digit(byte) else { return nil }
        let (product, tooLarge) = digit.multipliedReportingOverflow(by: weight)
        let (sum, overflow) = place.addingReportingOverflow(product)
        guard !tooLarge, !overflow else { return nil }
        place = sum
        let threshold = step <= bias ? 1 : step >= bias + 26 ? 26 : step - bias
        if digit < threshold { break }
        let (heavier, isHuge) = weight.multipliedReportingOverflow(by: 36 - threshold)
        guard !isHuge else { return nil }
        weight = heavier
        step += 36
      }
      let count = UInt32(output.count + 1)
      bias = adapted(place - before, count, isFirst: before == 0)
      let (next, overflow) = scalar.addingReportingOverflow(place / count)
      guard !overflow, next <= 0x10FFFF else { return nil }
      scalar = next
      place %= count
      output.insert(scalar, at: Int(place))
      place += 1
    }
    return output
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x61...0x7A: UInt32(byte - 0x61)
    case 0x41...0x5A: UInt32(byte - 0x41)
    case 0x30...0x39: UInt32(byte - 0x30) + 26
    default: nil
    }
  }

  /// The adaptation of the bias (RFC 3492 §6.1).
  private static func adapted(_ change: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? change / 700 : change / 2
    delta += delta / count
    var steps: UInt32 = 0
    while delta > 455 {
      delta /= 35
      steps += 36
    }
    return steps + 36 * delta / (delta + 38)
  }
}
