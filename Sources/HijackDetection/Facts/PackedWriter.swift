/// Writes values in a compact binary form: variable-length numbers, each text once.
///
/// Texts are interned: the body refers to them by number, and `finish` puts the table in front. Numbers are LEB128
/// (seven bits a byte, least significant first), signed ones zigzag-coded.
struct PackedWriter {
  private var body: [UInt8] = []
  private var texts: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func byte(_ value: UInt8) { body.append(value) }

  mutating func unsigned(_ value: UInt64) { Self.append(value, to: &body) }

  mutating func count(_ value: Int) { unsigned(UInt64(max(0, value))) }

  mutating func signed(_ value: Int64) {
    unsigned(UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63))
  }

  mutating func fixed(_ value: UInt64) {
    for shift in stride(from: 0, to: 64, by: 8) { body.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
  }

  mutating func half(_ value: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { body.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func real(_ value: Double) { fixed(value.bitPattern) }

  mutating func raw(_ bytes: [UInt8]) {
    count(bytes.count)
    body.append(contentsOf: bytes)
  }

  mutating func text(_ value: String) {
    if let known = numbers[value] {
      count(known)
    } else {
      count(texts.count)
      numbers[value] = texts.count
      texts.append(value)
    }
  }

  mutating func list<Element>(_ elements: [Element], _ write: (inout PackedWriter, Element) -> Void) {
    count(elements.count)
    for element in elements { write(&self, element) }
  }

  mutating func optional<Value>(_ value: Value?, _ write: (inout PackedWriter, Value) -> Void) {
    guard let value else { return byte(0) }
    byte(1)
    write(&self, value)
  }

  /// The finished bytes: the version, the table of texts, the body.
  consuming func finish(version: UInt8) -> [UInt8] {
    var out: [UInt8] = [version]
    Self.append(UInt64(texts.count), to: &out)
    for text in texts {
      let bytes = Array(text.utf8)
      Self.append(UInt64(bytes.count), to: &out)
      out.append(contentsOf: bytes)
    }
    out.append(contentsOf: body)
    return out
  }

  private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
