/// Writes bits, the highest of each byte first.
struct BitWriter {
  private(set) var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  /// Bits of the last byte that are used, 1…8.
  var lastBits: Int { count == 0 ? 8 : count }

  mutating func put(_ value: Int, _ bits: Int) {
    for index in stride(from: bits - 1, through: 0, by: -1) {
      pending = pending << 1 | value >> index & 1
      count += 1
      if count == 8 {
        bytes.append(UInt8(pending))
        pending = 0
        count = 0
      }
    }
  }

  /// Fills the last byte with zeros.
  mutating func finish() -> [UInt8] {
    if count > 0 {
      bytes.append(UInt8(pending << (8 - count)))
      pending = 0
      count = 0
    }
    return bytes
  }
}

/// What a dictionary coder writes: a byte, or so many bytes from so far before.
enum MatchToken {
  case byte(UInt8)
  case match(length: Int, distance: Int)

  /// The tokens of bytes, each match the last place where three bytes were the same; at most so long.
  static func tokens(of bytes: [UInt8], from start: Int = 0, longest: Int = 200, farthest: Int = 60_000) -> [MatchToken]
  {
    var last: [Int: Int] = [:]
    func key(_ at: Int) -> Int { Int(bytes[at]) << 16 | Int(bytes[at + 1]) << 8 | Int(bytes[at + 2]) }
    for at in 0..<max(0, min(start, bytes.count - 2)) { last[key(at)] = at }
    var tokens: [MatchToken] = []
    var at = start
    while at < bytes.count {
      guard at + 2 < bytes.count else {
        tokens.append(.byte(bytes[at]))
        at += 1
        continue
      }
      var length = 0
      var distance = 0
      if let before = last[key(at)], at - before <= farthest {
        distance = at - before
        while length < longest, at + length < bytes.count, bytes[at + length] == bytes[before + length] { length += 1 }
      }
      if length >= 6 {
        tokens.append(.match(length: length, distance: distance))
      } else {
        tokens.append(.byte(bytes[at]))
        length = 1
      }
      for index in at..<min(at + length, bytes.count - 2) { last[key(index)] = index }
      at += length
    }
    return tokens
  }
}
