import Conversations
import MailModel

/// A message with what is odd about it: what the first pass hands to the others.
public struct ObservedMessage: Sendable, Hashable {
  /// The message's identity.
  public var message: ContentDigest
  /// Its conversation.
  public var conversation: ConversationID
  /// Its identifier; nil where it has none.
  public var messageID: String?
  /// When; nil where that is not known.
  public var date: MailDate?
  /// The address that From shows.
  public var from: String
  /// The address of the person who wrote it: another than From's where a list put its own there.
  public var account: String
  /// The name under which the account writes, in the form in which names are compared; empty where there is none.
  public var person: String
  /// The decoded subject.
  public var subject: String
  /// What was seen, in the order of the catalogue.
  public var signals: [Signal]
  /// What it may share with messages of other conversations.
  public var clusterTokens: [ClusterToken]
  /// Its attachments.
  public var attachments: [AttachmentFact]
  /// Whether it continues a conversation.
  public var isContinuation: Bool
  /// Whether author and at least one recipient belong to one organisation.
  public var isInternal: Bool
  /// Whether a list handed it on.
  public var isList: Bool
  /// Whether the archive knew the author's address before.
  public var isAuthorKnown: Bool
  /// The recipients' addresses, at most 100.
  public var recipients: [String]
  /// The hosts of its links that are strange to the conversation.
  public var hosts: [String]
  /// What identifies its content, whichever copy it is: 32 hexadecimal digits.
  public var fingerprint: String

  init(_ judged: JudgedMessage, signals: [Signal]) {
    let facts = judged.facts
    message = facts.digest
    conversation = judged.thread.id
    messageID = facts.edges.messageID?.rawValue
    date = facts.date
    from = facts.from?.key ?? facts.author
    account = facts.author
    person = PersonName(facts.from?.name ?? "")?.key ?? ""
    subject = facts.subject
    self.signals = signals
    attachments = facts.attachments
    isContinuation = judged.isContinuation
    isList = judged.isList
    isAuthorKnown = judged.authorHistory > 0
    recipients = facts.recipients.prefix(100).map(\.key)
    hosts = Set(judged.strangeLinks.map(\.host)).sorted()
    let own = RegistrableDomain(host: facts.authorDomain).name
    let isShared = HostTables.freeMail.contains(own)
    isInternal =
      judged.organisation.owns(facts.authorDomain)
      || !isShared && facts.recipients.contains { RegistrableDomain(host: $0.domain).name == own }
    fingerprint = Self.fingerprint(of: judged)
    clusterTokens = ClusterToken.tokens(of: judged, signals: signals)
  }

  private static func fingerprint(of judged: JudgedMessage) -> String {
    let facts = judged.facts
    let lines =
      [facts.author, facts.edges.subject.base] + facts.attachments.map(\.digest.hex).sorted()
      + Set(judged.strangeLinks.map { $0.host + $0.path }).sorted()
    return String(ContentDigest(of: lines.joined(separator: "\n")).hex.prefix(32))
  }

  /// The message in a compact binary form.
  public func packed() -> [UInt8] {
    var writer = PackedWriter()
    writer.raw(message.bytes)
    writer.text(conversation.rawValue)
    writer.optional(messageID) { $0.text($1) }
    writer.optional(date) { $0.date($1) }
    writer.text(from)
    writer.text(account)
    writer.text(person)
    writer.text(subject)
    writer.list(signals) { $1.pack(into: &$0) }
    writer.list(clusterTokens) { writer, token in
      writer.text(token.kind.rawValue)
      writer.text(token.value)
    }
    writer.list(attachments) { $1.pack(into: &$0) }
    writer.byte((isContinuation ? 1 : 0) | (isInternal ? 2 : 0) | (isList ? 4 : 0) | (isAuthorKnown ? 8 : 0))
    writer.list(recipients) { $0.text($1) }
    writer.list(hosts) { $0.text($1) }
    writer.text(fingerprint)
    return writer.finish(version: Self.packedVersion)
  }

  private static let packedVersion: UInt8 = 2

  /// Reads what `packed()` wrote; nil where the bytes are damaged or of another version.
  public init?(packed bytes: [UInt8]) {
    guard var reader = PackedReader(bytes, version: Self.packedVersion) else { return nil }
    message = reader.digest()
    conversation = ConversationID(reader.text())
    messageID = reader.optional { $0.text() }
    date = reader.optional { $0.date() }
    from = reader.text()
    account = reader.text()
    person = reader.text()
    subject = reader.text()
    signals = reader.list { Signal(from: &$0) }
    clusterTokens = reader.list { reader in
      let kind = reader.choice(ClusterToken.Kind.text)
      return ClusterToken(kind: kind, value: reader.text())
    }
    attachments = reader.list { AttachmentFact(from: &$0) }
    let flags = reader.byte()
    isContinuation = flags & 1 != 0
    isInternal = flags & 2 != 0
    isList = flags & 4 != 0
    isAuthorKnown = flags & 8 != 0
    recipients = reader.list { $0.text() }
    hosts = reader.list { $0.text() }
    fingerprint = reader.text()
    guard reader.isComplete else { return nil }
  }
}
