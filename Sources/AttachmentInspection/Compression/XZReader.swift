import ByteReading

/// The streams of an xz file (the .xz file format 1.2), of LZMA2 with or without filters for code.
enum XZReader {
  private static let magic: [UInt8] = [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]

  /// What the streams give, one behind another.
  static func decode(_ bytes: [UInt8], limit: Int) -> Inflated {
    var out: [UInt8] = []
    var at = 0
    while bytes.matches(magic, at: at), let check = bytes.byte(at: at + 7) {
      // Checks of 0, 4, 8, 16, 32 or 64 bytes stand behind each block (§2.1.1.2).
      let kind = Int(check & 0x0F)
      let checkSize = kind == 0 ? 0 : 4 << ((kind - 1) / 3)
      at += 12
      // A size of zero begins the index.
      while let size = bytes.byte(at: at), size > 0 {
        guard out.count < limit else { return Inflated(bytes: out, consumed: at, ending: .limit) }
        let start = at + (Int(size) + 1) * 4
        guard let filters = filters(bytes, at: at + 1) else {
          return Inflated(bytes: out, consumed: at, ending: .broken)
        }
        let block = LZMADecoder.chunks(bytes, from: start, to: bytes.count, size: limit - out.count)
        out += filters.reversed().reduce(block.bytes) { $1($0) }
        guard block.isComplete else {
          return Inflated(bytes: out, consumed: at, ending: out.count >= limit ? .limit : .broken)
        }
        at = start + (block.consumed + 3) / 4 * 4 + checkSize
      }
      guard let next = endOfStream(bytes, indexAt: at) else { break }
      at = next
    }
    return Inflated(bytes: out, consumed: at, ending: at > 0 ? .complete : .broken)
  }

  /// Behind the index (§4): a checksum, the footer, and zeros in fours.
  private static func endOfStream(_ bytes: [UInt8], indexAt start: Int) -> Int? {
    var at = start + 1
    guard let records = number(bytes, &at), records <= bytes.count else { return nil }
    for _ in 0..<2 * records { guard number(bytes, &at) != nil else { return nil } }
    at = start + (at - start + 3) / 4 * 4 + 4 + 12
    while bytes.matches([0, 0, 0, 0], at: at) { at += 4 }
    return at
  }

  /// What stands before LZMA2 in the chain (§5.3): sizes where flags say so, then id, size and properties of each.
  private static func filters(_ bytes: [UInt8], at start: Int) -> [([UInt8]) -> [UInt8]]? {
    guard let flags = bytes.byte(at: start) else { return nil }
    var at = start + 1
    if flags & 0x40 != 0 { guard number(bytes, &at) != nil else { return nil } }
    if flags & 0x80 != 0 { guard number(bytes, &at) != nil else { return nil } }
    var filters: [([UInt8]) -> [UInt8]] = []
    for _ in 0...Int(flags & 3) {
      guard let id = number(bytes, &at), let size = number(bytes, &at), size < 64 else { return nil }
      let property = Int(bytes.byte(at: at) ?? 0)
      at += size
      switch id {
      case 0x21: return filters
      case 0x03: filters.append { SevenZipCoders.delta($0, distance: property + 1) }
      case 0x04: filters.append { SevenZipCoders.branches($0) }
      case 0x05: filters.append { BranchFilter.powerPC.undone($0) }
      case 0x07: filters.append { BranchFilter.arm.undone($0) }
      case 0x08: filters.append { BranchFilter.thumb.undone($0) }
      case 0x09: filters.append { BranchFilter.sparc.undone($0) }
      case 0x0A: filters.append { BranchFilter.arm64.undone($0) }
      default: return nil
      }
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = bytes.byte(at: at) else { return nil }
      at += 1
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
