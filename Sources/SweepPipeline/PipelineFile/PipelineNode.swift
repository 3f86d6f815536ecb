import Yams

/// A node of a pipeline file with the place where it stands: every wrong key or value is told with line and column.
struct PipelineNode {
  let node: Node
  let path: String
  var variables = PipelineVariables.none

  /// The entries of a mapping whose keys are all among `allowed`.
  ///
  /// - Throws: where the node is no mapping, or holds an unknown or a repeated key.
  func entries(_ allowed: [String]) throws(PipelineFileError) -> [String: PipelineNode] {
    guard let mapping = node.mapping else { throw error("a mapping is expected here") }
    var entries: [String: PipelineNode] = [:]
    for (key, value) in mapping {
      guard let name = key.string, allowed.contains(name) else {
        let given = key.string ?? "?"
        let hint = NameSuggestion.text(for: given, among: allowed)
        throw inner(key).error(
          "unknown key '\(given)'\(hint.isEmpty ? ";" : hint) known here: \(allowed.joined(separator: ", "))")
      }
      entries[name] = inner(value)
    }
    return entries
  }

  /// The entries of a mapping with keys of any name.
  func entries() throws(PipelineFileError) -> [(key: String, value: PipelineNode)] {
    guard let mapping = node.mapping else { throw error("a mapping is expected here") }
    return mapping.compactMap { key, value in
      key.string.map { (key: $0, value: inner(value)) }
    }
  }

  /// The entries of a mapping with keys of any name, the keys with their places too.
  func namedEntries() throws(PipelineFileError) -> [(key: PipelineNode, value: PipelineNode)] {
    guard let mapping = node.mapping else { throw error("a mapping is expected here") }
    return mapping.map { key, value in
      (key: inner(key), value: inner(value))
    }
  }

  /// A name of letters, digits, points, hyphens and underscores.
  func plainName() throws(PipelineFileError) -> String {
    let text = try string()
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2D, 0x2E, 0x5F].contains(byte)
    }
    guard isPlain, (1...64).contains(text.utf8.count) else {
      throw error("a name is expected here: at most 64 letters, digits, points, hyphens and underscores")
    }
    return text
  }

  /// The path of a file; a relative one counts from the folder of the file at `path`.
  func path(besideFile path: String) throws(PipelineFileError) -> String {
    let text = try string()
    guard !text.isEmpty else { throw error("the path of a file is expected here") }
    guard !text.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return text }
    return path[...slash] + text
  }

  /// `true` or `false`.
  func truth() throws(PipelineFileError) -> Bool {
    switch try string() {
    case "true": return true
    case "false": return false
    default: throw error("true or false is expected here")
    }
  }

  /// One of the names of an enumeration.
  func choice<Choice: RawRepresentable & CaseIterable>() throws(PipelineFileError) -> Choice
  where Choice.RawValue == String {
    let text = try string()
    guard let choice = Choice(rawValue: text) else {
      let names = Choice.allCases.map(\.rawValue)
      throw error(
        "one of \(names.joined(separator: ", ")) is expected here\(NameSuggestion.text(for: text, among: names))")
    }
    return choice
  }

  /// Whether there is nothing: `null`, `~`, or an empty place.
  var isNull: Bool {
    guard let scalar = node.scalar, scalar.style != .doubleQuoted, scalar.style != .singleQuoted else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  /// The text of a scalar, with what it names of the environment.
  func string() throws(PipelineFileError) -> String {
    guard let text = node.scalar?.string else { throw error("a text is expected here") }
    return try expanded(text)
  }

  private func inner(_ node: Node) -> PipelineNode { PipelineNode(node: node, path: path, variables: variables) }

  /// The items of a list.
  func items() throws(PipelineFileError) -> [PipelineNode] {
    guard let sequence = node.sequence else { throw error("a list is expected here") }
    return sequence.map(inner)
  }

  /// The texts of a list.
  func strings() throws(PipelineFileError) -> [String] {
    var texts: [String] = []
    for item in try items() { texts.append(try item.string()) }
    return texts
  }

  /// An address, in lower case.
  func address() throws(PipelineFileError) -> String {
    let text = try string()
    guard let address = MailboxOwners.address(text) else {
      throw error("an address is expected here, such as ann@corp.example")
    }
    return address
  }

  /// A whole number within `range`.
  func integer(in range: ClosedRange<Int>) throws(PipelineFileError) -> Int {
    guard let number = Int(try string()), range.contains(number) else {
      throw error("a whole number from \(range.lowerBound) to \(range.upperBound) is expected here")
    }
    return number
  }

  /// A number within `range`.
  func number(in range: ClosedRange<Double>) throws(PipelineFileError) -> Double {
    guard let number = Double(try string()), number.isFinite else { throw error("a number is expected here") }
    guard range.contains(number) else {
      throw error("a number from \(range.lowerBound) to \(range.upperBound) is expected here")
    }
    return number
  }

  /// A size in bytes within `range`: `64MiB`, `500kB`, or plain bytes.
  func bytes(in range: ClosedRange<Int>) throws(PipelineFileError) -> Int {
    let text = try string()
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let units = [
      "": 1, "B": 1, "kB": 1_000, "KiB": 1 << 10, "MB": 1_000_000, "MiB": 1 << 20, "GB": 1_000_000_000, "GiB": 1 << 30,
      "TB": 1_000_000_000_000, "TiB": 1 << 40,
    ]
    guard let number = Int(digits), let unit = units[text.dropFirst(digits.count).trimmingPrefix(" ").description],
      !number.multipliedReportingOverflow(by: unit).overflow, range.contains(number * unit)
    else {
      throw error("a size from \(range.lowerBound) to \(range.upperBound) bytes is expected here, such as 64MiB")
    }
    return number * unit
  }

  /// An error about this node.
  func error(_ message: String) -> PipelineFileError {
    PipelineFileError(path: path, line: node.mark?.line, column: node.mark?.column, message: message)
  }
}
