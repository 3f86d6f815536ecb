/// Decodes the methods of LHA (lh4 to lh7) and ARJ (1 to 4), which go back to Haruyasu Yoshizaki's ar002 and LHarc.
struct LZHDecoder {
  /// How codes and distances are written.
  enum Method: Equatable {
    /// Prefix codes in blocks; the number of codes for distances, and the bits that say how many there are.
    case blocks(distanceSymbols: Int, countBits: Int)
    /// Lengths and distances in unary and binary (ARJ method 4).
    case unary
  }

  private var bits: BitReader
  private var window: OutputWindow
  private var blockLeft = 0
  private var symbols = Code.constant(0)
  private var distances = Code.constant(0)
  private let size: Int
  /// What lies before the first byte reads as blanks.
  private static let history = 65_536

  /// A code, or the one symbol that a block has.
  private enum Code {
    case constant(Int)
    case prefix(PrefixCode)

    func next(_ bits: inout BitReader) -> Int? {
      switch self {
      case .constant(let symbol): symbol
      case .prefix(let code): code.next(&bits)
      }
    }
  }

  /// At most `size` bytes of what the data give; what came before damage where there is some.
  static func decode(_ bytes: [UInt8], method: Method, size: Int) -> [UInt8] {
    var decoder = LZHDecoder(bytes, size: size)
    switch method {
    case .blocks(let count, let countBits): decoder.runBlocks(count, countBits)
    case .unary: decoder.runUnary()
    }
    return Array(decoder.window.bytes.dropFirst(history))
  }

  private init(_ bytes: [UInt8], size: Int) {
    bits = BitReader(bytes)
    window = OutputWindow(limit: Self.history + max(0, size))
    window.append([UInt8](repeating: 0x20, count: Self.history))
    self.size = size
  }

  private mutating func runBlocks(_ distanceSymbols: Int, _ countBits: Int) {
    while !window.isFull, !bits.isExhausted {
      if blockLeft == 0 {
        blockLeft = bits.take(16)
        guard blockLeft > 0, let lengths = readLengths(of: 19, countBits: 5, gapAt: 3),
          let own = readSymbols(with: lengths),
          let far = readLengths(of: distanceSymbols, countBits: countBits, gapAt: -1)
        else { return }
        symbols = own
        distances = far
      }
      blockLeft -= 1
      guard let symbol = symbols.next(&bits), !bits.isExhausted else { return }
      if symbol < 256 {
        window.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      guard let slot = distances.next(&bits), slot <= 24 else { return }
      let distance = slot == 0 ? 0 : 1 << (slot - 1) + bits.take(slot - 1)
      guard window.copy(distance: distance + 1, count: symbol - 253) else { return }
    }
  }

  /// Lengths of three bits, those from seven on in unary; behind the third may come a gap of unused symbols.
  private mutating func readLengths(of count: Int, countBits: Int, gapAt: Int) -> Code? {
    let used = bits.take(countBits)
    guard used > 0 else {
      let symbol = bits.take(countBits)
      return symbol < count ? .constant(symbol) : nil
    }
    guard used <= count else { return nil }
    var lengths: [UInt8] = []
    while lengths.count < used {
      var length = bits.take(3)
      if length == 7 {
        while bits.take(1) == 1 {
          length += 1
          guard length <= 16 else { return nil }
        }
      }
      lengths.append(UInt8(length))
      if lengths.count == gapAt {
        lengths += [UInt8](repeating: 0, count: bits.take(2))
      }
    }
    return PrefixCode(lengths: lengths.prefix(count)).map { .prefix($0) }
  }

  private mutating func readSymbols(with code: Code) -> Code? {
    let count = 510
    let used = bits.take(9)
    guard used > 0 else {
      let symbol = bits.take(9)
      return symbol < count ? .constant(symbol) : nil
    }
    guard used <= count else { return nil }
    var lengths: [UInt8] = []
    while lengths.count < used {
      guard let symbol = code.next(&bits), !bits.isExhausted else { return nil }
      switch symbol {
      case 0: lengths.append(0)
      case 1: lengths += [UInt8](repeating: 0, count: bits.take(4) + 3)
      case 2: lengths += [UInt8](repeating: 0, count: bits.take(9) + 20)
      default: lengths.append(UInt8(symbol - 2))
      }
    }
    return PrefixCode(lengths: lengths.prefix(count)).map { .prefix($0) }
  }

  private mutating func runUnary() {
    while !window.isFull, !bits.isExhausted {
      let length = readNumber(from: 0, to: 7)
      if length == 0 {
        window.append(UInt8(truncatingIfNeeded: bits.take(8)))
      } else if !window.copy(distance: readNumber(from: 9, to: 13) + 1, count: length + 2) {
        return
      }
    }
  }

  /// As many ones as the number has more bits than the least, then the bits.
  private mutating func readNumber(from least: Int, to most: Int) -> Int {
    var width = least
    var base = 0
    while width < most, bits.take(1) == 1 {
      base += 1 << width
      width += 1
    }
    return base + bits.take(width)
  }
}
