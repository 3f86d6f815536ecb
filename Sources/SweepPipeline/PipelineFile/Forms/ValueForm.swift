/// How one kind of value stands in a pipeline file: how it is read, how it is shown, and what a schema says of it.
struct ValueForm<Value> {
  /// Reads the value from a node.
  let read: (PipelineNode) throws(PipelineFileError) -> Value
  /// The value as it stands in a file.
  let show: (Value) -> PipelineValue
  /// What JSON Schema says of it.
  let schema: [PipelineValue.Entry]
  /// What is expected, in words.
  let expects: String
  /// The keys of a mapping, or of each mapping in a list.
  var keys: [KeyDescription] = []
}

extension ValueForm {
  /// The value, or `null` for none.
  static func optional<Wrapped>(_ form: ValueForm<Wrapped>) -> ValueForm where Value == Wrapped? {
    ValueForm(
      read: { node throws(PipelineFileError) in node.isNull ? nil : try form.read(node) },
      show: { $0.map(form.show) ?? .null },
      schema: [.init("anyOf", .list([.mapping(form.schema), .mapping([.init("type", .text("null"))])]))],
      expects: form.expects + ", or null")
  }

  /// A list of values.
  static func list<Item>(_ form: ValueForm<Item>) -> ValueForm where Value == [Item] {
    ValueForm(
      read: { node throws(PipelineFileError) in
        var values: [Item] = []
        for item in try node.items() { values.append(try form.read(item)) }
        return values
      },
      show: { .list($0.map(form.show)) },
      schema: [.init("type", .text("array")), .init("items", .mapping(form.schema))],
      expects: "a list: " + form.expects,
      keys: form.keys)
  }

  /// A list of mappings, each with the keys of `keys`.
  static func list<Item>(of keys: [PipelineKey<Item>], from empty: Item) -> ValueForm where Value == [Item] {
    .list(.mapping(of: keys, from: empty))
  }

  /// A mapping with the keys of `keys`.
  private static func mapping(of keys: [PipelineKey<Value>], from empty: Value) -> ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        var value = empty
        try PipelineKey.read(keys, from: node, into: &value)
        return value
      },
      show: { PipelineKey.show(keys, of: $0) }, schema: PipelineKey.schema(of: keys),
      expects: "mappings", keys: keys.map(\.description))
  }

  /// Values by names.
  static func mapping<Item>(
    names: @escaping (PipelineNode) throws(PipelineFileError) -> String, _ form: ValueForm<Item>
  ) -> ValueForm where Value == [String: Item] {
    ValueForm(
      read: { node throws(PipelineFileError) in
        var values: [String: Item] = [:]
        for (key, value) in try node.namedEntries() { values[try names(key)] = try form.read(value) }
        return values
      },
      show: { values in .mapping(values.sorted { $0.key < $1.key }.map { .init($0.key, form.show($0.value)) }) },
      schema: [.init("type", .text("object")), .init("additionalProperties", .mapping(form.schema))],
      expects: "a mapping of names: " + form.expects)
  }
}
