/// Where `${env:NAME}` in a pipeline file gets its value from.
public struct PipelineVariables: Sendable {
  private let lookup: @Sendable (String) -> String?

  /// Variables as `lookup` has them.
  public init(_ lookup: @escaping @Sendable (String) -> String?) { self.lookup = lookup }

  /// No variables.
  public static let none = PipelineVariables { _ in nil }

  /// The value of a variable; nil where it is not set.
  public subscript(name: String) -> String? { lookup(name) }
}

extension PipelineNode {
  private static let opening = "${"
  private static let prefix = "env:"

  /// A text with each `${env:NAME}` replaced; `$${` stands for `${`.
  ///
  /// - Throws: where the variable is not set, and where `${` begins anything else.
  func expanded(_ text: String) throws(PipelineFileError) -> String {
    guard text.contains(Self.opening) else { return text }
    var expanded = ""
    var rest = text[...]
    while let start = rest.firstRange(of: Self.opening) {
      if rest[..<start.lowerBound].last == "$" {
        expanded += rest[..<start.lowerBound].dropLast() + Self.opening
        rest = rest[start.upperBound...]
        continue
      }
      expanded += rest[..<start.lowerBound]
      rest = rest[start.upperBound...]
      guard rest.hasPrefix(Self.prefix), let end = rest.firstIndex(of: "}") else {
        throw error("'${' begins no reference; ${env:NAME} is the only one, and '$${' stands for a plain '${'")
      }
      let name = String(rest[..<end].dropFirst(Self.prefix.count))
      guard Self.isVariableName(name) else { throw error("'\(name)' is no name of an environment variable") }
      guard let value = variables[name] else { throw error("the environment variable \(name) is not set") }
      expanded += value
      rest = rest[rest.index(after: end)...]
    }
    return expanded + rest
  }

  /// The environment variables that a file's text refers to, each once, in the order of their names.
  static func variableNames(in text: String) -> [String] {
    let names = text.split(separator: Self.opening + Self.prefix, omittingEmptySubsequences: false).dropFirst()
      .map { String($0.prefix { $0 != "}" }) }
    return Set(names).filter(isVariableName).sorted()
  }

  private static func isVariableName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
    }
  }
}
