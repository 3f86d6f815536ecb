/// Builds the text of one message for tests.
///
/// Lines end in LF; `crlf` and `carriageReturns` change that.
public struct MailText: Sendable {
  private var fields: [(name: String, value: String)] = []
  private var bodyText = ""

  /// Starts with the usual fields of a message with that identifier (no angle brackets).
  public init(id: String? = nil, subject: String = "test", from: String = "Ann <ann@corp.example>") {
    fields = [("From", from), ("To", "Bob <bob@corp.example>"), ("Subject", subject)]
    if let id { fields.append(("Message-ID", "<\(id)>")) }
  }

  /// Adds a header field.
  public func field(_ name: String, _ value: String) -> MailText {
    var copy = self
    copy.fields.append((name, value))
    return copy
  }

  /// Sets the body, a final line end included where it has one.
  public func body(_ text: String) -> MailText {
    var copy = self
    copy.bodyText = text
    return copy
  }

  /// The message's text: header, blank line, body.
  public var text: String {
    fields.map { "\($0.name): \($0.value)\n" }.joined() + "\n" + bodyText
  }
}

extension String {
  /// The text with CRLF at its line ends.
  public var crlf: String { replacingLineFeeds(with: "\r\n") }

  /// The text with CR at its line ends.
  public var carriageReturns: String { replacingLineFeeds(with: "\r") }

  /// The UTF-8 bytes.
  public var bytes: [UInt8] { Array(utf8) }

  private func replacingLineFeeds(with lineEnd: String) -> String {
    split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
  }
}
