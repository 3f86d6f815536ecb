/// Little-endian writing for documents built in tests.
extension Array where Element == UInt8 {
  /// Appends 16 bits, the low byte first.
  public mutating func append(u16 value: Int) { self += [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }

  /// Appends 32 bits, the low byte first.
  public mutating func append(u32 value: Int) {
    append(u16: value & 0xFFFF)
    append(u16: value >> 16 & 0xFFFF)
  }

  /// Appends UTF-16, the low byte first, without a mark.
  public mutating func append(utf16 text: String) { for unit in text.utf16 { append(u16: Int(unit)) } }

  /// Appends zeros up to a multiple of `multiple` bytes.
  public mutating func pad(to multiple: Int) { while count % multiple != 0 { append(0) } }

  /// Overwrites 32 bits, the low byte first.
  public mutating func put(u32 value: Int, at index: Int) {
    for offset in 0..<4 { self[index + offset] = UInt8(value >> (8 * offset) & 0xFF) }
  }
}
