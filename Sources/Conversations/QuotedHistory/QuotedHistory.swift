/// stub
public struct QuotedHistory: Sendable {
  /// stub
  public var newText: String = ""
  /// stub
  public var quotedText: String = ""
  /// stub
  public init(_ text: String) { newText = text }
}
