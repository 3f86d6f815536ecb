/// The name of a header field, compared without regard to case (RFC 5322 §1.2.2).
public struct HeaderName: Sendable, Hashable {
  /// The name in lower case.
  public let rawValue: String

  /// Makes a name from any spelling of it.
  public init(_ name: String) { rawValue = name.lowercased() }
}

extension HeaderName: CustomStringConvertible {
  /// The name in lower case.
  public var description: String { rawValue }
}

extension HeaderName: ExpressibleByStringLiteral {
  /// Makes a name from a literal in any spelling.
  public init(stringLiteral name: String) { self.init(name) }
}

/// One header field that was kept: its name and its unfolded body.
public struct HeaderField: Sendable, Hashable {
  /// The field's name.
  public var name: HeaderName
  /// The body with folding undone and surrounding blanks removed; encoded words are left as they are.
  public var value: String

  /// Makes a field from its name and unfolded body.
  public init(name: HeaderName, value: String) {
    self.name = name
    self.value = value
  }
}

/// Where a header field stands in a message: from the first byte of its name to the last of its body.
public struct HeaderPlace: Sendable, Hashable {
  /// The field's name.
  public var name: HeaderName
  /// The bytes of the field, without the line end behind it.
  public var range: ByteRange

  /// Makes a place from the field's name and its bytes.
  public init(name: HeaderName, range: ByteRange) {
    self.name = name
    self.range = range
  }
}

extension [HeaderField] {
  /// The body of the first field of that name, as repeated single fields are read.
  public func first(_ name: HeaderName) -> String? {
    for field in self where field.name == name { return field.value }
    return nil
  }

  /// The bodies of all fields of that name, in the order of the message.
  public func all(_ name: HeaderName) -> [String] { compactMap { $0.name == name ? $0.value : nil } }
}
