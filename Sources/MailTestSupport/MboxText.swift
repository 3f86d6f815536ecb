/// Builds the text of an mbox for tests.
public struct MboxText: Sendable {
  /// How bodies are kept from looking like separators.
  public enum Quoting: Sendable { case mboxo, mboxrd, none }

  /// A separator line as sendmail and its kin write it, without its line end.
  public static let plainSeparator = "From ann@corp.example Tue Sep 14 08:03:11 2021"

  private var messages: [(separator: String, text: String)] = []
  private let quoting: Quoting

  /// Starts without messages.
  public init(quoting: Quoting = .mboxrd) { self.quoting = quoting }

  /// Adds a message below a separator line.
  public func message(_ text: String, separator: String = MboxText.plainSeparator) -> MboxText {
    var copy = self
    copy.messages.append((separator, text))
    return copy
  }

  /// The mbox: each message quoted, ended by a line end, and followed by a blank line.
  public var text: String {
    messages.map { message in
      let quoted = quoted(message.text)
      return message.separator + "\n" + quoted + (quoted.hasSuffix("\n") ? "\n" : "\n\n")
    }.joined()
  }

  private func quoted(_ text: String) -> String {
    guard quoting != .none else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let bare = quoting == .mboxrd ? line.drop { $0 == ">" } : line
      return bare.hasPrefix("From ") ? ">" + line : String(line)
    }.joined(separator: "\n")
  }
}
