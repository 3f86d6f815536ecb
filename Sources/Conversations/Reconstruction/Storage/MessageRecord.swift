import MailModel

/// What is kept of a message's edges: 80 bytes, and 4 for each identifier that it names.
///
/// Strings are numbers of the tables in `MessageTable`; -1 is none.
struct MessageRecord: Sendable {
  let digest: ContentDigest
  /// Its own identifier.
  let identifier: Int32
  let author: Int32
  /// The subject without its prefixes.
  let subject: Int32
  let gmailThread: Int32
  /// Its Thread-Index; none where no other message's index could stand before or behind it.
  let threadIndex: Int32
  /// How many numbers `MessageTable` keeps of its References, In-Reply-To and recipients, one list behind the other.
  let referenceCount: Int32
  let replyCount: Int32
  let recipientCount: Int32
  /// Where these begin.
  let firstNumber: Int
  /// Seconds since 1970.
  let date: Int64?
  /// Whether the subject says that it answers something.
  let isReply: Bool
  /// Whether the subject is all that says what it answers.
  let isBareReply: Bool
}
