/// The MAPI properties of one object: a message, a recipient or an attachment ([MS-OXCDATA] §2.8.1).
///
/// Keys are property identifiers (`0x0037` is the subject). Where a store holds one identifier in two types, the first
/// that is set stays.
public struct PropertyBag: Sendable, Equatable {
  private var values: [UInt16: PropertyValue] = [:]

  /// Makes a bag without properties.
  public init() {}

  /// The value of a property; nil where it is absent.
  public subscript(id: PropertyID) -> PropertyValue? { values[id.rawValue] }

  /// Sets a property, unless it has a value already.
  public mutating func set(_ id: PropertyID, _ value: PropertyValue) {
    if values[id.rawValue] == nil { values[id.rawValue] = value }
  }

  /// How many properties have a value.
  public var count: Int { values.count }
}

/// The identifier of a property: the upper half of its tag ([MS-OXCDATA] §2.9).
public struct PropertyID: RawRepresentable, Hashable, Sendable {
  /// The number.
  public var rawValue: UInt16

  /// Makes an identifier from its number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }
}
