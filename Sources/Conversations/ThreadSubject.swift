/// A subject taken apart: the topic, and the prefixes that say reply or forward (after RFC 5256 §2.1).
public struct ThreadSubject: Sendable, Hashable {
  /// The topic: prefixes, list tags and "(fwd)" removed, blanks collapsed, lower-cased.
  public var base: String
  /// How many reply prefixes there are (`Re: Re:` is 2).
  public var replyPrefixes: Int
  /// How many forward prefixes there are.
  public var forwardPrefixes: Int

  /// Takes `subject` apart.
  public init(_ subject: String) {
    base = subject
    replyPrefixes = 0
    forwardPrefixes = 0
  }
}
