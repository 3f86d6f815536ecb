/// Decodes bzip2 (Julian Seward): blocks of up to 900,000 bytes, sorted by what follows each byte, then moved to front
/// and written with up to six prefix codes.
struct Bzip2Decoder {
  private var bits: BitReader
  private var out: [UInt8] = []
  private let limit: Int
  private var blockSize = 0

  /// What the streams at `start` give, one behind another; what came before damage where there is some.
  static func decode(_ bytes: [UInt8], from start: Int, limit: Int) -> Inflated {
    var decoder = Bzip2Decoder(bytes, from: start, limit: limit)
    let ending = decoder.run()
    return Inflated(bytes: decoder.out, consumed: max(0, decoder.bits.position / 8 - start), ending: ending)
  }

  private init(_ bytes: [UInt8], from start: Int, limit: Int) {
    bits = BitReader(bytes, from: start)
    self.limit = limit
  }

  private mutating func run() -> Inflated.Ending {
    var streams = 0
    while !bits.isExhausted {
      guard bits.peek(24) == 0x425A68 else { return streams > 0 ? .complete : .broken }
      bits.skip(24)
      let level = bits.take(8) - 0x30
      guard (1...9).contains(level) else { return streams > 0 ? .complete : .broken }
      blockSize = level * 100_000
      while true {
        let magic = bits.take(24) << 24 | bits.take(24)
        bits.skip(32)
        if magic == 0x1772_4538_5090 { break }
        guard magic == 0x3141_5926_5359, !bits.isExhausted, decodeBlock() else { return .broken }
        if out.count >= limit { return .limit }
      }
      bits.alignToByte()
      streams += 1
    }
    return .complete
  }

  private mutating func decodeBlock() -> Bool {
    // A block may be scrambled against a flaw of the first sorter; no version of this century writes that.
    guard bits.take(1) == 0 else { return false }
    let origin = bits.take(24)
    var used: [UInt8] = []
    let groups = bits.take(16)
    for group in 0..<16 where groups & 0x8000 >> group != 0 {
      let members = bits.take(16)
      for member in 0..<16 where members & 0x8000 >> member != 0 { used.append(UInt8(group * 16 + member)) }
    }
    guard !used.isEmpty, let (selectors, tables) = readCodes(symbols: used.count + 2),
      let block = readSymbols(used, selectors, tables)
    else { return false }
    guard origin < block.count else { return false }
    expand(block, origin)
    return true
  }

  private mutating func readCodes(symbols: Int) -> ([UInt8], [PrefixCode])? {
    let count = bits.take(3)
    let selectorCount = bits.take(15)
    guard (2...6).contains(count), selectorCount > 0 else { return nil }
    var order = (0..<count).map { UInt8($0) }
    var selectors: [UInt8] = []
    selectors.reserveCapacity(selectorCount)
    for _ in 0..<selectorCount {
      var place = 0
      while bits.take(1) == 1 {
        place += 1
        guard place < count else { return nil }
      }
      let selector = order.remove(at: place)
      order.insert(selector, at: 0)
      selectors.append(selector)
    }
    var tables: [PrefixCode] = []
    for _ in 0..<count {
      var length = bits.take(5)
      var lengths: [UInt8] = []
      for _ in 0..<symbols {
        while bits.take(1) == 1 {
          length += bits.take(1) == 0 ? 1 : -1
          guard (1...20).contains(length), !bits.isExhausted else { return nil }
        }
        guard (1...20).contains(length) else { return nil }
        lengths.append(UInt8(length))
      }
      guard let table = PrefixCode(lengths: lengths) else { return nil }
      tables.append(table)
    }
    return (selectors, tables)
  }

  private mutating func readSymbols(_ used: [UInt8], _ selectors: [UInt8], _ tables: [PrefixCode]) -> [UInt8]? {
    var front = used
    var block: [UInt8] = []
    let end = used.count + 1
    var run = 0
    var weight = 1
    for selector in selectors {
      guard tables.indices.contains(Int(selector)) else { return nil }
      let table = tables[Int(selector)]
      for _ in 0..<50 {
        guard let symbol = table.next(&bits), !bits.isExhausted else { return nil }
        if symbol <= 1 {
          guard weight <= 1 << 21 else { return nil }
          run += weight << symbol
          weight <<= 1
          continue
        }
        if run > 0 {
          guard run <= blockSize - block.count, let first = front.first else { return nil }
          block.append(contentsOf: repeatElement(first, count: run))
          run = 0
        }
        weight = 1
        if symbol == end { return block }
        guard block.count < blockSize else { return nil }
        let byte = front.remove(at: symbol - 1)
        front.insert(byte, at: 0)
        block.append(byte)
      }
    }
    return nil
  }

  /// Undoes the sorting, and the runs of four bytes and a count.
  private mutating func expand(_ block: [UInt8], _ origin: Int) {
    var starts = [Int](repeating: 0, count: 256)
    for byte in block { starts[Int(byte)] += 1 }
    var sum = 0
    for value in 0..<256 {
      let count = starts[value]
      starts[value] = sum
      sum += count
    }
    var next = [UInt32](repeating: 0, count: block.count)
    for (index, byte) in block.enumerated() {
      next[starts[Int(byte)]] = UInt32(truncatingIfNeeded: index)
      starts[Int(byte)] += 1
    }
    var place = Int(next[origin])
    var same = 0
    var last = -1
    for _ in 0..<block.count {
      let byte = block[place]
      place = Int(next[place])
      if same == 4 {
        out.append(contentsOf: repeatElement(UInt8(truncatingIfNeeded: last), count: min(Int(byte), limit - out.count)))
        same = 0
        last = -1
        continue
      }
      guard out.count < limit else { return }
      out.append(byte)
      same = Int(byte) == last ? same + 1 : 1
      last = Int(byte)
    }
  }
}
