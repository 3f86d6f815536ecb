// Little-endian numbers in the headers of containers. Every index goes through the array, behind a comparison.

extension [UInt8] {
  /// The 16-bit number at `offset`; nil where the bytes end before.
  func number16(at offset: Int) -> Int? {
    guard offset >= 0, offset <= count - 2 else { return nil }
    return Int(self[offset]) | Int(self[offset + 1]) << 8
  }

  /// The 32-bit number at `offset`; nil where the bytes end before.
  func number32(at offset: Int) -> Int64? {
    guard offset >= 0, offset <= count - 4 else { return nil }
    var value: Int64 = 0
    for index in 0..<4 { value |= Int64(self[offset + index]) << Int64(index * 8) }
    return value
  }

  /// The 64-bit number at `offset`; nil where the bytes end before, and for numbers that no file reaches.
  func number64(at offset: Int) -> Int64? {
    guard offset >= 0, offset <= count - 8 else { return nil }
    var value: UInt64 = 0
    for index in 0..<8 { value |= UInt64(self[offset + index]) << UInt64(index * 8) }
    return Int64(exactly: value)
  }
}
