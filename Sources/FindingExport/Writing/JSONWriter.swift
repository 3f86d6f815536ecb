import MailModel

/// Writes JSON (RFC 8259) into a buffer of bytes, one token after the other.
///
/// Keys come out in the order in which they are written and absent values as `null`, as contract.md shows them; a
/// listing of a million rows reuses one buffer. Every character that is a command or cannot be seen
/// (`Unicode.Scalar.isDeceptive`) is escaped, so that what mail holds never reaches a terminal raw.
public struct JSONWriter: Sendable {
  /// The text written so far, UTF-8.
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false

  /// Makes a writer with an empty buffer.
  public init() {}

  /// Empties the buffer and keeps its memory.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Writes `{`, what `body` writes, and `}`.
  public mutating func object(_ body: (inout JSONWriter) -> Void) {
    nested(open: 0x7B, close: 0x7D, body)
  }

  /// Writes `[`, what `body` writes, and `]`.
  public mutating func array(_ body: (inout JSONWriter) -> Void) {
    nested(open: 0x5B, close: 0x5D, body)
  }

  /// Writes an array with one value for each element.
  public mutating func array<Element>(
    _ elements: some Sequence<Element>, _ body: (inout JSONWriter, Element) -> Void
  ) {
    array { writer in
      for element in elements { body(&writer, element) }
    }
  }

  /// Writes a key of an object; its value comes next.
  public mutating func key(_ name: String) {
    string(name)
    bytes.append(0x3A)
    needsComma = false
  }

  /// Writes a string, or `null`.
  public mutating func string(_ value: String?) {
    guard let value else { return null() }
    beginValue()
    bytes.append(0x22)
    appendEscaped(value)
    bytes.append(0x22)
    needsComma = true
  }

  /// Writes a whole number, or `null`.
  public mutating func number(_ value: (some BinaryInteger)?) {
    guard let value else { return null() }
    literal(String(value))
  }

  /// Writes a number with as many digits as tell it from its neighbours; what JSON cannot say is `null`.
  public mutating func number(_ value: Double) {
    guard value.isFinite else { return null() }
    literal(value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)")
  }

  /// Writes a value that is JSON already.
  mutating func raw(_ json: [UInt8]) {
    beginValue()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// Writes `true` or `false`.
  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  /// Writes `null`.
  public mutating func null() { literal("null") }

  /// Ends a line, as between the objects of a JSON Lines file.
  public mutating func endLine() {
    bytes.append(0x0A)
    needsComma = false
  }

  private mutating func nested(open: UInt8, close: UInt8, _ body: (inout JSONWriter) -> Void) {
    beginValue()
    bytes.append(open)
    needsComma = false
    body(&self)
    bytes.append(close)
    needsComma = true
  }

  private mutating func literal(_ text: String) {
    beginValue()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func beginValue() {
    if needsComma { bytes.append(0x2C) }
  }

  private mutating func appendEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C:
        bytes.append(0x5C)
        bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x20...0x7E: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default:
        if scalar.isDeceptive {
          if let units = UTF16.encode(scalar) { units.forEach { appendEscape(UInt32($0)) } }
        } else if let encoded = UTF8.encode(scalar) {
          bytes.append(contentsOf: encoded)
        }
      }
    }
  }

  private mutating func appendEscape(_ value: UInt32) {
    bytes.append(contentsOf: "\\u".utf8)
    for shift in stride(from: 12, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt32(shift)) & 0xF
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }
}
