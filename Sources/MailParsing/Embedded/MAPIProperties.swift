import OutlookItems

/// A list of MAPI properties as TNEF writes it ([MS-OXTNEF] §2.1.3.4).
struct MAPIProperties {
  /// One value of a property: its identifier, its type without the mark of several values, where its bytes lie.
  struct Value {
    var id: PropertyID
    var type: PropertyType
    var bytes: Range<Int>
  }

  /// Properties, and values of one property, that are read at most.
  private static let limit = 4_096

  /// The values in order; a list that breaks off gives what came before.
  let values: [Value]

  /// Reads the list in `range`, which begins with the number of properties.
  init(_ bytes: ByteView, in range: Range<Int>) {
    var reader = MAPIPropertyReader(bytes: bytes[0..<range.upperBound], at: range.lowerBound)
    var values: [Value] = []
    var left = min(Int(reader.number()), Self.limit)
    while left > 0, values.count < Self.limit, reader.readProperty(into: &values, limit: Self.limit) { left -= 1 }
    self.values = values
  }

  /// The first value of the property of that identifier.
  func first(_ id: PropertyID) -> Value? { values.first { $0.id == id } }
}

/// A cursor over a property list; past the end all numbers are 0, and nothing is read.
private struct MAPIPropertyReader {
  let bytes: ByteView
  var at: Int

  /// Identifiers from here on are names ([MS-OXTNEF] §2.1.3.4, PropertyNameSpec).
  private static let firstNamed: UInt32 = 0x8000
  private static let severalValues: UInt32 = 0x1000

  init(bytes: ByteView, at: Int) {
    self.bytes = bytes
    self.at = at
  }

  /// The next number; the cursor never goes further than four bytes past the end.
  mutating func number() -> UInt32 {
    guard at < bytes.count else { return 0 }
    defer { at += 4 }
    return bytes.uint32(at: at)
  }

  /// Reads one property; false where the list ends or its type is unknown.
  mutating func readProperty(into values: inout [MAPIProperties.Value], limit: Int) -> Bool {
    guard at + 4 <= bytes.count else { return false }
    let tag = number()
    let id = tag >> 16
    let type = PropertyType(rawValue: UInt16(truncatingIfNeeded: tag & ~Self.severalValues))
    if id >= Self.firstNamed {
      // GUID, kind, and a number or a name.
      at += 16
      if number() == 0 { at += 4 } else { skip(padded: number()) }
    }
    var count: UInt32 = 1
    let hasCount = tag & Self.severalValues != 0 || type.isVariable
    if hasCount { count = number() }
    var read = 0
    while read < Int(count), values.count < limit, at < bytes.count {
      read += 1
      let size: Int
      if type.isVariable {
        size = Int(number())
      } else if let fixed = type.fixedSize {
        size = fixed
      } else {
        return false
      }
      let start = min(at, bytes.count)
      let end = min(start + size, bytes.count)
      values.append(
        MAPIProperties.Value(
          id: PropertyID(rawValue: UInt16(truncatingIfNeeded: id)), type: type, bytes: start..<end))
      skip(padded: UInt32(truncatingIfNeeded: size))
    }
    return at <= bytes.count
  }

  private mutating func skip(padded size: UInt32) {
    at = min(at, bytes.count) + ((Int(size) + 3) & ~3)
  }
}
