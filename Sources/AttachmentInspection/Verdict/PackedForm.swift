import ByteReading
import MailModel

/// Writes numbers in seven-bit pieces and texts behind their length.
struct PackedWriter {
  private(set) var output: [UInt8] = []

  mutating func byte(_ value: UInt8) { output.append(value) }

  mutating func bytes(_ value: [UInt8]) { output += value }

  mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(rest))
  }

  mutating func text(_ value: String) {
    let bytes = Array(value.utf8)
    number(bytes.count)
    output += bytes
  }

  mutating func optionalText(_ value: String?) {
    byte(value == nil ? 0 : 1)
    if let value { text(value) }
  }

  mutating func list<Element>(_ elements: [Element], _ write: (inout PackedWriter, Element) -> Void) {
    number(elements.count)
    for element in elements { write(&self, element) }
  }
}

/// Reads what ``PackedWriter`` wrote; everything is nil once something does not fit.
struct PackedReader {
  private let input: [UInt8]
  private var at = 0

  init(_ input: [UInt8]) { self.input = input }

  var isAtEnd: Bool { at == input.count }

  mutating func byte() -> UInt8? {
    guard let value = input.byte(at: at) else { return nil }
    at += 1
    return value
  }

  mutating func number() -> Int? {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let next = byte() else { return nil }
      value |= UInt64(next & 0x7F) << shift
      if next & 0x80 == 0 { return Int(truncatingIfNeeded: value) }
    }
    return nil
  }

  mutating func text() -> String? {
    guard let count = number(), count >= 0, count <= input.count - at else { return nil }
    defer { at += count }
    return String(validating: input[at..<at + count], as: UTF8.self)
  }

  /// Nil where the input is damaged, `.some(nil)` where no text was written.
  mutating func optionalText() -> String?? {
    guard let isThere = byte() else { return nil }
    guard isThere == 1 else { return .some(nil) }
    return text().map { .some($0) }
  }

  mutating func digest() -> ContentDigest? {
    guard at <= input.count - ContentDigest.byteCount else { return nil }
    defer { at += ContentDigest.byteCount }
    return ContentDigest(bytes: input[at..<at + ContentDigest.byteCount])
  }

  mutating func list<Element>(_ read: (inout PackedReader) -> Element?) -> [Element]? {
    guard let count = number(), count >= 0, count <= input.count - at else { return nil }
    var elements: [Element] = []
    for _ in 0..<count {
      guard let element = read(&self) else { return nil }
      elements.append(element)
    }
    return elements
  }
}
