import Conversations
import MailModel

extension MessageFacts {
  /// The version of the packed form; readers refuse any other.
  public static let packedVersion: UInt8 = 3

  /// The facts in a compact binary form, edges included, for a column of a store or a stream.
  public func packed() -> [UInt8] {
    var writer = PackedWriter()
    writer.edges(edges)
    writer.text(subject)
    writer.optional(from) { $0.mailbox($1) }
    writer.text(author)
    writer.optional(sender) { $0.text($1) }
    writer.list(replyTo) { $0.text($1) }
    writer.optional(returnPath) { $0.text($1) }
    writer.list(to) { $0.mailbox($1) }
    writer.list(cc) { $0.mailbox($1) }
    writer.optional(date) { $0.date($1) }
    writer.text(client.name)
    writer.text(messageIDForm.kind.rawValue)
    writer.text(messageIDForm.shape)
    writer.optional(origin.network) { $0.text($1) }
    writer.optional(origin.domain) { $0.text($1) }
    writer.list(hops) { $1.pack(into: &$0) }
    writer.list(newLinks) { $1.pack(into: &$0) }
    writer.list(quotedLinks) { $1.pack(into: &$0) }
    writer.list(passwords) { $0.text($1) }
    writer.unsigned(UInt64(requests.rawValue))
    writer.list(newIBANs) { $0.text($1) }
    writer.list(quotedIBANs) { $0.text($1) }
    writer.count(newTextLength)
    writer.count(quotedTextLength)
    writer.list(attachments) { $1.pack(into: &$0) }
    writer.byte(markers.rawValue)
    writer.optional(listID) { $0.text($1) }
    writer.optional(authAs) { $0.text($1) }
    writer.optional(language) { $0.text($1) }
    writer.list(topics) { $0.half($1) }
    writer.list(newAmounts) { $0.text($1) }
    writer.list(quotedAmounts) { $0.text($1) }
    writer.list(quotedAddresses) { $0.text($1) }
    writer.text(habits.fieldOrder)
    writer.optional(habits.boundary) { $0.text($1) }
    writer.optional(habits.encoding) { $0.text($1) }
    writer.optional(habits.languages) { $0.text($1) }
    writer.text(signature.name)
    writer.list(signature.addresses) { $0.text($1) }
    writer.byte(authentication.rawValue)
    places.pack(into: &writer)
    packRules(into: &writer)
    return writer.finish(version: Self.packedVersion)
  }

  /// Reads what `packed()` wrote; nil where the bytes are damaged or of another version.
  public init?(packed bytes: [UInt8]) {
    guard var reader = PackedReader(bytes, version: Self.packedVersion) else { return nil }
    self.init(edges: reader.edges())
    subject = reader.text()
    from = reader.optional { $0.mailbox() }
    author = reader.text()
    sender = reader.optional { $0.text() }
    replyTo = reader.list { $0.text() }
    returnPath = reader.optional { $0.text() }
    to = reader.list { $0.mailbox() }
    cc = reader.list { $0.mailbox() }
    date = reader.optional { $0.date() }
    client = ClientClass(reader.text())
    messageIDForm = MessageIDForm(kind: reader.choice(.none), shape: reader.text())
    origin = OriginNetwork(network: reader.optional { $0.text() }, domain: reader.optional { $0.text() })
    hops = reader.list { Hop(from: &$0) }
    newLinks = reader.list { LinkFact(from: &$0) }
    quotedLinks = reader.list { LinkFact(from: &$0) }
    passwords = reader.list { $0.text() }
    requests = RequestFacts(rawValue: UInt16(truncatingIfNeeded: reader.unsigned()))
    newIBANs = reader.list { $0.text() }
    quotedIBANs = reader.list { $0.text() }
    newTextLength = reader.size()
    quotedTextLength = reader.size()
    attachments = reader.list { AttachmentFact(from: &$0) }
    markers = MailMarkers(rawValue: reader.byte())
    listID = reader.optional { $0.text() }
    authAs = reader.optional { $0.text() }
    language = reader.optional { $0.text() }
    topics = reader.list { $0.half() }
    newAmounts = reader.list { $0.text() }
    quotedAmounts = reader.list { $0.text() }
    quotedAddresses = reader.list { $0.text() }
    habits.fieldOrder = reader.text()
    habits.boundary = reader.optional { $0.text() }
    habits.encoding = reader.optional { $0.text() }
    habits.languages = reader.optional { $0.text() }
    signature.name = reader.text()
    signature.addresses = reader.list { $0.text() }
    authentication = AuthenticationMarks(rawValue: reader.byte())
    places = EvidencePlaces(from: &reader)
    readRules(from: &reader)
    guard reader.isComplete else { return nil }
  }
}

extension PackedWriter {
  mutating func mailbox(_ value: MailAddress) {
    text(value.name)
    text(value.address)
  }

  mutating func date(_ value: MailDate) {
    signed(value.seconds)
    optional(value.zoneMinutes) { $0.signed(Int64($1)) }
  }

  mutating func edges(_ edges: ThreadEdges) {
    raw(edges.message.bytes)
    optional(edges.messageID) { $0.text($1.rawValue) }
    list(edges.inReplyTo) { $0.text($1.rawValue) }
    list(edges.references) { $0.text($1.rawValue) }
    raw(edges.threadIndex)
    optional(edges.gmailThread) { $0.text($1) }
    text(edges.subject.base)
    signed(Int64(edges.subject.replyPrefixes))
    signed(Int64(edges.subject.forwardPrefixes))
    optional(edges.date) { $0.date($1) }
    text(edges.author)
    list(edges.recipients) { $0.text($1) }
    list(edges.newText) { $0.fixed($1) }
    list(edges.quotedText) { $0.fixed($1) }
  }
}

extension PackedReader {
  mutating func mailbox() -> MailAddress {
    let name = text()
    return MailAddress(name: name, address: text())
  }

  mutating func date() -> MailDate {
    let seconds = signed()
    return MailDate(seconds: seconds, zoneMinutes: optional { Int16(clamping: $0.signed()) })
  }

  mutating func edges() -> ThreadEdges {
    var edges = ThreadEdges(message: digest())
    edges.messageID = optional { MessageID($0.text()) }
    edges.inReplyTo = list { MessageID($0.text()) }
    edges.references = list { MessageID($0.text()) }
    edges.threadIndex = raw()
    edges.gmailThread = optional { $0.text() }
    edges.subject.base = text()
    edges.subject.replyPrefixes = Int(clamping: signed())
    edges.subject.forwardPrefixes = Int(clamping: signed())
    edges.date = optional { $0.date() }
    edges.author = text()
    edges.recipients = list { $0.text() }
    edges.newText = list { $0.fixed() }
    edges.quotedText = list { $0.fixed() }
    return edges
  }
}
