/// Decodes the bodies of RAR 5 archives: a dictionary coder with prefix codes, in blocks, with filters behind it.
///
/// The format is known from the archives themselves and from the public description of unpacking that RARLAB gives. One
/// decoder goes through the members of a solid archive in order: codes, last distances and the window go on.
struct Rar5Decoder {
  private static let literalSymbols = 306
  private static let lowSymbols = 16
  private static let lengthSymbols = 44

  private var window: OutputWindow
  private var distances = [0, 0, 0, 0]
  private var lastLength = 0
  private var codes: Codes?
  /// Symbols of distances: more in the later version of the method, which has larger dictionaries.
  private let distanceSymbols: Int

  private struct Codes {
    var main: PrefixCode
    var distance: PrefixCode
    var low: PrefixCode
    var length: PrefixCode
  }

  /// A decoder whose members together give at most `limit` bytes.
  init(limit: Int, hasLargeDistances: Bool) {
    window = OutputWindow(limit: limit)
    distanceSymbols = hasLargeDistances ? 80 : 64
  }

  /// What the next member gives, at most `size` bytes; what came before damage where there is some.
  mutating func decode(_ bytes: [UInt8], size: Int) -> [UInt8] {
    let start = window.count
    let (end, overflow) = start.addingReportingOverflow(max(0, size))
    let target = overflow ? window.limit : min(end, window.limit)
    var filters: [RarFilter] = []
    decodeBlocks(bytes, to: target, filters: &filters)
    var content = Array(window.bytes[start..<max(start, min(window.count, target))])
    for filter in filters {
      var own = filter
      own.start -= start
      own.apply(to: &content)
    }
    return content
  }

  private mutating func decodeBlocks(_ bytes: [UInt8], to target: Int, filters: inout [RarFilter]) {
    var at = 0
    while window.count < target, let block = Block(bytes, at: at) {
      var bits = BitReader(bytes, from: block.start, to: block.start + block.size)
      if block.hasCodes {
        guard let fresh = readCodes(&bits) else { return }
        codes = fresh
      }
      guard let codes else { return }
      let end = (block.start + block.size - 1) * 8 + block.lastBits
      guard decodeBlock(&bits, to: end, codes, target: target, filters: &filters), !block.isLast else { return }
      at = block.start + block.size
    }
  }

  /// The header of a block: flags, the XOR of it, its size in bytes and the bits of the last of them.
  private struct Block {
    let start: Int
    let size: Int
    let lastBits: Int
    let isLast: Bool
    let hasCodes: Bool

    init?(_ bytes: [UInt8], at: Int) {
      guard at >= 0, at < bytes.count - 3 else { return nil }
      let flags = bytes[at]
      let sizeBytes = Int(flags >> 3 & 3) + 1
      guard sizeBytes <= 3, at + 2 + sizeBytes <= bytes.count else { return nil }
      var sum = 0x5A ^ flags
      var size = 0
      for index in 0..<sizeBytes {
        let byte = bytes[at + 2 + index]
        sum ^= byte
        size |= Int(byte) << (8 * index)
      }
      guard sum == bytes[at + 1], size > 0 else { return nil }
      start = at + 2 + sizeBytes
      self.size = size
      lastBits = Int(flags & 7) + 1
      isLast = flags & 0x40 != 0
      hasCodes = flags & 0x80 != 0
    }
  }

  /// The lengths of the four codes, themselves written with a prefix code.
  private func readCodes(_ bits: inout BitReader) -> Codes? {
    let count = Self.literalSymbols + distanceSymbols + Self.lowSymbols + Self.lengthSymbols
    guard let lengths = RarCodeLengths.read(&bits, count: count, adding: nil) else { return nil }
    let distanceEnd = Self.literalSymbols + distanceSymbols
    guard let main = PrefixCode(lengths: lengths[0..<Self.literalSymbols]),
      let distance = PrefixCode(lengths: lengths[Self.literalSymbols..<distanceEnd]),
      let low = PrefixCode(lengths: lengths[distanceEnd..<distanceEnd + Self.lowSymbols]),
      let length = PrefixCode(lengths: lengths[(distanceEnd + Self.lowSymbols)...])
    else { return nil }
    return Codes(main: main, distance: distance, low: low, length: length)
  }

  /// Goes through one block; false where it is damaged.
  private mutating func decodeBlock(
    _ bits: inout BitReader, to end: Int, _ codes: Codes, target: Int, filters: inout [RarFilter]
  ) -> Bool {
    while bits.position < end {
      if window.count >= target { return true }
      guard let symbol = codes.main.next(&bits) else { return false }
      if symbol < 256 {
        window.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      switch symbol {
      case 256:
        guard filters.count < RarFilter.most else { return false }
        if let filter = readFilter(&bits) { filters.append(filter) }
      case 257:
        guard lastLength == 0 || window.copy(distance: distances[0], count: lastLength) else { return false }
      case 258...261:
        let distance = distances.remove(at: symbol - 258)
        distances.insert(distance, at: 0)
        guard let slot = codes.length.next(&bits) else { return false }
        lastLength = Self.length(slot, &bits)
        guard window.copy(distance: distance, count: lastLength) else { return false }
      default:
        guard copyMatch(length: Self.length(symbol - 262, &bits), &bits, codes) else { return false }
      }
    }
    return !bits.isExhausted
  }

  private mutating func copyMatch(length: Int, _ bits: inout BitReader, _ codes: Codes) -> Bool {
    guard let slot = codes.distance.next(&bits) else { return false }
    var distance = slot + 1
    if slot >= 4 {
      let extra = slot / 2 - 1
      distance = 1 + (2 | slot & 1) << extra
      if extra < 4 {
        distance += bits.take(extra)
      } else {
        if extra > 36 { return false }
        distance += bits.take(extra - 4) << 4
        guard let low = codes.low.next(&bits) else { return false }
        distance += low
      }
    }
    var length = length
    for far in [0x100, 0x2000, 0x40000] where distance > far { length += 1 }
    distances.removeLast()
    distances.insert(distance, at: 0)
    lastLength = length
    return window.copy(distance: distance, count: length)
  }

  private static func length(_ slot: Int, _ bits: inout BitReader) -> Int {
    guard slot >= 8 else { return 2 + slot }
    let extra = slot / 4 - 1
    return 2 + (4 | slot & 3) << extra + bits.take(extra)
  }

  /// Where a filter begins, how much it covers and what it does.
  private func readFilter(_ bits: inout BitReader) -> RarFilter? {
    func number() -> Int {
      let count = bits.take(2) + 1
      var value = 0
      for index in 0..<count { value |= bits.take(8) << (8 * index) }
      return value
    }
    let start = number()
    let length = number()
    let kind: RarFilter.Kind
    switch bits.take(3) {
    case 0: kind = .delta(channels: bits.take(5) + 1)
    case 1: kind = .calls(andJumps: false, wrapsOffset: true)
    case 2: kind = .calls(andJumps: true, wrapsOffset: true)
    case 3: kind = .arm
    default: return nil
    }
    return RarFilter(kind: kind, start: window.count + start, length: length)
  }
}
