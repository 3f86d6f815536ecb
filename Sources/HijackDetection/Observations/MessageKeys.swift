import MailModel

/// The keys of one message: what it is an observation of, and what judging it looks up.
///
/// Signals read histories through these keys and no others; so `read` names everything on which a judgement of the
/// message can depend outside its own conversation.
struct MessageKeys {
  let author: ObservationKey
  let authorClient: ObservationKey?
  let authorForm: ObservationKey?
  let authorNetwork: ObservationKey?
  let authorOriginDomain: ObservationKey?
  let authorZone: ObservationKey?
  let authorIndexed: ObservationKey?
  /// Messages of the author of which the program is known.
  let authorWithClient: ObservationKey
  /// Messages of the author of which the origin is known: copies from Sent folders show none.
  let authorWithOrigin: ObservationKey
  let name: ObservationKey?
  let nameAddress: ObservationKey?
  /// What messages under the author's display name were written by, and from where, whatever the address.
  let nameHabits: NameHabits?
  let authorAsParticipant: ObservationKey
  let domain: ObservationKey
  let domainAddressed: ObservationKey
  let domainClient: ObservationKey?
  let domainNetwork: ObservationKey?
  let domainOriginDomain: ObservationKey?
  let replyWithReferences: ObservationKey
  let replyWithoutReferences: ObservationKey
  let replyTo: ReplyToKeys?
  let returnPath: ObservationKey?
  let authorLanguage: ObservationKey?
  /// Messages of the author of which the language is known.
  let authorWithLanguage: ObservationKey
  let authorFieldOrder: ObservationKey?
  /// Messages of the author with all the fields whose order is compared.
  let authorWithFieldOrder: ObservationKey
  let authorBoundary: ObservationKey?
  /// Messages of the author in several parts.
  let authorWithBoundary: ObservationKey
  /// How the author's program encodes text, and the languages that are set in it.
  let encoding: HabitKeys?
  let languages: HabitKeys?
  /// Received messages of the author with a sealed chain of authentication results, and without.
  let authorSealed: ObservationKey
  let authorUnsealed: ObservationKey
  /// What the signature names, and messages of the author in which it names anything.
  let signatures: [ObservationKey]
  let authorWithSignature: ObservationKey
  /// The person whom the signature names, as the bearer of a name.
  let signedName: ObservationKey?
  /// The addresses that the signature names, as authors.
  let signedAuthors: [ObservationKey]
  /// Received messages of the author's domain that it signed, and that it did not.
  let domainSigned: ObservationKey
  let domainUnsigned: ObservationKey
  /// Reports of failed delivery to the author.
  let reportedToAuthor: ObservationKey
  /// The part of the author's address before the `@`, whatever the domain.
  let mailboxName: ObservationKey
  /// Messages of the author under a person's name, and under this one.
  let authorNamed: ObservationKey
  let authorName: ObservationKey?
  private let facts: MessageFacts

  /// The keys of what is usual for a display name.
  struct NameHabits {
    let withClient: ObservationKey
    let client: ObservationKey?
    let withOrigin: ObservationKey
    let originDomain: ObservationKey?
  }

  /// The keys of a habit of the author's in one program: to do as here, and to do anything of the kind.
  struct HabitKeys {
    let same: ObservationKey
    let any: ObservationKey
  }

  /// The keys of a Reply-To that leads elsewhere than to the author.
  struct ReplyToKeys {
    let address: String
    let habit: ObservationKey
    let participant: ObservationKey
  }

  init(_ facts: MessageFacts) {
    self.facts = facts
    let address = facts.author
    let domainName = facts.authorDomain
    author = ObservationKey(.author, address)
    authorWithClient = ObservationKey(.authorWithClient, address)
    authorWithOrigin = ObservationKey(.authorWithOrigin, address)
    let client = facts.client == .unknown ? nil : facts.client.name
    authorClient = client.map { ObservationKey(.authorClient, address, $0) }
    authorIndexed = client.map { ObservationKey(.authorIndexed, address, $0) }
    authorForm = facts.messageIDForm == .none ? nil : ObservationKey(.authorForm, address, facts.messageIDForm.shape)
    authorNetwork = facts.origin.network.map { ObservationKey(.authorNetwork, address, $0) }
    authorOriginDomain = facts.origin.domain.map { ObservationKey(.authorOriginDomain, address, $0) }
    authorZone = facts.date?.zoneMinutes.map { ObservationKey(.authorZone, address, String($0)) }
    let person = PersonName(facts.from?.name ?? "")
    authorNamed = ObservationKey(.authorNamed, address)
    authorName = person.map { ObservationKey(.authorName, address, $0.key) }
    name = person.map { ObservationKey(.name, $0.key) }
    nameAddress = person.map { ObservationKey(.nameAddress, $0.key, address) }
    nameHabits = person.map { person in
      NameHabits(
        withClient: ObservationKey(.nameWithClient, person.key),
        client: client.map { ObservationKey(.nameClient, person.key, $0) },
        withOrigin: ObservationKey(.nameWithOrigin, person.key),
        originDomain: facts.origin.domain.map { ObservationKey(.nameOriginDomain, person.key, $0) })
    }
    authorAsParticipant = ObservationKey(.participant, address)
    domain = ObservationKey(.domain, domainName)
    domainAddressed = ObservationKey(.domainAddressed, domainName)
    domainClient = client.map { ObservationKey(.domainClient, domainName, $0) }
    domainNetwork = facts.origin.network.map { ObservationKey(.domainNetwork, domainName, $0) }
    domainOriginDomain = facts.origin.domain.map { ObservationKey(.domainOriginDomain, domainName, $0) }
    replyWithReferences = ObservationKey(.replyWithReferences, address)
    replyWithoutReferences = ObservationKey(.replyWithoutReferences, address)
    replyTo = facts.replyTo.first { $0 != address }.map {
      ReplyToKeys(
        address: $0, habit: ObservationKey(.authorReplyTo, address, $0), participant: ObservationKey(.participant, $0))
    }
    authorLanguage = facts.language.map { ObservationKey(.authorLanguage, address, $0) }
    authorWithLanguage = ObservationKey(.authorWithLanguage, address)
    let order = facts.habits.fieldOrder
    authorFieldOrder = order.isEmpty ? nil : ObservationKey(.authorFieldOrder, address, order)
    authorWithFieldOrder = ObservationKey(.authorWithFieldOrder, address)
    authorBoundary = facts.habits.boundary.map { ObservationKey(.authorBoundary, address, $0) }
    authorWithBoundary = ObservationKey(.authorWithBoundary, address)
    // What a program does says nothing of what another does.
    let program = address + "\n" + facts.client.name
    encoding = facts.habits.encoding.map { encoding in
      // A program chooses the encoding by the text: what it does with plain ASCII is compared with that alone.
      let alphabet = encoding.hasSuffix(" ascii") ? "ascii" : "beyond"
      return HabitKeys(
        same: ObservationKey(.authorEncoding, program, encoding),
        any: ObservationKey(.authorWithEncoding, program, alphabet))
    }
    languages = facts.habits.languages.map {
      HabitKeys(
        same: ObservationKey(.authorLanguages, program, $0), any: ObservationKey(.authorWithLanguages, program))
    }
    authorSealed = ObservationKey(.authorSealed, address)
    authorUnsealed = ObservationKey(.authorUnsealed, address)
    let signature = facts.signature
    let signer = PersonName(signature.name)
    signatures = (signature.addresses + [signer?.key].compactMap { $0 }).map {
      ObservationKey(.authorSignature, address, $0)
    }
    authorWithSignature = ObservationKey(.authorWithSignature, address)
    signedName = signer.map { ObservationKey(.name, $0.key) }
    signedAuthors = signature.addresses.map { ObservationKey(.author, $0) }
    domainSigned = ObservationKey(.domainSigned, domainName)
    domainUnsigned = ObservationKey(.domainUnsigned, domainName)
    reportedToAuthor = ObservationKey(.reportedTo, address)
    mailboxName = ObservationKey(.mailboxName, String(address.prefix { $0 != "@" }))
    returnPath = facts.returnPathDomain.map { ObservationKey(.authorReturnPath, address, $0) }
  }

  /// The key of a link's domain.
  static func linkDomain(_ domain: String) -> ObservationKey { ObservationKey(.linkDomain, domain) }

  /// The key of an author's links to a place (`LinkFact.place`).
  static func authorLink(_ author: String, _ place: String) -> ObservationKey {
    ObservationKey(.authorLinkDomain, author, place)
  }

  /// The key of a domain as that of an author.
  static func mailDomain(_ domain: String) -> ObservationKey { ObservationKey(.domain, domain) }

  /// The key of a domain as that of a recipient.
  static func addressedDomain(_ domain: String) -> ObservationKey { ObservationKey(.domainAddressed, domain) }

  /// The key of a link, host and path, in the mail of a list.
  static func listLink(_ list: String, _ link: LinkFact) -> ObservationKey {
    ObservationKey(.listLink, list, link.host + link.path)
  }

  /// The key of a bank account.
  static func iban(_ iban: String) -> ObservationKey { ObservationKey(.iban, iban) }

  /// The key of messages of the author's domain that name a bank account.
  var domainWithIBAN: ObservationKey { ObservationKey(.domainWithIBAN, facts.authorDomain) }

  /// The key of the archive's first date.
  static let archiveStart = ObservationKey(.archiveStart, "")

  /// The key of an attachment's bytes.
  static func attachment(_ digest: ContentDigest) -> ObservationKey { ObservationKey(.attachment, bytes: digest.bytes) }

  /// The key of an author's habit to send attachments of a class.
  static func attachmentClass(_ author: String, _ name: String) -> ObservationKey {
    ObservationKey(.authorAttachmentClass, author, name)
  }

  /// The keys under which the message is an observation; none where it has no author.
  var posted: [ObservationKey] {
    guard !facts.author.isEmpty else { return [] }
    var keys: [ObservationKey] = [author, domain, authorAsParticipant, mailboxName]
    keys += [authorClient, authorForm, authorNetwork, authorOriginDomain].compactMap { $0 }
    if let authorZone, !facts.isOutlookItem { keys.append(authorZone) }
    keys += [name, nameAddress, domainClient, domainNetwork, domainOriginDomain, returnPath].compactMap { $0 }
    if let replyTo { keys.append(replyTo.habit) }
    if let nameHabits {
      if let client = nameHabits.client { keys += [nameHabits.withClient, client] }
      if let origin = nameHabits.originDomain { keys += [nameHabits.withOrigin, origin] }
    }
    if let authorName { keys += [authorNamed, authorName] }
    if let authorLanguage { keys += [authorLanguage, authorWithLanguage] }
    if let authorFieldOrder { keys += [authorFieldOrder, authorWithFieldOrder] }
    if let authorBoundary { keys += [authorBoundary, authorWithBoundary] }
    if let encoding { keys += [encoding.same, encoding.any] }
    if let languages { keys += [languages.same, languages.any] }
    if !signatures.isEmpty { keys += Set(signatures) + [authorWithSignature] }
    if !facts.hops.isEmpty { keys.append(facts.authentication.contains(.sealed) ? authorSealed : authorUnsealed) }
    if !facts.hops.isEmpty, !facts.authorDomain.isEmpty {
      keys.append(facts.authentication.contains(.signed) ? domainSigned : domainUnsigned)
    }
    if facts.markers.contains(.report) {
      keys += Set(facts.recipients.prefix(4).map(\.key)).map { ObservationKey(.reportedTo, $0) }
    }
    if !facts.newIBANs.isEmpty { keys.append(domainWithIBAN) }
    keys += Set(facts.newIBANs + facts.quotedIBANs).map { Self.iban($0) }
    if authorClient != nil { keys.append(authorWithClient) }
    if !facts.origin.isEmpty { keys.append(authorWithOrigin) }
    if !facts.edges.threadIndex.isEmpty, let authorIndexed { keys.append(authorIndexed) }
    if facts.edges.subject.replyPrefixes > 0, !facts.isOutlookItem {
      keys.append(facts.hasReferences ? replyWithReferences : replyWithoutReferences)
    }
    var domains: Set<String> = []
    for mailbox in facts.recipients.prefix(50) {
      keys.append(ObservationKey(.participant, mailbox.key))
      if domains.insert(mailbox.domain).inserted { keys.append(Self.addressedDomain(mailbox.domain)) }
    }
    var links: Set<String> = []
    for link in facts.newLinks.prefix(32) + facts.quotedLinks.prefix(32) + facts.lureLinks
    where links.insert(link.place).inserted {
      keys.append(Self.linkDomain(link.place))
    }
    keys += Set((facts.newLinks.prefix(32) + facts.lureLinks).compactMap(\.sharedService)).map {
      Self.authorLink(facts.author, $0)
    }
    if let list = facts.listID {
      keys += Set(facts.newLinks.prefix(32).map { Self.listLink(list, $0) })
    }
    for attachment in facts.attachments {
      keys.append(Self.attachment(attachment.digest))
      if let risk = AttachmentRisk(attachment) { keys.append(Self.attachmentClass(facts.author, risk.habit)) }
    }
    return keys
  }

  /// The keys that judging the message may look up.
  var read: [ObservationKey] {
    guard !facts.author.isEmpty else { return [] }
    var keys: [ObservationKey] = [
      author, domain, domainAddressed, authorAsParticipant, replyWithReferences, replyWithoutReferences,
      authorWithClient, authorWithOrigin, authorWithLanguage, authorWithFieldOrder, authorWithBoundary, domainSigned,
      domainUnsigned, reportedToAuthor, mailboxName, authorNamed, authorSealed, authorUnsealed,
    ]
    for habit in [encoding, languages] { if let habit { keys += [habit.same, habit.any] } }
    if !signatures.isEmpty {
      keys += signatures + signedAuthors + [authorWithSignature] + [signedName].compactMap { $0 }
    }
    keys += [authorName, authorLanguage, authorFieldOrder, authorBoundary].compactMap { $0 }
    keys += (facts.newLinks + facts.lureLinks).compactMap(\.sharedService).map { Self.authorLink(facts.author, $0) }
    for domain in Set(facts.recipients.prefix(50).map(\.domain)) {
      keys += [Self.mailDomain(domain), Self.addressedDomain(domain)]
    }
    for domain in Set(facts.quotedAddresses.map { MailAddress(address: $0).domain }) {
      keys.append(Self.mailDomain(domain))
    }
    keys += facts.quotedLinks.map { Self.linkDomain($0.place) }
    keys += [authorClient, authorForm, authorNetwork, authorOriginDomain, authorZone, authorIndexed].compactMap { $0 }
    keys += [name, nameAddress, domainClient, domainNetwork, domainOriginDomain, returnPath].compactMap { $0 }
    if let nameHabits {
      keys += [nameHabits.withClient, nameHabits.withOrigin]
      keys += [nameHabits.client, nameHabits.originDomain].compactMap { $0 }
    }
    if !facts.newIBANs.isEmpty { keys += [domainWithIBAN] + facts.newIBANs.map { Self.iban($0) } }
    if let replyTo { keys += [replyTo.habit, replyTo.participant] }
    if !facts.newLinks.isEmpty { keys.append(Self.archiveStart) }
    if let list = facts.listID { keys += facts.newLinks.map { Self.listLink(list, $0) } }
    let lures = facts.lureLinks
    if !lures.isEmpty { keys.append(Self.archiveStart) }
    for link in facts.newLinks + lures {
      keys += [Self.linkDomain(link.place), Self.mailDomain(link.domain), Self.addressedDomain(link.domain)]
    }
    for attachment in facts.attachments {
      keys.append(Self.attachment(attachment.digest))
      if let risk = AttachmentRisk(attachment) { keys.append(Self.attachmentClass(facts.author, risk.habit)) }
    }
    keys += MailboxKeys(facts).all
    keys += DomainNeighbourhood.keys(of: facts.authorDomain)
    if let replyTo {
      keys += DomainNeighbourhood.keys(of: MailAddress(address: replyTo.address).domain)
    }
    return keys
  }
}

extension MessageFacts {
  /// Every key that judging this message reads outside its own conversation.
  public var readKeys: [ObservationKey] { MessageKeys(self).read }

  /// Whether the message is what Outlook's store keeps of it, never seen by transport: without a way, and without an
  /// identifier or the name of a program beside its index.
  ///
  /// What it lacks says nothing, since nobody ever wrote it. Its clock stands in no zone.
  var isOutlookItem: Bool {
    hops.isEmpty && (edges.messageID == nil || client == .unknown && !edges.threadIndex.isEmpty)
  }

  /// Whether the message names a message that it answers.
  var hasReferences: Bool { !edges.inReplyTo.isEmpty || !edges.references.isEmpty }

  /// The registrable domain of the return path; nil where there is none.
  var returnPathDomain: String? {
    guard let returnPath, !returnPath.isEmpty else { return nil }
    let domain = MailAddress(address: returnPath).domain
    return domain.isEmpty ? nil : RegistrableDomain(host: domain).name
  }

  /// Names the message's copies together: the sent one, and those that were received.
  ///
  /// Copies share the identifier, the author and the date; a message without an identifier has no copies.
  var copyGroup: UInt64 {
    guard let id = edges.messageID else { return digest.prefix64 }
    var hash = KeyHash()
    hash.take(id.rawValue)
    hash.take(0)
    hash.take(author)
    hash.take(0)
    hash.take(String(moment))
    return hash.value
  }

  /// Seconds since 1970; later than everything where the message has no date.
  var moment: Int64 { date?.seconds ?? .max }
}
