/// What the places of a mail's copies say of its sending: the same for all copies of one mail.
public struct MailboxTrace: Sendable, Hashable {
  /// Single traces.
  public struct Marks: OptionSet, Sendable, Hashable {
    /// The set as bits.
    public let rawValue: UInt8

    /// Takes a set of bits as it is.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The archive holds the author's mailbox, with a folder of sent mail.
    public static let authorHasMailbox = Marks(rawValue: 1 << 0)
    /// A copy lies in the author's folder of sent mail.
    public static let inOwnSent = Marks(rawValue: 1 << 1)
    /// A copy that was not received lies in what the author threw away.
    public static let inOwnDeleted = Marks(rawValue: 1 << 2)
    /// A copy that was not received lies elsewhere in the author's mailbox: it was put there.
    public static let elsewhereInOwn = Marks(rawValue: 1 << 3)
    /// Somebody else's mailbox received it.
    public static let receivedByOthers = Marks(rawValue: 1 << 4)
    /// A copy lies in a folder of sent mail that is not the author's.
    public static let inForeignSent = Marks(rawValue: 1 << 5)
    /// Somebody threw a copy away.
    public static let thrownAway = Marks(rawValue: 1 << 6)
  }

  /// The traces.
  public var marks: Marks
  /// The address of the mailbox in whose folder of sent mail it lies, though by another author; nil where there is none.
  public var foreignSender: String?

  /// No trace: nothing is known of mailboxes.
  public static let none = MailboxTrace(marks: [])

  /// Makes a trace from its marks.
  public init(marks: Marks, foreignSender: String? = nil) {
    self.marks = marks
    self.foreignSender = foreignSender
  }

  /// Whether a copy shows that the author's mailbox, or a delegate's, sent it.
  var isKeptBySender: Bool { !marks.isDisjoint(with: [.inOwnSent, .inOwnDeleted, .elsewhereInOwn, .inForeignSent]) }

  /// A number by which a changed trace is known; 0 for none.
  public var signature: Int64 {
    guard self != .none else { return 0 }
    var hash = KeyHash()
    hash.take(marks.rawValue)
    hash.take(foreignSender ?? "")
    return Int64(bitPattern: hash.value)
  }
}
