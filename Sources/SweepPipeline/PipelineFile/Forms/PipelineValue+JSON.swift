extension PipelineValue {
  /// The value as JSON (RFC 8259): on lines of its own with two blanks a step, or `compact` on one.
  public func json(_ layout: JSONLayout = .indented) -> String {
    var text = ""
    append(to: &text, layout, depth: 0)
    return text
  }

  /// How JSON is laid out.
  public enum JSONLayout: Sendable {
    /// For people.
    case indented
    /// On one line.
    case compact
  }

  private func append(to text: inout String, _ layout: JSONLayout, depth: Int) {
    switch self {
    case .null: text += "null"
    case .truth(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .real(let value): text += value.isFinite ? "\(value)" : "null"
    case .text(let value): text += Self.quoted(value)
    case .list(let items):
      Self.append(items.count, "[", "]", to: &text, layout, depth) { text, index in
        items[index].append(to: &text, layout, depth: depth + 1)
      }
    case .mapping(let entries):
      Self.append(entries.count, "{", "}", to: &text, layout, depth) { text, index in
        text += Self.quoted(entries[index].key) + (layout == .compact ? ":" : ": ")
        entries[index].value.append(to: &text, layout, depth: depth + 1)
      }
    }
  }

  private static func append(
    _ count: Int, _ open: String, _ close: String, to text: inout String, _ layout: JSONLayout, _ depth: Int,
    _ item: (inout String, Int) -> Void
  ) {
    text += open
    for index in 0..<count {
      if index > 0 { text += "," }
      if layout == .indented { text += "\n" + String(repeating: "  ", count: depth + 1) }
      item(&text, index)
    }
    if count > 0, layout == .indented { text += "\n" + String(repeating: "  ", count: depth) }
    text += close
  }

  /// A text in double quotes, as JSON and YAML both read it.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\" + String(scalar)
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        // Commands to terminals, and what turns the direction of text, never come out raw.
        let isHidden =
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x2028...0x202E).contains(scalar.value)
          || (0x2066...0x2069).contains(scalar.value) || (0x200B...0x200F).contains(scalar.value)
          || scalar.value == 0xFEFF
        guard isHidden else {
          quoted.unicodeScalars.append(scalar)
          continue
        }
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return quoted + "\""
  }
}
