extension PipelineFile {
  /// The JSON Schema of pipeline files (draft 2020-12), from the same tables by which they are read.
  public static var schemaDocument: PipelineValue {
    let environment: PipelineValue = .mapping([
      .init("type", .text("string")), .init("pattern", .text("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*\\}")),
      .init("description", .text("A value of the environment, read when the file is read.")),
    ])
    return .mapping(
      [
        .init("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
        .init("title", .text("threadsweep pipeline file")),
      ] + PipelineKey.schema(of: keys) + [.init("$defs", .mapping([.init("environment", environment)]))])
  }

  /// The keys as tables of Markdown: name, what has to stand there, what it is by default, what it means.
  public static var keyReference: String {
    var text = "| key | takes | default | is |\n|---|---|---|---|\n"
    let defaults = PipelineKey.show(keys, of: PipelineFile())
    append(keys.map(\.description), below: "", defaults, to: &text)
    return text
  }

  private static func append(
    _ keys: [KeyDescription], below path: String, _ defaults: PipelineValue?, to text: inout String
  ) {
    for key in keys {
      let value = defaults?[key.name]
      let isMapping = key.expects.isEmpty
      let shown = isMapping ? "" : value.map { "`\($0.yaml.split(separator: "\n").joined(separator: " "))`" } ?? ""
      let name = path + key.name
      text +=
        "| `\(name)` | \(isMapping ? "a mapping" : key.expects) | \(shown) "
        + "| \(key.summary) |\n"
      append(key.keys, below: name + (isMapping ? "." : "[]."), isMapping ? value : nil, to: &text)
    }
  }
}

extension PipelineValue {
  /// The value of a key; nil where there is none.
  subscript(key: String) -> PipelineValue? {
    guard case .mapping(let entries) = self else { return nil }
    return entries.first { $0.key == key }?.value
  }
}
