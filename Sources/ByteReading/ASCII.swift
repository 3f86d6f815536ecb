// Unsafe by need: a loop that checks each index is not vectorized, and these run over every module, stream and name.
// Each buffer asked for is as long as what is written to it, and each index runs below the count of the buffer read.

extension UInt8 {
  /// The letter in lower case where it is one of A–Z, else the byte as it stands.
  @inlinable @inline(__always)
  public var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  /// The value of a hexadecimal digit; nil for any other byte.
  @inlinable @inline(__always)
  public var hexadecimalValue: UInt8? {
    if self &- 0x30 < 10 { return self &- 0x30 }
    let letter = (self | 0x20) &- 0x61
    return letter < 6 ? letter &+ 10 : nil
  }
}

/// ASCII without regard to case, over bytes.
extension Array where Element == UInt8 {
  /// The bytes with A–Z as a–z, everything else as it stands.
  public func lowercasedASCII() -> [UInt8] {
    withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { out, initialized in
        for index in 0..<bytes.count { out[index] = bytes[index].lowercasedASCII }
        initialized = bytes.count
      }
    }
  }

  /// The bytes that are no zeros, A–Z as a–z: text that may be UTF-16 of ASCII, for a search.
  public func lowercasedASCIIWithoutZeros() -> [UInt8] {
    withUnsafeBufferPointer { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { out, initialized in
        var length = 0
        for byte in bytes where byte != 0 {
          out[length] = byte.lowercasedASCII
          length &+= 1
        }
        initialized = length
      }
    }
  }

  /// The text of UTF-16 little-endian bytes, an odd last byte left out, malformed units as U+FFFD.
  public func utf16Text(at offset: Int = 0, units: Int) -> String {
    guard offset >= 0, offset < count, units > 0 else { return "" }
    let available = Swift.min(units, (count - offset) / 2)
    if let text = asciiText(at: offset, units: available) { return text }
    return String(decoding: utf8(ofUTF16At: offset, units: available), as: UTF8.self)
  }

  /// UTF-16 little-endian bytes as UTF-8; the standard library takes ten times as long over them.
  private func utf8(ofUTF16At offset: Int, units: Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(units + units / 2)
    var index = 0
    func unit(_ index: Int) -> UInt32? { index < units ? u16(at: offset + index * 2).map(UInt32.init) : nil }
    while let first = unit(index) {
      index += 1
      var scalar = first
      if first & 0xFC00 == 0xD800, let second = unit(index), second & 0xFC00 == 0xDC00 {
        scalar = 0x1_0000 + ((first & 0x3FF) << 10) + (second & 0x3FF)
        index += 1
      } else if first & 0xF800 == 0xD800 {
        scalar = 0xFFFD
      }
      switch scalar {
      case ..<0x80: out.append(UInt8(truncatingIfNeeded: scalar))
      case ..<0x800:
        out.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      case ..<0x1_0000:
        out.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      default:
        out.append(UInt8(truncatingIfNeeded: 0xF0 | scalar >> 18))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 12 & 0x3F))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
        out.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
      }
    }
    return out
  }

  /// The text of UTF-16 little-endian bytes that are all ASCII, as names mostly are; nil where one is not.
  private func asciiText(at offset: Int, units: Int) -> String? {
    withUnsafeBufferPointer { bytes in
      for unit in 0..<units where bytes[offset + unit * 2] >= 0x80 || bytes[offset + unit * 2 + 1] != 0 { return nil }
      return String(unsafeUninitializedCapacity: units) { out in
        for unit in 0..<units { out[unit] = bytes[offset + unit * 2] }
        return units
      }
    }
  }

  /// The text of bytes that are ISO 8859-1, or near enough for a name.
  public func latin1Text(at offset: Int = 0, count length: Int = .max) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes(at: offset, count: Swift.min(length, count)) { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  /// The text of bytes that are UTF-8 if they can be, else ISO 8859-1.
  public var lenientText: String { String(validating: self, as: UTF8.self) ?? latin1Text() }
}

extension String {
  /// The text with A–Z as a–z; most names have none of them and are given back as they are.
  public var lowercasedASCII: String {
    var text = self
    return text.withUTF8 { bytes -> String? in
      guard bytes.contains(where: { $0 &- 0x41 < 26 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { out in
        for index in 0..<bytes.count { out[index] = bytes[index].lowercasedASCII }
        return bytes.count
      }
    } ?? self
  }

  /// Whether the text holds `part`, byte for byte.
  public func holds(_ part: StaticString) -> Bool {
    guard part.hasPointerRepresentation else { return false }
    let pattern = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    var text = self
    return text.withUTF8 { $0.firstIndex(of: pattern, from: 0, to: $0.count) != nil }
  }
}
