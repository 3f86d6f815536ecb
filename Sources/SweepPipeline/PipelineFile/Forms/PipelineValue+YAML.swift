extension PipelineValue {
  /// The value as YAML 1.2, a mapping a line for each key.
  public var yaml: String {
    var text = ""
    append(to: &text, indent: 0)
    return text
  }

  private func append(to text: inout String, indent: Int) {
    let blanks = String(repeating: " ", count: indent)
    switch self {
    case .mapping(let entries) where !entries.isEmpty:
      for entry in entries {
        text += blanks + Self.scalar(entry.key) + ":"
        entry.value.appendBelowKey(to: &text, indent: indent)
      }
    case .list(let items) where !items.isEmpty:
      for item in items {
        guard case .mapping(let entries) = item, !entries.isEmpty else {
          text += blanks + "- " + item.flow + "\n"
          continue
        }
        // The first key stands beside the dash, the others below it.
        var mapping = ""
        item.append(to: &mapping, indent: indent + 2)
        text += blanks + "- " + mapping.dropFirst(indent + 2)
      }
    default:
      text += blanks + flow + "\n"
    }
  }

  private func appendBelowKey(to text: inout String, indent: Int) {
    if isFlat {
      text += " " + flow + "\n"
    } else if case .list(let items) = self, items.allSatisfy(\.isFlat) {
      text += " " + flow + "\n"
    } else {
      text += "\n"
      append(to: &text, indent: indent + 2)
    }
  }

  /// The value on one line.
  private var flow: String {
    switch self {
    case .null: "null"
    case .truth(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .real(let value): "\(value)"
    case .text(let value): Self.scalar(value)
    case .list(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .mapping(let entries):
      entries.isEmpty
        ? "{}" : "{ " + entries.map { Self.scalar($0.key) + ": " + $0.value.flow }.joined(separator: ", ") + " }"
    }
  }

  /// A text as it is where every reader of YAML takes it for a text, else in double quotes.
  private static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, !words.contains(text.lowercased()) else { return false }
    let isOpening = letters.contains(first) || first == 0x2F || first == 0x5F
    let isQuantity = (0x30...0x39).contains(first) && units.contains(String(text.drop { $0.isASCII && $0.isNumber }))
    // A colon is plain where no blank follows it: a name such as builtin:default.
    return (isOpening || isQuantity)
      && text.utf8.allSatisfy { letters.contains($0) || (0x30...0x39).contains($0) || marks.contains($0) }
      && text.utf8.last != 0x3A
  }

  private static let letters = Set((0x41...0x5A as ClosedRange<UInt8>)).union(0x61...0x7A as ClosedRange<UInt8>)
  private static let marks = Set("_./@+-:%".utf8)
  private static let words: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
  private static let units: Set<String> = [
    "B", "kB", "KiB", "MB", "MiB", "GB", "GiB", "TB", "TiB", "s", "m", "h", "d", "%",
  ]
}
