/// A message identifier without its angle brackets (RFC 5322 §3.6.4).
///
/// Comparison is by bytes: identifiers are opaque, and case counts.
public struct MessageID: Sendable, Hashable, Comparable {
  /// The identifier as it stood between the brackets.
  public let rawValue: String

  /// Takes `rawValue` as it is; it should have no brackets and no surrounding blanks.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// What stands behind the last `@`, lower-cased; empty where there is none.
  public var domain: String {
    guard let at = rawValue.utf8.lastIndex(of: 0x40) else { return "" }
    return rawValue[rawValue.utf8.index(after: at)...].lowercased()
  }

  /// Whether two identifiers have the same bytes; Swift compares strings by canonical equivalence.
  public static func == (left: Self, right: Self) -> Bool {
    left.rawValue.utf8.elementsEqual(right.rawValue.utf8)
  }

  /// Hashes the identifier's bytes.
  public func hash(into hasher: inout Hasher) {
    var rawValue = rawValue
    rawValue.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Orders identifiers by their bytes.
  public static func < (left: Self, right: Self) -> Bool {
    left.rawValue.utf8.lexicographicallyPrecedes(right.rawValue.utf8)
  }
}

extension MessageID: CustomStringConvertible {
  /// The identifier as it stood between the brackets.
  public var description: String { rawValue }
}
