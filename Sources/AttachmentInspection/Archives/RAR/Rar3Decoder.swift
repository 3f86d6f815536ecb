import ByteReading

/// Decodes the bodies of RAR archives of version 3 (method 29): a dictionary coder with prefix codes, or PPMd, in turns,
/// with filters behind it.
///
/// The format is known from the archives themselves and from the public description of unpacking that RARLAB gives. One
/// decoder goes through the members of a solid archive in order.
struct Rar3Decoder {
  private static let mainSymbols = 299
  private static let distanceSymbols = 60
  private static let lowSymbols = 17
  private static let lengthSymbols = 28

  private var window: OutputWindow
  private var distances = [0, 0, 0, 0]
  private var lastLength = 0
  private var codes: Codes?
  private var lengths = [UInt8](
    repeating: 0, count: mainSymbols + distanceSymbols + lowSymbols + lengthSymbols)
  private var lastLow = 0
  private var lowRepeats = 0
  private var model: PPMdModel?
  private var escape: UInt8 = 2
  private var isText = false
  /// Symbols that PPMd may still give: it is slower than everything else.
  private var textLeft = SlowCoders.textBytes
  private var programs = RarPrograms()
  /// Whether the next member goes on with the codes of this one.
  private var keepsCodes = false

  private struct Codes {
    var main: PrefixCode
    var distance: PrefixCode
    var low: PrefixCode
    var length: PrefixCode
  }

  /// How a run of symbols ended.
  private enum Ending {
    /// New codes follow, or the other kind of block.
    case codes
    /// The member ends; whether codes must be read for the next one.
    case member(keepsCodes: Bool)
    /// The member has its size.
    case full
    case broken
  }

  /// A decoder whose members together give at most `limit` bytes.
  init(limit: Int) { window = OutputWindow(limit: limit) }

  /// What the next member gives, at most `size` bytes; what came before damage where there is some.
  mutating func decode(_ bytes: [UInt8], size: Int) -> [UInt8] {
    let start = window.count
    let (end, overflow) = start.addingReportingOverflow(max(0, size))
    let target = overflow ? window.limit : min(end, window.limit)
    var filters: [RarFilter] = []
    decodeBlocks(bytes, to: target, &filters)
    var content = Array(window.bytes[start..<max(start, min(window.count, target))])
    for filter in filters {
      var own = filter
      own.start -= start
      own.apply(to: &content)
    }
    return content
  }

  private mutating func decodeBlocks(_ bytes: [UInt8], to target: Int, _ filters: inout [RarFilter]) {
    var bits = BitReader(bytes)
    var coder = RarRangeDecoder(bytes, from: bytes.count)
    if !keepsCodes {
      guard readBlockHead(&bits, &coder, bytes) else { return }
    }
    keepsCodes = false
    while true {
      let ending =
        isText
        ? decodeText(&bits, &coder, bytes, to: target, &filters) : decodeMatches(&bits, to: target, &filters)
      switch ending {
      case .codes: guard readBlockHead(&bits, &coder, bytes) else { return }
      case .member(let keeps):
        keepsCodes = keeps
        return
      case .full:
        // The end of the member is written behind its last byte, and says whether the codes go on.
        if !isText, let codes, codes.main.next(&bits) == 256, bits.take(1) == 0 { keepsCodes = bits.take(1) == 0 }
        return
      case .broken: return
      }
    }
  }

  /// A block begins at a byte: a bit for PPMd, else one that keeps the lengths before, and the codes.
  private mutating func readBlockHead(_ bits: inout BitReader, _ coder: inout RarRangeDecoder, _ bytes: [UInt8]) -> Bool
  {
    bits.alignToByte()
    isText = bits.peek(1) == 1
    if isText { return startText(&coder, bytes, at: bits.position / 8) }
    bits.skip(1)
    lastLow = 0
    lowRepeats = 0
    if bits.take(1) == 0 { lengths = [UInt8](repeating: 0, count: lengths.count) }
    return readCodes(&bits)
  }

  private mutating func readCodes(_ bits: inout BitReader) -> Bool {
    guard let fresh = RarCodeLengths.read(&bits, count: lengths.count, adding: lengths) else { return false }
    lengths = fresh
    let distanceEnd = Self.mainSymbols + Self.distanceSymbols
    guard let main = PrefixCode(lengths: lengths[0..<Self.mainSymbols]),
      let distance = PrefixCode(lengths: lengths[Self.mainSymbols..<distanceEnd]),
      let low = PrefixCode(lengths: lengths[distanceEnd..<distanceEnd + Self.lowSymbols]),
      let length = PrefixCode(lengths: lengths[(distanceEnd + Self.lowSymbols)...])
    else { return false }
    codes = Codes(main: main, distance: distance, low: low, length: length)
    return true
  }

  private mutating func decodeMatches(
    _ bits: inout BitReader, to target: Int, _ filters: inout [RarFilter]
  ) -> Ending {
    guard let codes else { return .broken }
    while window.count < target {
      guard !bits.isExhausted, let symbol = codes.main.next(&bits) else { return .broken }
      switch symbol {
      case 0..<256: window.append(UInt8(truncatingIfNeeded: symbol))
      case 256:
        if bits.take(1) == 1 { return .codes }
        return .member(keepsCodes: bits.take(1) == 0)
      case 257:
        let first = bits.take(8)
        guard let program = readProgram(first, { bits.isExhausted ? nil : bits.take(8) }) else { return .broken }
        programs.add(first, program, at: window.count, to: &filters)
      case 258:
        guard lastLength == 0 || window.copy(distance: distances[0], count: lastLength) else { return .broken }
      case 259...262:
        let distance = distances.remove(at: symbol - 259)
        distances.insert(distance, at: 0)
        guard let slot = codes.length.next(&bits) else { return .broken }
        lastLength = 2 + Self.length(slot, &bits)
        guard window.copy(distance: distance, count: lastLength) else { return .broken }
      case 263...270:
        let slot = symbol - 263
        let distance = Self.shortDistances[slot] + 1 + bits.take(Self.shortBits[slot])
        guard copyMatch(distance, length: 2) else { return .broken }
      default:
        let length = 3 + Self.length(symbol - 271, &bits)
        guard let distance = readDistance(&bits, codes) else { return .broken }
        guard copyMatch(distance, length: length + (distance >= 0x2000 ? 1 : 0) + (distance >= 0x40000 ? 1 : 0))
        else { return .broken }
      }
    }
    return .full
  }

  private mutating func copyMatch(_ distance: Int, length: Int) -> Bool {
    distances.removeLast()
    distances.insert(distance, at: 0)
    lastLength = length
    return window.copy(distance: distance, count: length)
  }

  private mutating func readDistance(_ bits: inout BitReader, _ codes: Codes) -> Int? {
    guard let slot = codes.distance.next(&bits), slot < Self.distanceBases.count else { return nil }
    var distance = Self.distanceBases[slot] + 1
    let extra = Self.distanceBits[slot]
    guard slot > 9 else { return distance + bits.take(extra) }
    distance += bits.take(extra - 4) << 4
    if lowRepeats > 0 {
      lowRepeats -= 1
      return distance + lastLow
    }
    guard let low = codes.low.next(&bits) else { return nil }
    if low == 16 {
      lowRepeats = 15
    } else {
      lastLow = low
    }
    return distance + lastLow
  }

  private static func length(_ slot: Int, _ bits: inout BitReader) -> Int {
    if slot < 8 { return slot }
    let extra = slot / 4 - 1
    return (4 | slot & 3) << extra + bits.take(extra)
  }

  private static let shortDistances = [0, 4, 8, 16, 32, 64, 128, 192]
  private static let shortBits = [2, 2, 3, 4, 5, 6, 6, 6]

  /// Four slots without further bits, pairs with one to fifteen, fourteen with sixteen, twelve with eighteen.
  private static let distanceBits: [Int] =
    [0, 0, 0, 0] + (1...15).flatMap { [$0, $0] } + [Int](repeating: 16, count: 14) + [Int](repeating: 18, count: 12)
  private static let distanceBases: [Int] = {
    var next = 0
    return distanceBits.map { bits in
      defer { next += 1 << bits }
      return next
    }
  }()

  /// The bytes of a filter's program: the first byte says how many they are, or how the number is written.
  private func readProgram(_ first: Int, _ next: () -> Int?) -> [UInt8]? {
    var count = first & 7 + 1
    if count == 7 {
      guard let more = next() else { return nil }
      count = more + 7
    } else if count == 8 {
      guard let high = next(), let low = next() else { return nil }
      count = high << 8 | low
    }
    var program: [UInt8] = []
    for _ in 0..<count {
      guard let byte = next() else { return nil }
      program.append(UInt8(truncatingIfNeeded: byte))
    }
    return program
  }
}

/// The blocks that PPMd packed.
extension Rar3Decoder {
  /// Order and flags, memory in MiB where the model begins anew, the escape where it changes.
  private mutating func startText(_ coder: inout RarRangeDecoder, _ bytes: [UInt8], at start: Int) -> Bool {
    guard let flags = bytes.byte(at: start) else { return false }
    var at = start + 1
    var memory: Int?
    if flags & 0x20 != 0 {
      guard let size = bytes.byte(at: at) else { return false }
      memory = (Int(size) + 1) << 20
      at += 1
    }
    if flags & 0x40 != 0 {
      guard let byte = bytes.byte(at: at) else { return false }
      escape = byte
      at += 1
    }
    if let memory {
      var order = Int(flags & 0x1F) + 1
      if order > 16 { order = 16 + (order - 16) * 3 }
      model = PPMdModel(order: order, memorySize: memory)
    }
    coder = RarRangeDecoder(bytes, from: at)
    return model != nil
  }

  private mutating func decodeText(
    _ bits: inout BitReader, _ coder: inout RarRangeDecoder, _ bytes: [UInt8], to target: Int,
    _ filters: inout [RarFilter]
  ) -> Ending {
    guard var model else { return .broken }
    // One owner of what the model has learnt: else each symbol would copy it.
    self.model = nil
    defer { self.model = model }
    while window.count < target {
      guard textLeft > 0 else { return .broken }
      textLeft -= 1
      guard !coder.isExhausted, let symbol = model.next(&coder) else { return .broken }
      guard symbol == escape else {
        window.append(symbol)
        continue
      }
      guard let code = model.next(&coder) else { return .broken }
      switch code {
      case 0:
        bits = BitReader(bytes, from: coder.at)
        return .codes
      case 2: return .member(keepsCodes: false)
      case 3:
        guard let first = model.next(&coder),
          let program = readProgram(Int(first), { model.next(&coder).map { Int($0) } })
        else { return .broken }
        programs.add(Int(first), program, at: window.count, to: &filters)
      case 4:
        var distance = 0
        for _ in 0..<3 { distance = distance << 8 | Int(model.next(&coder) ?? 0) }
        guard let length = model.next(&coder), window.copy(distance: distance + 2, count: Int(length) + 32) else {
          return .broken
        }
      case 5:
        guard let length = model.next(&coder), window.copy(distance: 1, count: Int(length) + 4) else { return .broken }
      default: window.append(symbol)
      }
    }
    return .full
  }
}
