/// A passage of a message that is somebody else's: the text, and who is said to have written it, and when.
public struct QuotedBlock: Sendable, Hashable {
  /// How the passage is marked.
  public enum Mark: Sendable, Hashable {
    /// Each line begins with `>`.
    case prefixed
    /// A line says who wrote, and everything below is quoted without marks.
    case attributed
    /// A block of header lines stands above it, as Outlook writes it.
    case headerBlock
    /// A line of dashes says that an original message follows.
    case original
    /// A line says that a forwarded message follows.
    case forwarded
  }

  /// How the passage is marked.
  public var mark: Mark
  /// The passage, without `>` and without header lines.
  public var text: String
  /// The author as written; empty where nothing says.
  public var author: String
  /// The date as written; empty where nothing says.
  public var date: String

  /// Makes a block from its mark, its text and what introduces it.
  public init(mark: Mark, text: String, author: String = "", date: String = "") {
    self.mark = mark
    self.text = text
    self.author = author
    self.date = date
  }
}
