import ArgumentParser

/// The forms in which lists are printed.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case table, jsonl, csv
}

/// The option that lists have.
struct ListFormatOption: ParsableArguments {
  @Option(help: "table, jsonl or csv. (default: table)")
  var format: ListFormat?

  /// The form asked for.
  func value() throws -> ListFormat {
    try EnvironmentTwin.value(format, or: "format", ListFormat.init(rawValue:)) ?? .table
  }
}
