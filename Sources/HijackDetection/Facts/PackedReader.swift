/// Reads what `PackedWriter` wrote, from bytes that may be damaged.
///
/// A read beyond the end, an unknown text or a wrong tag sets `isDamaged` and yields a zero; the caller looks once, at
/// the end. No count is believed beyond the bytes that are left, so damage cannot ask for memory.
struct PackedReader {
  private let bytes: [UInt8]
  private var at = 0
  private var texts: [String] = []
  /// Whether something could not be read.
  private(set) var isDamaged = false

  /// Starts behind the table of texts; nil where the version differs or the table is damaged.
  init?(_ bytes: [UInt8], version: UInt8) {
    self.bytes = bytes
    guard byte() == version else { return nil }
    let count = count()
    texts.reserveCapacity(count)
    for _ in 0..<count {
      let length = self.count()
      guard !isDamaged else { return nil }
      texts.append(String(decoding: bytes[at..<at + length], as: UTF8.self))
      at += length
    }
    guard !isDamaged else { return nil }
  }

  /// Whether nothing is left to read.
  var isAtEnd: Bool { at == bytes.count }

  /// Whether all bytes were read, and all were sound.
  var isComplete: Bool { !isDamaged && at == bytes.count }

  mutating func byte() -> UInt8 {
    guard at < bytes.count else {
      isDamaged = true
      return 0
    }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func unsigned() -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), through: 63, by: 7) {
      let next = byte()
      if isDamaged { return 0 }
      if shift == 63, next > 1 { break }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return value }
    }
    isDamaged = true
    return 0
  }

  /// A number of things of at least one byte each: never more than the bytes that are left.
  mutating func count() -> Int {
    let value = unsigned()
    guard value <= UInt64(bytes.count - at) else {
      isDamaged = true
      return 0
    }
    return Int(value)
  }

  /// A number that is not a count of what follows.
  mutating func size() -> Int { Int(clamping: unsigned()) }

  mutating func signed() -> Int64 {
    let value = unsigned()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  mutating func fixed() -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { value |= UInt64(byte()) << shift }
    return value
  }

  mutating func half() -> UInt32 {
    var value: UInt32 = 0
    for shift in stride(from: UInt32(0), to: 32, by: 8) { value |= UInt32(byte()) << shift }
    return value
  }

  mutating func real() -> Double {
    let value = Double(bitPattern: fixed())
    guard value.isFinite else {
      isDamaged = true
      return 0
    }
    return value
  }

  mutating func raw() -> [UInt8] {
    let length = count()
    defer { at += length }
    return Array(bytes[at..<at + length])
  }

  mutating func text() -> String {
    let number = unsigned()
    guard !isDamaged, number < UInt64(texts.count) else {
      isDamaged = true
      return ""
    }
    return texts[Int(number)]
  }

  mutating func list<Element>(_ read: (inout PackedReader) -> Element) -> [Element] {
    let count = count()
    var elements: [Element] = []
    elements.reserveCapacity(min(count, 4096))
    for _ in 0..<count {
      elements.append(read(&self))
      if isDamaged { return [] }
    }
    return elements
  }

  mutating func optional<Value>(_ read: (inout PackedReader) -> Value) -> Value? {
    switch byte() {
    case 0: return nil
    case 1: return read(&self)
    default:
      isDamaged = true
      return nil
    }
  }

  /// The case of a string enumeration; the first of all cases, and damage, where the text names none.
  mutating func choice<Value: RawRepresentable & CaseIterable>(_ fallback: Value) -> Value
  where Value.RawValue == String {
    if let value = Value(rawValue: text()) { return value }
    isDamaged = true
    return fallback
  }

  /// Declares the bytes damaged.
  mutating func markDamaged() { isDamaged = true }
}
