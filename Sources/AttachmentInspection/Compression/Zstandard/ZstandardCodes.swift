/// The codes of lengths and offsets (RFC 8878 §3.1.1.3.2.1), and their usual distributions (§3.1.1.3.2.2).
enum ZstandardCodes {
  struct Usual {
    let frequencies: [Int]
    let accuracy: Int
    let symbols: Int
  }

  static let literals = Usual(
    frequencies: [
      4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1,
    ], accuracy: 6, symbols: 36)
  static let matches = Usual(
    frequencies: [1, 4, 3, 2, 2, 2, 2, 2, 2] + [Int](repeating: 1, count: 37) + [Int](repeating: -1, count: 7),
    accuracy: 6, symbols: 53)
  static let offsets = Usual(
    frequencies: [1, 1, 1, 1, 1, 1, 2, 2, 2] + [Int](repeating: 1, count: 15) + [Int](repeating: -1, count: 5),
    accuracy: 5, symbols: 32)

  static let literalBits: [Int] =
    [Int](repeating: 0, count: 16) + [
      1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ]
  static let matchBits: [Int] =
    [Int](repeating: 0, count: 32) + [
      1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
    ]
  /// Each begins where the one before ends; from 64 on literals, and from 128 matches, at powers of two.
  static let literalBases: [Int] = bases(literalBits, first: 0, last: 25)
  static let matchBases: [Int] = bases(matchBits, first: 3, last: 43)

  private static func bases(_ bits: [Int], first: Int, last: Int) -> [Int] {
    var next = 0
    return bits.enumerated().map { index, bits in
      if index >= last { next = 1 << bits }
      defer { next += 1 << bits }
      return next + first
    }
  }
}
