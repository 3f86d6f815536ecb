/// What a mailbox notes of a message: the marks that IMAP calls flags (RFC 9051 §2.3.2).
public struct MessageFlags: OptionSet, Sendable, Hashable {
  /// One bit for each flag.
  public var rawValue: UInt8

  /// Makes flags from their bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The message was read.
  public static let seen = MessageFlags(rawValue: 1)
  /// It was replied to.
  public static let answered = MessageFlags(rawValue: 2)
  /// It was passed on.
  public static let forwarded = MessageFlags(rawValue: 4)
  /// It is marked as important.
  public static let flagged = MessageFlags(rawValue: 8)
  /// It is a draft.
  public static let draft = MessageFlags(rawValue: 16)
  /// It was deleted, and not removed yet.
  public static let deleted = MessageFlags(rawValue: 32)
}
