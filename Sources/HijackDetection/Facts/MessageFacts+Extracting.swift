import AttachmentInspection
import Conversations
import MailModel

extension MessageFacts {
  /// Reads the facts out of a parsed message.
  ///
  /// `history` is the message's text taken apart, `edges` are those of the same message, `attachments` what inspection
  /// said of its attachments, `ruleMatches` what the user's rules found in the message itself, `passages` where its
  /// texts have what signals name.
  public init(
    extracting message: Message, history: QuotedHistory, edges: ThreadEdges, attachments: [AttachmentFact],
    ruleMatches: [RuleMatch] = [], passages: [Passage] = []
  ) {
    self.init(edges: edges)
    let header = message.header
    subject = bounded(message.subject ?? "", to: 512)
    from = message.from.first.map(Self.comparable)
    listID = header.first("List-Id").map { bounded(Self.pathAddress($0), to: 128) }
    sender = message.sender?.key
    replyTo = message.replyTo.prefix(8).map { bounded($0.key, to: 254) }
    author = Self.author(from: from, replyTo: replyTo, listID: listID)
    returnPath = header.first("Return-Path").map(Self.pathAddress)
    to = message.to.prefix(100).map(Self.comparable)
    cc = message.cc.prefix(100).map(Self.comparable)
    hops = header.all("Received").prefix(24).map(Hop.init(received:))
    date = Self.date(stated: message.date, hops: hops)
    messageIDForm = MessageIDForm(message.messageID, senderDomain: authorDomain)
    client = ClientClass(
      mailer: header.first("X-Mailer"), userAgent: header.first("User-Agent"), form: messageIDForm,
      hasExchangeFields: !edges.threadIndex.isEmpty && header.first("X-MS-Has-Attach") != nil)
    origin = OriginNetwork(hops: hops, originating: header.first("X-Originating-IP"))
    markers = MailMarkers(message)
    authAs = header.first("X-MS-Exchange-Organization-AuthAs").map { bounded($0.trimmed, to: 32) }
    habits = WritingHabits(of: message)
    authentication = AuthenticationMarks(message, authorDomain: authorDomain)
    places = EvidencePlaces(of: message)
    readText(history, hyperlinks: message.links)
    places.passages = passagesWorthKeeping(passages)
    self.attachments = Array(attachments.prefix(64))
    self.ruleMatches = ruleMatches.prefix(16).map(RuleFact.init)
  }

  /// What the new text brings, and what the quoted one brought before.
  private mutating func readText(_ history: QuotedHistory, hyperlinks: [HyperLink]) {
    let new = history.newText
    let quoted = history.quotedText
    let links = LinkExtraction.links(new: new, quoted: quoted, hyperlinks: hyperlinks)
    newLinks = links.new
    quotedLinks = links.quoted
    passwords = PasswordMention.mentions(in: new)
    newIBANs = IBAN.found(in: new)
    quotedIBANs = IBAN.found(in: quoted)
    let normalised = PhraseText.normalised(bounded(new, to: 16_384))
    requests = RequestFacts(in: normalised, ibans: newIBANs)
    let profile = TextProfile(normalised)
    language = profile.language
    topics = profile.topics
    newAmounts = MoneyAmount.found(in: new)
    quotedAmounts = MoneyAmount.found(in: quoted)
    quotedAddresses = QuotedAddresses.found(in: history)
    signature = SignatureFact(of: history)
    newTextLength = new.trimmedCount
    quotedTextLength = quoted.utf8.count
  }

  private static func author(from: MailAddress?, replyTo: [String], listID: String?) -> String {
    guard let stated = from?.key else { return "" }
    guard let listID, stated.replacing("@", with: ".") == listID else { return stated }
    return replyTo.first { $0 != stated } ?? stated
  }

  private static func comparable(_ mailbox: MailAddress) -> MailAddress {
    MailAddress(name: bounded(mailbox.name.trimmed, to: 128), address: bounded(mailbox.key, to: 254))
  }

  /// What stands between angle brackets, else the whole, lower case.
  private static func pathAddress(_ value: String) -> String {
    let bytes = value.bytes()
    guard let open = bytes.lastIndex(of: 0x3C) else { return bounded(value.trimmed, to: 254).lowercased() }
    let inner = bytes[(open + 1)...].prefix { $0 != 0x3E }
    return bounded(String(decoding: inner, as: UTF8.self).trimmed, to: 254).lowercased()
  }

  /// The stated date where it is plausible, else that of the latest hop that has one.
  ///
  /// Plausible is what lies between 1990 and 2100 and not more than ten days from the latest hop: clocks are wrong by
  /// hours, dead batteries by decades.
  private static func date(stated: MailDate?, hops: [Hop]) -> MailDate? {
    let earliest: Int64 = 631_152_000
    let latest: Int64 = 4_102_444_800
    let received = hops.lazy.compactMap(\.seconds).first { (earliest...latest).contains($0) }
    guard let stated, (earliest...latest).contains(stated.seconds) else {
      return received.map { MailDate(seconds: $0) }
    }
    if let received, abs(received - stated.seconds) > 10 * 86_400 {
      // Mail that was moved between servers later carries the mover's hop on top: believe the stated date when any
      // hop agrees with it.
      let agrees = hops.contains { hop in hop.seconds.map { abs($0 &- stated.seconds) < 10 * 86_400 } ?? false }
      return agrees ? stated : MailDate(seconds: received, zoneMinutes: stated.zoneMinutes)
    }
    return stated
  }
}
