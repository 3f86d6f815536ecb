import ByteReading

/// Decodes Zstandard frames (RFC 8878) that need no dictionary.
struct ZstandardDecoder {
  private let bytes: [UInt8]
  private var window: OutputWindow
  private var literalCode: LiteralCode?
  private var literalLengths: StateTable?
  private var offsets: StateTable?
  private var matchLengths: StateTable?
  private var recent = [1, 4, 8]
  private var literals: [UInt8] = []

  /// Whether bytes begin with a frame, or one that is passed over (§3.1.2).
  static func begins(_ bytes: [UInt8]) -> Bool {
    guard let magic = bytes.u32(at: 0) else { return false }
    return magic == 0xFD2F_B528 || isSkippable(magic)
  }

  private static func isSkippable(_ magic: Int) -> Bool { magic & 0xFFFF_FFF0 == 0x184D_2A50 }

  /// What the frames give, one behind another; what came before damage where there is some.
  static func decode(_ bytes: [UInt8], from start: Int, to end: Int = .max, limit: Int) -> Inflated {
    var decoder = ZstandardDecoder(bytes: bytes, window: OutputWindow(limit: limit))
    var at = start
    let end = min(end, bytes.count)
    var ending = Inflated.Ending.broken
    while at < end {
      if let magic = bytes.u32(at: at), Self.isSkippable(magic), let size = bytes.u32(at: at + 4) {
        at += 8 + size
        continue
      }
      guard bytes.u32(at: at) == 0xFD2F_B528 else { break }
      guard decoder.decodeFrame(&at, to: end) else {
        ending = decoder.window.isCut || decoder.window.isFull ? .limit : .broken
        break
      }
      ending = .complete
    }
    return Inflated(bytes: decoder.window.bytes, consumed: max(0, min(at, end) - start), ending: ending)
  }

  private init(bytes: [UInt8], window: OutputWindow) {
    self.bytes = bytes
    self.window = window
  }

  /// A header (§3.1.1.1), blocks, and a checksum where the header says so.
  private mutating func decodeFrame(_ at: inout Int, to end: Int) -> Bool {
    guard let descriptor = bytes.byte(at: at + 4) else { return false }
    at += 5
    let isSingle = descriptor & 0x20 != 0
    if !isSingle { at += 1 }
    let dictionary = [0, 1, 2, 4][Int(descriptor & 3)]
    guard bytes.bytes(at: at, count: dictionary).allSatisfy({ $0 == 0 }) else { return false }
    at += dictionary + [isSingle ? 1 : 0, 2, 4, 8][Int(descriptor >> 6)]
    literalCode = nil
    literalLengths = nil
    offsets = nil
    matchLengths = nil
    recent = [1, 4, 8]
    while true {
      guard at + 3 <= end, let low = bytes.u16(at: at), let high = bytes.byte(at: at + 2) else { return false }
      let header = low | Int(high) << 16
      let size = header >> 3
      at += 3
      switch header >> 1 & 3 {
      case 0:
        guard at + size <= end else { return false }
        window.append(bytes.bytes(at: at, count: size))
        at += size
      case 1:
        guard let byte = bytes.byte(at: at), size <= 128 << 10 else { return false }
        window.append([UInt8](repeating: byte, count: size))
        at += 1
      case 2:
        guard at + size <= end, decodeBlock(at, to: at + size) else { return false }
        at += size
      default: return false
      }
      if window.isCut { return false }
      if header & 1 != 0 { break }
    }
    if descriptor & 4 != 0 { at += 4 }
    return true
  }

  private mutating func decodeBlock(_ start: Int, to end: Int) -> Bool {
    var at = start
    guard readLiterals(&at, to: end), let first = bytes.byte(at: at), at < end else { return false }
    var count = Int(first)
    at += 1
    if count >= 128 {
      guard let second = bytes.byte(at: at) else { return false }
      at += 1
      if count < 255 {
        count = (count - 128) << 8 + Int(second)
      } else {
        guard let third = bytes.byte(at: at) else { return false }
        at += 1
        count = Int(second) + Int(third) << 8 + 0x7F00
      }
    }
    if count == 0 {
      window.append(literals)
      return true
    }
    guard let modes = bytes.byte(at: at), at < end else { return false }
    at += 1
    guard
      let lengths = table(modes >> 6, &at, end, literalLengths, most: 9, ZstandardCodes.literals),
      let far = table(modes >> 4 & 3, &at, end, offsets, most: 8, ZstandardCodes.offsets),
      let matches = table(modes >> 2 & 3, &at, end, matchLengths, most: 9, ZstandardCodes.matches)
    else { return false }
    literalLengths = lengths
    offsets = far
    matchLengths = matches
    guard at < end, let bits = BackwardBits(bytes, at..<end) else { return false }
    return runSequences(bits, count: count, lengths, far, matches)
  }

  private func table(
    _ mode: UInt8, _ at: inout Int, _ end: Int, _ before: StateTable?, most: Int, _ usual: ZstandardCodes.Usual
  ) -> StateTable? {
    switch mode {
    case 0: return StateTable(usual.frequencies, accuracy: usual.accuracy)
    case 1:
      guard at < end, let symbol = bytes.byte(at: at), symbol < usual.symbols else { return nil }
      at += 1
      return StateTable(symbol: symbol)
    case 2: return StateTable.read(bytes, &at, to: end, most: most, symbols: usual.symbols)
    default: return before
    }
  }

  private mutating func readLiterals(_ at: inout Int, to end: Int) -> Bool {
    guard at < end, let head = bytes.byte(at: at) else { return false }
    let format = head >> 2 & 3
    var word = 0
    for index in 0..<5 { word |= Int(bytes.byte(at: at + index) ?? 0) << (8 * index) }
    if head & 3 < 2 {
      let size = format & 1 == 0 ? word >> 3 & 0x1F : format == 1 ? word >> 4 & 0xFFF : word >> 4 & 0xF_FFFF
      at += format & 1 == 0 ? 1 : format == 1 ? 2 : 3
      guard size <= 128 << 10 else { return false }
      if head & 3 == 0 {
        guard at + size <= end else { return false }
        literals = bytes.bytes(at: at, count: size)
        at += size
      } else {
        guard let byte = bytes.byte(at: at) else { return false }
        literals = [UInt8](repeating: byte, count: size)
        at += 1
      }
      return true
    }
    let width = format < 2 ? 10 : format == 2 ? 14 : 18
    let size = word >> 4 & (1 << width - 1)
    let packed = word >> (4 + width) & (1 << width - 1)
    at += format < 2 ? 3 : format == 2 ? 4 : 5
    let stop = at + packed
    guard size <= 128 << 10, stop <= end else { return false }
    if head & 3 == 2 {
      guard let code = LiteralCode.read(bytes, &at, to: stop) else { return false }
      literalCode = code
    }
    guard let literalCode else { return false }
    literals = []
    literals.reserveCapacity(size)
    if format == 0 {
      guard literalCode.decode(bytes, at..<max(at, stop), count: size, to: &literals) else { return false }
    } else {
      guard decodeStreams(literalCode, at, stop, size) else { return false }
    }
    at = stop
    return true
  }

  /// Four streams; the sizes of the first three stand before them.
  private mutating func decodeStreams(_ code: LiteralCode, _ at: Int, _ stop: Int, _ size: Int) -> Bool {
    let each = (size + 3) / 4
    var start = at + 6
    for index in 0..<4 {
      let end = index < 3 ? start + (bytes.u16(at: at + 2 * index) ?? 0) : stop
      let count = index < 3 ? each : size - 3 * each
      guard start <= end, end <= stop, count >= 0,
        code.decode(bytes, start..<end, count: count, to: &literals)
      else { return false }
      start = end
    }
    return true
  }

  private mutating func runSequences(
    _ stream: BackwardBits, count: Int, _ lengths: StateTable, _ far: StateTable, _ matches: StateTable
  ) -> Bool {
    var bits = stream
    var literalAt = 0
    var (lengthState, offsetState, matchState) = (
      bits.take(lengths.accuracy), bits.take(far.accuracy), bits.take(matches.accuracy)
    )
    for index in 0..<count {
      if window.isFull { return false }
      guard lengths.states.indices.contains(lengthState), far.states.indices.contains(offsetState),
        matches.states.indices.contains(matchState)
      else { return false }
      let (length, offset, match) = (
        lengths.states[lengthState], far.states[offsetState], matches.states[matchState]
      )
      guard offset.symbol <= 31, length.symbol < 36, match.symbol < 53 else { return false }
      let distanceCode = 1 << Int(offset.symbol) + bits.take(Int(offset.symbol))
      let matchLength =
        ZstandardCodes.matchBases[Int(match.symbol)] + bits.take(ZstandardCodes.matchBits[Int(match.symbol)])
      let literalLength =
        ZstandardCodes.literalBases[Int(length.symbol)] + bits.take(ZstandardCodes.literalBits[Int(length.symbol)])
      guard bits.left >= 0, literalLength <= literals.count - literalAt else { return false }
      window.append(Array(literals[literalAt..<literalAt + literalLength]))
      literalAt += literalLength
      guard window.copy(distance: distance(distanceCode, literalLength), count: matchLength) else { return false }
      guard index + 1 < count else { break }
      lengthState = Int(length.base) + bits.take(Int(length.bits))
      matchState = Int(match.base) + bits.take(Int(match.bits))
      offsetState = Int(offset.base) + bits.take(Int(offset.bits))
    }
    window.append(Array(literals[literalAt...]))
    return true
  }

  /// The three last distances have codes of their own, shifted by one where no literals stand before (§3.1.1.5).
  private mutating func distance(_ code: Int, _ literalLength: Int) -> Int {
    if code > 3 {
      recent = [code - 3, recent[0], recent[1]]
      return code - 3
    }
    let index = code - 1 + (literalLength == 0 ? 1 : 0)
    if index == 0 { return recent[0] }
    let distance = index < 3 ? recent[index] : recent[0] - 1
    if index != 1 { recent[2] = recent[1] }
    recent[1] = recent[0]
    recent[0] = distance
    return distance
  }
}
