/// A key of a pipeline file: one line in a table gives it its name, its place, its form and its meaning.
///
/// Reading, suggestions for misspelt keys, `pipeline show`, the schema and the reference all follow from these tables.
struct PipelineKey<Root> {
  /// The key as it stands in the file.
  let name: String
  /// What it means, one sentence.
  let summary: String
  /// What has to stand there, in words; empty for a mapping of further keys.
  let expects: String
  /// The keys below it, or of each mapping in its list.
  let keys: [KeyDescription]
  /// Whether it has to be there.
  let isRequired: Bool
  /// Reads the node into its place.
  let read: (PipelineNode, inout Root) throws(PipelineFileError) -> Void
  /// What is in its place, as it stands in a file.
  let show: (Root) -> PipelineValue
  /// What JSON Schema says of it.
  let schema: [PipelineValue.Entry]

  /// A key with a value.
  static func value<Value>(
    _ name: String, _ place: WritableKeyPath<Root, Value>, _ form: ValueForm<Value>, _ summary: String,
    _ presence: Presence = .optional
  ) -> PipelineKey {
    PipelineKey(
      name: name, summary: summary, expects: form.expects, keys: form.keys, isRequired: presence == .required,
      read: { node, root throws(PipelineFileError) in root[keyPath: place] = try form.read(node) },
      show: { form.show($0[keyPath: place]) }, schema: form.schema)
  }

  /// A key whose mapping is merged by name into what the file extends.
  static func merged<Value>(
    _ name: String, _ place: WritableKeyPath<Root, [String: Value]>, _ form: ValueForm<[String: Value]>,
    _ summary: String
  ) -> PipelineKey {
    PipelineKey(
      name: name, summary: summary, expects: form.expects, keys: form.keys, isRequired: false,
      read: { node, root throws(PipelineFileError) in
        let read = try form.read(node)
        root[keyPath: place].merge(read) { _, new in new }
      },
      show: { form.show($0[keyPath: place]) }, schema: form.schema)
  }

  /// A mapping with keys of its own.
  static func group(_ name: String, _ summary: String, _ keys: [PipelineKey]) -> PipelineKey {
    PipelineKey(
      name: name, summary: summary, expects: "", keys: keys.map(\.description), isRequired: false,
      read: { node, root throws(PipelineFileError) in try read(keys, from: node, into: &root) },
      show: { show(keys, of: $0) }, schema: schema(of: keys))
  }

  /// Whether a key has to be there.
  enum Presence { case required, optional }
}

/// What the reference says of a key.
struct KeyDescription {
  let name: String
  let summary: String
  let expects: String
  let keys: [KeyDescription]
}

extension PipelineKey {
  /// What the reference says of the key.
  var description: KeyDescription { KeyDescription(name: name, summary: summary, expects: expects, keys: keys) }

  /// Reads the keys of a mapping, in the order of the table; an unknown one is an error with its place and a suggestion.
  static func read(
    _ keys: [PipelineKey], from node: PipelineNode, into root: inout Root
  ) throws(PipelineFileError) {
    let given = try node.entries(keys.map(\.name))
    for key in keys {
      if let value = given[key.name] {
        try key.read(value, &root)
      } else if key.isRequired {
        throw node.error("'\(key.name)' is missing")
      }
    }
  }

  /// The keys with what is in their places.
  static func show(_ keys: [PipelineKey], of root: Root) -> PipelineValue {
    .mapping(keys.map { .init($0.name, $0.show(root)) })
  }

  /// What JSON Schema says of a mapping with these keys, and no others.
  static func schema(of keys: [PipelineKey]) -> [PipelineValue.Entry] {
    let properties = keys.map { key in
      PipelineValue.Entry(key.name, .mapping([.init("description", .text(key.summary))] + key.schema))
    }
    let required = keys.filter(\.isRequired).map(\.name)
    return [
      .init("type", .text("object")), .init("additionalProperties", .truth(false)),
      .init("properties", .mapping(properties)),
    ] + (required.isEmpty ? [] : [.init("required", .texts(required))])
  }
}
