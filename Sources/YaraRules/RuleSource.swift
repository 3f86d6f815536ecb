/// The text of one file of rules.
public struct RuleSource: Sendable, Hashable {
  /// The file, as errors name it.
  public var path: String
  /// Its bytes.
  public var bytes: [UInt8]

  /// Makes a source from a file's path and bytes.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  /// The namespace of its rules: the file's name without folders and ending.
  public var namespace: String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
