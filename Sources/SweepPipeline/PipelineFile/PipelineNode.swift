import Yams

/// A node of a pipeline file with the place where it stands: every wrong key or value is told with line and column.
struct PipelineNode {
  let node: Node
  let path: String

  /// The entries of a mapping whose keys are all among `allowed`.
  ///
  /// - Throws: where the node is no mapping, or holds an unknown or a repeated key.
  func entries(_ allowed: [String]) throws(PipelineFileError) -> [String: PipelineNode] {
    guard let mapping = node.mapping else { throw error("a mapping is expected here") }
    var entries: [String: PipelineNode] = [:]
    for (key, value) in mapping {
      guard let name = key.string, allowed.contains(name) else {
        throw PipelineNode(node: key, path: path).error(
          "unknown key '\(key.string ?? "?")'; known here: \(allowed.joined(separator: ", "))")
      }
      entries[name] = PipelineNode(node: value, path: path)
    }
    return entries
  }

  /// The entries of a mapping with keys of any name.
  func entries() throws(PipelineFileError) -> [(key: String, value: PipelineNode)] {
    guard let mapping = node.mapping else { throw error("a mapping is expected here") }
    return mapping.compactMap { key, value in
      key.string.map { (key: $0, value: PipelineNode(node: value, path: path)) }
    }
  }

  /// The text of a scalar.
  func string() throws(PipelineFileError) -> String {
    guard let text = node.scalar?.string else { throw error("a text is expected here") }
    return text
  }

  /// The items of a list.
  func items() throws(PipelineFileError) -> [PipelineNode] {
    guard let sequence = node.sequence else { throw error("a list is expected here") }
    return sequence.map { PipelineNode(node: $0, path: path) }
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

  /// A number.
  func number() throws(PipelineFileError) -> Double {
    guard let number = Double(try string()), number.isFinite else { throw error("a number is expected here") }
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
