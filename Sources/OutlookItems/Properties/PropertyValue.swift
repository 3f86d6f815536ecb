import ByteReading

/// A property's value as a store keeps it: its type, and its bytes in little-endian order ([MS-OXCDATA] §2.11.1).
///
/// Text is without its closing zero where the store gives a length. Eight-bit text stays in the code page of its store
/// until it is rendered, so that one place converts charsets.
public struct PropertyValue: Sendable, Equatable {
  /// The lower half of the property's tag: what the bytes are.
  public var type: PropertyType
  /// The value's bytes; two for a Boolean, four or eight for numbers, all of a text or a binary.
  public var bytes: [UInt8]

  /// Makes a value from its type and bytes.
  public init(type: PropertyType, bytes: [UInt8]) {
    self.type = type
    self.bytes = bytes
  }
}

/// What a property's bytes are ([MS-OXCDATA] §2.11.1).
public struct PropertyType: RawRepresentable, Hashable, Sendable {
  /// The number.
  public var rawValue: UInt16

  /// Makes a type from its number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// 16 bits, signed.
  public static let integer16 = PropertyType(rawValue: 0x0002)
  /// 32 bits, signed.
  public static let integer32 = PropertyType(rawValue: 0x0003)
  /// One byte or two, 0 or 1.
  public static let boolean = PropertyType(rawValue: 0x000B)
  /// An object: an embedded message or a storage.
  public static let object = PropertyType(rawValue: 0x000D)
  /// 64 bits, signed.
  public static let integer64 = PropertyType(rawValue: 0x0014)
  /// Text in the code page of the store.
  public static let text8 = PropertyType(rawValue: 0x001E)
  /// Text in UTF-16, the low byte first.
  public static let text16 = PropertyType(rawValue: 0x001F)
  /// Tenths of a microsecond since 1601, as 64 bits.
  public static let time = PropertyType(rawValue: 0x0040)
  /// Bytes.
  public static let binary = PropertyType(rawValue: 0x0102)

  /// Whether values have lengths of their own.
  public var isVariable: Bool { self == .object || self == .text8 || self == .text16 || self == .binary }

  /// Bytes of a value where all have the same length, without padding; nil for other types and unknown ones.
  public var fixedSize: Int? {
    switch rawValue {
    case 0x02, 0x0B: 2
    case 0x03, 0x04, 0x0A: 4
    case 0x05, 0x06, 0x07, 0x14, 0x40: 8
    case 0x48: 16
    default: nil
    }
  }
}

extension PropertyValue {
  /// The number; nil for what is none.
  public var integer: Int64? {
    switch type {
    case .integer16, .boolean:
      bytes.u16(at: 0).map { Int64(Int16(truncatingIfNeeded: $0)) } ?? bytes.first.map(Int64.init)
    case .integer32: bytes.u32(at: 0).map { Int64(Int32(truncatingIfNeeded: $0)) }
    case .integer64, .time: bytes.u64(at: 0).map(Int64.init(bitPattern:))
    default: nil
    }
  }
}
