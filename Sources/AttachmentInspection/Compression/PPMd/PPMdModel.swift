/// What gives a PPMd model its symbols: a range decoder, of which 7z and RAR have one each.
protocol PPMdRangeDecoder {
  /// The place in a range of so many.
  mutating func threshold(_ total: Int) -> Int
  /// Takes a part of the range that `threshold` divided.
  mutating func take(start: Int, size: Int)
  /// A bit whose zero has so much of 2^14.
  mutating func bit(zeroSize: Int) -> Int
  /// Whether more was read than there is.
  var isExhausted: Bool { get }
}

/// The model of PPMd variant H (Dmitry Shkarin, public domain): contexts of up to 64 symbols, each with the symbols that
/// followed it and a link to the next shorter one.
///
/// A context has: number of symbols (two bytes), sum of frequencies (two), its states (four), the shorter context (four);
/// one of a single symbol holds the state in place of sum and states. A state has: symbol, frequency, successor (four).
struct PPMdModel {
  static let maximumFrequency = 124
  private static let initialEscapes = [0x3CDD, 0x1F3F, 0x59BF, 0x48F3, 0x64A1, 0x5ABC, 0x6632, 0x6051]
  private static let escapeEstimates = [25, 14, 9, 7, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 2]
  private static let periodBits = 7

  /// Estimates of escapes: sum, shift, and how many more times until they adapt.
  struct Escape {
    var sum = 0
    var shift = periodBits
    var count = 64
  }

  var memory: PPMdAllocator
  private let order: Int
  let heap: PPMdHeap
  var minimum = 0
  var maximum = 0
  /// The state of the last symbol.
  var found = 0
  var orderFall = 0
  private var initialRun = 0
  private var run = 0
  private var success = 0
  private var highBit = 0
  var initialEscape = 0
  private var binary = [Int](repeating: 0, count: 128 * 64)
  private var escapes = [Escape](repeating: Escape(), count: 25 * 16)
  private let indexOfSymbols: [Int]
  private var mask = [UInt8](repeating: 0, count: 256)
  private var maskMark: UInt8 = 0
  private var candidates = [Int](repeating: 0, count: 256)

  /// A model of that order (2…64) with so many bytes of memory; nil where that is not possible.
  init?(order: Int, memorySize: Int) {
    guard (2...64).contains(order), memorySize <= 512 << 20, let memory = PPMdAllocator(size: memorySize) else {
      return nil
    }
    self.memory = memory
    heap = memory.heap
    self.order = order
    var indexes = [0, 1, 2]
    var (value, left) = (3, 1)
    while indexes.count < 256 {
      indexes.append(value)
      left -= 1
      if left == 0 {
        value += 1
        left = value - 2
      }
    }
    indexOfSymbols = indexes
    restart()
  }

  var memorySize: Int { memory.size }

  /// Forgets everything.
  mutating func restart() {
    memory.restart()
    orderFall = order
    initialRun = -min(order, 12) - 1
    run = initialRun
    success = 0
    minimum = memory.allocateContext() ?? 0
    maximum = minimum
    found = memory.allocate(index: memory.index(units: 128)) ?? 0
    heap.set(u16: 256, at: minimum)
    heap.set(u16: 257, at: minimum + 2)
    heap.set(u32: found, at: minimum + 4)
    heap.set(u32: 0, at: minimum + 8)
    for symbol in 0..<256 {
      let state = found + symbol * 6
      heap.set(u8: symbol, at: state)
      heap.set(u8: 1, at: state + 1)
      heap.set(u32: 0, at: state + 2)
    }
    for frequency in 0..<128 {
      for kind in 0..<8 {
        let value = 1 << 14 - Self.initialEscapes[kind] / (frequency + 2)
        for step in stride(from: 0, to: 64, by: 8) { binary[frequency * 64 + kind + step] = value }
      }
    }
    for symbols in 0..<25 {
      let escape = Escape(sum: (5 * symbols + 10) << (Self.periodBits - 4), shift: Self.periodBits - 4, count: 4)
      for kind in 0..<16 { escapes[symbols * 16 + kind] = escape }
    }
  }

  /// The next symbol; nil at the end or where the data are damaged.
  mutating func next<Decoder: PPMdRangeDecoder>(_ decoder: inout Decoder) -> UInt8? {
    maskMark &+= 1
    if maskMark == 0 {
      mask = [UInt8](repeating: 0, count: 256)
      maskMark = 1
    }
    let symbols = heap.u16(minimum)
    if symbols != 1 {
      let first = heap.u32(minimum + 4)
      let sum = heap.u16(minimum + 2)
      guard sum > 0, symbols > 0 else { return nil }
      let place = decoder.threshold(sum)
      var upper = heap.u8(first + 1)
      if place < upper {
        decoder.take(start: 0, size: upper)
        found = first
        let symbol = heap.u8(first)
        updateFirst()
        return UInt8(truncatingIfNeeded: symbol)
      }
      success = 0
      var state = first
      for _ in 1..<max(symbols, 1) {
        state += 6
        let frequency = heap.u8(state + 1)
        upper += frequency
        if upper > place {
          decoder.take(start: upper - frequency, size: frequency)
          found = state
          let symbol = heap.u8(state)
          updateOther()
          return UInt8(truncatingIfNeeded: symbol)
        }
      }
      guard place < sum else { return nil }
      highBit = heap.u8(found) >= 0x40 ? 8 : 0
      decoder.take(start: upper, size: sum - upper)
      for index in 0..<symbols { mask[heap.u8(first + index * 6)] = maskMark }
    } else {
      let state = minimum + 2
      let index = binaryIndex(state)
      let value = binary[index]
      let mean = (value + 1 << (Self.periodBits - 2)) >> Self.periodBits
      if decoder.bit(zeroSize: value) == 0 {
        binary[index] = value + 1 << 7 - mean
        found = state
        let symbol = heap.u8(state)
        let frequency = heap.u8(state + 1)
        if frequency < 128 { heap.set(u8: frequency + 1, at: state + 1) }
        success = 1
        run += 1
        goOn()
        return UInt8(truncatingIfNeeded: symbol)
      }
      binary[index] = value - mean
      initialEscape = Self.escapeEstimates[(value - mean) >> 10 & 15]
      mask[heap.u8(state)] = maskMark
      success = 0
    }
    return escaped(&decoder)
  }

  /// The symbol in shorter contexts, without those that the longer ones had.
  private mutating func escaped<Decoder: PPMdRangeDecoder>(_ decoder: inout Decoder) -> UInt8? {
    while !decoder.isExhausted {
      let masked = heap.u16(minimum)
      repeat {
        orderFall += 1
        let shorter = heap.u32(minimum + 8)
        guard shorter != 0, orderFall < 1 << 20 else { return nil }
        minimum = shorter
      } while heap.u16(minimum) == masked
      let symbols = heap.u16(minimum)
      guard symbols > masked, symbols <= 256 else { return nil }
      let first = heap.u32(minimum + 4)
      var upper = 0
      var count = 0
      for index in 0..<symbols {
        let state = first + index * 6
        guard mask[heap.u8(state)] != maskMark else { continue }
        upper += heap.u8(state + 1)
        candidates[count] = state
        count += 1
      }
      let (escapeIndex, estimate) = escapeEstimate(masked: masked, symbols: symbols)
      let total = upper + estimate
      let place = decoder.threshold(total)
      if place < upper {
        var sum = 0
        var chosen = 0
        for index in 0..<count {
          chosen = candidates[index]
          sum += heap.u8(chosen + 1)
          if sum > place { break }
        }
        let frequency = heap.u8(chosen + 1)
        decoder.take(start: sum - frequency, size: frequency)
        if let escapeIndex { adapt(escapeIndex) }
        found = chosen
        let symbol = heap.u8(chosen)
        heap.set(u16: heap.u16(minimum + 2) + 4, at: minimum + 2)
        heap.set(u8: frequency + 4, at: found + 1)
        if frequency + 4 > Self.maximumFrequency { rescale() }
        run = initialRun
        update()
        return UInt8(truncatingIfNeeded: symbol)
      }
      guard place < total else { return nil }
      decoder.take(start: upper, size: total - upper)
      if let escapeIndex { escapes[escapeIndex].sum = (escapes[escapeIndex].sum + total) & 0xFFFF }
      for index in 0..<count { mask[heap.u8(candidates[index])] = maskMark }
    }
    return nil
  }

  private mutating func adapt(_ index: Int) {
    guard escapes[index].shift < Self.periodBits else { return }
    escapes[index].count -= 1
    if escapes[index].count == 0 {
      escapes[index].sum = escapes[index].sum << 1 & 0xFFFF
      escapes[index].count = 3 << escapes[index].shift & 0xFF
      escapes[index].shift += 1
    }
  }

  private mutating func escapeEstimate(masked: Int, symbols: Int) -> (index: Int?, estimate: Int) {
    guard symbols != 256 else { return (nil, 1) }
    let left = symbols - masked
    let shorter = heap.u16(heap.u32(minimum + 8))
    let kind =
      (left < shorter - symbols ? 1 : 0) + (heap.u16(minimum + 2) < 11 * symbols ? 2 : 0) + (masked > left ? 4 : 0)
      + highBit
    let index = min(indexOfSymbols[max(0, left - 1)], 24) * 16 + kind
    let estimate = escapes[index].sum >> escapes[index].shift
    escapes[index].sum = (escapes[index].sum - estimate) & 0xFFFF
    return (index, max(1, estimate))
  }

  private mutating func binaryIndex(_ state: Int) -> Int {
    let shorter = heap.u16(heap.u32(minimum + 8))
    let kind = shorter <= 1 ? 0 : shorter == 2 ? 2 : shorter <= 11 ? 4 : 6
    highBit = heap.u8(found) >= 0x40 ? 8 : 0
    let own = heap.u8(state) >= 0x40 ? 16 : 0
    let frequency = min(max(heap.u8(state + 1) - 1, 0), 127)
    return frequency * 64 + success + kind + highBit + own + (run < 0 ? 0x20 : 0)
  }

  /// The symbol was the first of its context.
  private mutating func updateFirst() {
    let frequency = heap.u8(found + 1)
    let sum = heap.u16(minimum + 2)
    success = 2 * frequency > sum ? 1 : 0
    run += success
    heap.set(u16: sum + 4, at: minimum + 2)
    heap.set(u8: frequency + 4, at: found + 1)
    if frequency + 4 > Self.maximumFrequency { rescale() }
    goOn()
  }

  /// The symbol was another: it moves up where it has grown past the one before.
  private mutating func updateOther() {
    let frequency = heap.u8(found + 1) + 4
    heap.set(u8: frequency, at: found + 1)
    heap.set(u16: heap.u16(minimum + 2) + 4, at: minimum + 2)
    if frequency > heap.u8(found - 5) {
      swapStates(found, found - 6)
      found -= 6
      if frequency > Self.maximumFrequency { rescale() }
    }
    goOn()
  }

  private mutating func goOn() {
    let successor = heap.u32(found + 2)
    if orderFall == 0, successor > memory.text {
      minimum = successor
      maximum = successor
    } else {
      update()
    }
  }

  func swapStates(_ left: Int, _ right: Int) {
    let (head, successor) = (heap.u16(left), heap.u32(left + 2))
    heap.copy(from: right, to: left, count: 6)
    heap.set(u16: head, at: right)
    heap.set(u32: successor, at: right + 2)
  }
}
