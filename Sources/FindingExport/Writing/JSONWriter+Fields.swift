extension JSONWriter {
  /// Writes a key with a string, or with `null`.
  public mutating func field(_ name: String, _ value: String?) {
    key(name)
    string(value)
  }

  /// Writes a key with a whole number, or with `null`.
  public mutating func field(_ name: String, _ value: (some BinaryInteger)?) {
    key(name)
    number(value)
  }

  /// Writes a key with a number.
  public mutating func field(_ name: String, _ value: Double) {
    key(name)
    number(value)
  }

  /// Writes a key with `true` or `false`.
  public mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bool(value)
  }

  /// Writes a key with an array of strings.
  public mutating func strings(_ name: String, _ values: some Sequence<String>) {
    key(name)
    array(values) { $0.string($1) }
  }
}
