/// What became of a source that the case knows, where that is no failure: told, and not in the exit status.
public struct SourceNotice: Sendable, Hashable {
  /// The source.
  public var path: String
  /// What became of it, and what follows from that.
  public var message: String

  static func replaced(_ path: String) -> SourceNotice {
    SourceNotice(path: path, message: "was replaced or rewritten since it was swept; it is swept anew")
  }

  static func moved(from old: String, to path: String) -> SourceNotice {
    SourceNotice(path: path, message: "was \(old) when it was swept; its messages are taken along")
  }

  static func vanished(_ path: String, messages: Int) -> SourceNotice {
    SourceNotice(
      path: path, message: "is there no more; what was swept of it (messages: \(messages)) stays in the case")
  }

  static func isWritten(_ path: String) -> SourceNotice {
    SourceNotice(
      path: path,
      message: "another program is writing it (there is a lock); the next run takes up what is not finished yet")
  }
}
