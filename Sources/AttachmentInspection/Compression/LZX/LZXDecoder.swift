import ByteReading

/// Decodes LZX as cabinets and compiled help hold it ([MS-PATCH] §2, and the LZX part of Microsoft's cabinet SDK).
///
/// The output comes in frames of 32 KiB, behind each of which the input goes on at a 16-bit word.
struct LZXDecoder {
  private static let frameSize = 32_768

  /// The words of the input with their bytes swapped, so that bits come highest first.
  private let words: [UInt8]
  private var bits: BitReader
  private var window: OutputWindow
  private let positionSlots: Int
  private let resetFrames: Int
  private var recent = [1, 1, 1]
  private var mainLengths: [UInt8]
  private var lengthLengths = [UInt8](repeating: 0, count: 249)
  private var block = Block.none
  private var blockLeft = 0
  private var codes: Codes?
  /// The size that translated call targets are relative to; zero where none are.
  private var translatedSize = 0
  private var hasHeader = false

  private enum Block { case none, verbatim, aligned, stored }

  private struct Codes {
    var main: PrefixCode
    var length: PrefixCode
    var aligned: PrefixCode?
  }

  /// At most `size` bytes of what the data give; what came before damage where there is some.
  ///
  /// The decoder begins anew after each `resetFrames` frames; zero for never.
  static func decode(_ bytes: [UInt8], windowBits: Int, resetFrames: Int = 0, size: Int) -> [UInt8] {
    guard var decoder = LZXDecoder(bytes, windowBits: windowBits, resetFrames: resetFrames, size: size) else {
      return []
    }
    decoder.run()
    return decoder.translated()
  }

  private init?(_ bytes: [UInt8], windowBits: Int, resetFrames: Int, size: Int) {
    let slots = [15: 30, 16: 32, 17: 34, 18: 36, 19: 38, 20: 42, 21: 50]
    guard let slots = slots[windowBits] else { return nil }
    positionSlots = slots
    mainLengths = [UInt8](repeating: 0, count: 256 + 8 * slots)
    var swapped = bytes
    if swapped.count % 2 == 1 { swapped.append(0) }
    for at in stride(from: 0, to: swapped.count - 1, by: 2) { swapped.swapAt(at, at + 1) }
    words = swapped
    bits = BitReader(swapped)
    window = OutputWindow(limit: size)
    self.resetFrames = resetFrames
  }

  private mutating func run() {
    var frame = 0
    while !window.isFull, !bits.isExhausted {
      if resetFrames > 0, frame > 0, frame % resetFrames == 0 { reset() }
      if !hasHeader {
        hasHeader = true
        if bits.take(1) == 1 { translatedSize = bits.take(16) << 16 | bits.take(16) }
      }
      let end = min(window.limit, window.count + Self.frameSize)
      guard decodeFrame(to: end) else { return }
      frame += 1
      if block != .stored || blockLeft == 0 { alignToWord() }
    }
  }

  private mutating func reset() {
    recent = [1, 1, 1]
    mainLengths = [UInt8](repeating: 0, count: mainLengths.count)
    lengthLengths = [UInt8](repeating: 0, count: lengthLengths.count)
    block = .none
    blockLeft = 0
    hasHeader = false
  }

  private mutating func alignToWord() {
    let odd = bits.position & 15
    if odd > 0 { bits.skip(16 - odd) }
  }

  private mutating func decodeFrame(to end: Int) -> Bool {
    while window.count < end {
      if blockLeft == 0 {
        guard readBlockHead() else { return false }
      }
      let before = window.count
      let target = min(end, before + blockLeft)
      switch block {
      case .none: return false
      case .stored: guard copyStored(to: target) else { return false }
      case .verbatim, .aligned: guard decodeMatches(to: target) else { return false }
      }
      // The last match of a block may lead over its end; a writer that does so is wrong.
      blockLeft = max(0, blockLeft - (window.count - before))
    }
    return true
  }

  private mutating func readBlockHead() -> Bool {
    // Stored blocks of odd length are followed by a byte of nothing.
    if block == .stored, bits.position & 15 != 0 { bits.skip(8) }
    let type = bits.take(3)
    blockLeft = bits.take(24)
    guard blockLeft > 0, !bits.isExhausted else { return false }
    switch type {
    case 1, 2:
      block = type == 1 ? .verbatim : .aligned
      return readCodes()
    case 3:
      block = .stored
      let odd = bits.position & 15
      bits.skip(16 - odd)
      for index in 0..<3 {
        let low = bits.take(16)
        recent[index] = bits.take(16) << 16 | low
      }
      return !bits.isExhausted
    default: return false
    }
  }

  private mutating func copyStored(to target: Int) -> Bool {
    var at = bits.position / 8
    let start = at
    while window.count < target {
      // A byte stands at the other place of its word.
      guard let byte = words.byte(at: at ^ 1) else { return false }
      window.append(byte)
      at += 1
    }
    for _ in start..<at { bits.skip(8) }
    return true
  }

  private mutating func readCodes() -> Bool {
    var aligned: PrefixCode?
    if block == .aligned {
      var lengths: [UInt8] = []
      for _ in 0..<8 { lengths.append(UInt8(bits.take(3))) }
      guard let code = PrefixCode(lengths: lengths) else { return false }
      aligned = code
    }
    var (mains, lengths) = (mainLengths, lengthLengths)
    guard readLengths(&mains, 0..<256), readLengths(&mains, 256..<mains.count),
      readLengths(&lengths, 0..<lengths.count),
      let main = PrefixCode(lengths: mains), let length = PrefixCode(lengths: lengths)
    else { return false }
    mainLengths = mains
    lengthLengths = lengths
    codes = Codes(main: main, length: length, aligned: aligned)
    return true
  }

  /// Lengths are written as what they differ from those before, themselves with a prefix code.
  private mutating func readLengths(_ lengths: inout [UInt8], _ range: Range<Int>) -> Bool {
    var own: [UInt8] = []
    for _ in 0..<20 { own.append(UInt8(bits.take(4))) }
    guard let code = PrefixCode(lengths: own) else { return false }
    func less(_ length: UInt8, _ symbol: Int) -> UInt8 { UInt8((Int(length) + 17 - symbol) % 17) }
    var at = range.lowerBound
    while at < range.upperBound {
      guard let symbol = code.next(&bits), !bits.isExhausted else { return false }
      var count = 1
      var value: UInt8 = 0
      switch symbol {
      case 17: count = bits.take(4) + 4
      case 18: count = bits.take(5) + 20
      case 19:
        count = bits.take(1) + 4
        guard let next = code.next(&bits), next <= 16 else { return false }
        value = less(lengths[at], next)
      default: value = less(lengths[at], symbol)
      }
      for _ in 0..<min(count, range.upperBound - at) {
        lengths[at] = value
        at += 1
      }
    }
    return true
  }

  private mutating func decodeMatches(to target: Int) -> Bool {
    guard let codes else { return false }
    while window.count < target {
      guard let symbol = codes.main.next(&bits), !bits.isExhausted else { return false }
      if symbol < 256 {
        window.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      var length = (symbol - 256) & 7
      if length == 7 {
        guard let more = codes.length.next(&bits) else { return false }
        length += more
      }
      guard let distance = readDistance(slot: (symbol - 256) >> 3, codes) else { return false }
      guard window.copy(distance: distance, count: length + 2) else { return false }
    }
    return true
  }

  /// The three last distances have slots of their own.
  private mutating func readDistance(slot: Int, _ codes: Codes) -> Int? {
    if slot < 3 {
      recent.swapAt(0, slot)
      return recent[0]
    }
    let extra = slot < 4 ? 0 : min(17, slot / 2 - 1)
    var distance = Self.base(slot) - 2
    if let aligned = codes.aligned, extra >= 3 {
      distance += bits.take(extra - 3) << 3
      guard let low = aligned.next(&bits) else { return nil }
      distance += low
    } else {
      distance += bits.take(extra)
    }
    recent[2] = recent[1]
    recent[1] = recent[0]
    recent[0] = distance
    return distance
  }

  /// The first distance of a slot: pairs of slots with one bit more each, up to seventeen.
  private static func base(_ slot: Int) -> Int {
    if slot < 4 { return slot }
    if slot < 38 { return (2 | slot & 1) << (slot / 2 - 1) }
    return 1 << 19 + (slot - 38) << 17
  }

  /// The output with the targets of calls relative again, frame by frame.
  private func translated() -> [UInt8] {
    var out = window.bytes
    guard translatedSize > 0 else { return out }
    for start in stride(from: 0, to: min(out.count, Self.frameSize << 15), by: Self.frameSize) {
      let end = min(start + Self.frameSize, out.count)
      var at = start
      while at < end - 10 {
        guard out[at] == 0xE8 else {
          at += 1
          continue
        }
        let target = Int(Int32(truncatingIfNeeded: out.u32(at: at + 1) ?? 0))
        if target >= -at, target < translatedSize {
          let relative = target >= 0 ? target - at : target + translatedSize
          out.set(u32: UInt32(truncatingIfNeeded: relative), at: at + 1)
        }
        at += 5
      }
    }
    return out
  }
}
