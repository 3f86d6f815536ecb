/// What is wrong with a pipeline file, and where.
public struct PipelineFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file.
  public var path: String
  /// The line, from 1; nil where the file as a whole is meant.
  public var line: Int?
  /// The column, from 1.
  public var column: Int?
  /// What is wrong, and how to mend it.
  public var message: String

  /// The file, line and column, and what is wrong there.
  public var description: String {
    let place = line.map { ":\($0):\(column ?? 1)" } ?? ""
    return "\(path)\(place): \(message)"
  }
}
