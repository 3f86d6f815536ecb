import Conversations
import MailModel

/// A conversation in the order of time, with what each of its messages was the first to bring.
///
/// Copies of one message with the same payload are one entry. Everything is built in one walk, so that a question on a
/// message (`was this seen earlier here`) costs one look-up.
struct ConversationHistory {
  /// One message of the conversation, judged once.
  struct Entry {
    var facts: MessageFacts
    /// The entry of the parent; nil where the message has none that is archived.
    var parent: Int?
    /// Whether the conversation knows that there is a parent, archived or not.
    var hasParent: Bool
    /// Why it stands below its parent.
    var link: LinkReason
    /// Messages by others that quote words which this one was the first to write.
    var quotedBy = 0
    /// Answers to it by others, and messages by others that quote it.
    var answers = 0
    /// Messages by others that came later.
    var laterByOthers = 0
    /// Later messages of its author.
    var laterByAuthor = 0
    /// Reports of servers that it could not be delivered.
    var reports = 0
    /// The first answer by another that doubts or disowns it; nil where there is none.
    var warning: Int?
  }

  /// The conversation's name.
  let id: ConversationID
  /// The entries in the order of time.
  private(set) var entries: [Entry] = []
  private var firstParticipant: [String: Int] = [:]
  private var firstAuthor: [String: Int] = [:]
  private var firstDomain: [String: Int] = [:]
  private var domainsInOrder: [(domain: String, first: Int)] = []
  private var firstLinkDomain: [String: Int] = [:]
  private var firstAttachment: [ContentDigest: Int] = [:]
  private var firstRisk: Int?
  private var firstShingle: [UInt64: Int] = [:]
  private var firstQuotation: [UInt64: Int] = [:]
  /// For each entry the highest fingerprint up to which the sketches of all earlier entries are complete.
  private var completeness: [UInt64] = []
  private var firstIBAN: [String: Int] = [:]
  private var firstAnyIBAN: Int?
  private var firstAmount: [String: Int] = [:]
  private var firstAddress: [String: Int] = [:]
  private var firstTopic: [UInt32: Int] = [:]
  private var firstLanguage: [String: Int] = [:]
  /// For each entry the highest fingerprint of a word up to which the sketches of all earlier entries are complete, and
  /// how many earlier entries show their language.
  private var topicReach: [UInt32] = []
  private var spoken: [Int] = []

  init(_ conversation: Conversation, facts: [ContentDigest: MessageFacts], copies: Copies = Copies()) {
    id = conversation.id
    var nodeOf: [ContentDigest: Int] = [:]
    var known: [MessageFacts] = []
    for (index, node) in conversation.nodes.enumerated() {
      guard let digest = node.message, nodeOf[digest] == nil, let one = facts[digest] else { continue }
      nodeOf[digest] = index
      // The original stands in the same conversation, if it is there at all.
      if facts[copies.original(of: digest)] == nil || !copies.isCopy(digest) { known.append(one) }
    }
    let (kept, representative) = Self.collapsingCopies(known)
    var entryOf: [ContentDigest: Int] = [:]
    for (index, one) in kept.enumerated() { entryOf[one.digest] = index }
    for (digest, keeper) in representative { entryOf[digest] = entryOf[keeper] }
    for digest in nodeOf.keys where copies.isCopy(digest) && entryOf[digest] == nil {
      entryOf[digest] = entryOf[copies.original(of: digest)]
    }
    for one in kept {
      var parent: Int?
      var hasParent = false
      if let node = nodeOf[one.digest], let above = conversation.nodes[node].parent,
        conversation.nodes.indices.contains(above)
      {
        hasParent = true
        parent = conversation.nodes[above].message.flatMap { entryOf[$0] }
      }
      let link = nodeOf[one.digest].map { conversation.nodes[$0].link } ?? .root
      entries.append(Entry(facts: one, parent: parent, hasParent: hasParent, link: link))
    }
    for index in entries.indices { register(index) }
    for index in entries.indices { lookAhead(from: index) }
    countWhatFollows()
  }

  /// One message for each set of copies, in the order of time, and who stands for whom.
  ///
  /// Copies are told by identifier, author, date and payload; the one with the longest way stands for all, because only
  /// it shows where the message came from.
  private static func collapsingCopies(
    _ facts: [MessageFacts]
  ) -> (kept: [MessageFacts], representative: [ContentDigest: ContentDigest]) {
    var groups: [UInt64: [MessageFacts]] = [:]
    for one in facts { groups[one.copyGroup, default: []].append(one) }
    var kept: [(group: UInt64, facts: MessageFacts)] = []
    var representative: [ContentDigest: ContentDigest] = [:]
    for (group, members) in groups {
      // Hardly a message has copies: only where one does, payloads are compared.
      let copySets = members.count == 1 ? [members] : Array(Dictionary(grouping: members, by: \.payloadKey).values)
      for copies in copySets {
        guard
          let best = copies.min(by: { a, b in
            a.hops.count != b.hops.count ? a.hops.count > b.hops.count : a.digest < b.digest
          })
        else { continue }
        kept.append((group, best))
        for copy in copies where copy.digest != best.digest { representative[copy.digest] = best.digest }
      }
    }
    kept.sort { ($0.facts.moment, $0.group, $0.facts.digest) < ($1.facts.moment, $1.group, $1.facts.digest) }
    return (kept.map(\.facts), representative)
  }

  private mutating func register(_ index: Int) {
    func note<Key: Hashable>(_ table: inout [Key: Int], _ key: Key) {
      if table[key] == nil { table[key] = index }
    }
    let facts = entries[index].facts
    note(&firstAuthor, facts.author)
    note(&firstParticipant, facts.author)
    noteDomain(facts.authorDomain, index)
    for mailbox in facts.recipients {
      note(&firstParticipant, mailbox.key)
      noteDomain(mailbox.domain, index)
    }
    for link in facts.newLinks + facts.quotedLinks { note(&firstLinkDomain, link.place) }
    for attachment in facts.attachments {
      note(&firstAttachment, attachment.digest)
      if firstRisk == nil, AttachmentRisk(attachment) != nil { firstRisk = index }
    }
    for shingle in facts.edges.newText { note(&firstShingle, shingle) }
    for shingle in facts.edges.quotedText { note(&firstQuotation, shingle) }
    let before = completeness.last ?? .max
    completeness.append(
      min(
        before, Self.reach(facts.edges.newText, full: Self.fullSketch),
        Self.reach(facts.edges.quotedText, full: 2 * Self.fullSketch)))
    for iban in facts.newIBANs + facts.quotedIBANs {
      note(&firstIBAN, iban)
      if firstAnyIBAN == nil { firstAnyIBAN = index }
    }
    for amount in facts.newAmounts + facts.quotedAmounts { note(&firstAmount, amount) }
    for address in facts.quotedAddresses { note(&firstAddress, address) }
    registerWords(of: facts, index)
  }

  private mutating func registerWords(of facts: MessageFacts, _ index: Int) {
    let subject = index == 0 || facts.edges.subject.base != entries[index - 1].facts.edges.subject.base
    for topic in facts.topics + (subject ? TextProfile.topics(ofSubject: facts.edges.subject.base) : [])
    where firstTopic[topic] == nil { firstTopic[topic] = index }
    let full = facts.topics.count >= TextProfile.limit ? facts.topics.last ?? .max : .max
    topicReach.append(min(topicReach.last ?? .max, full))
    if let language = facts.language, firstLanguage[language] == nil { firstLanguage[language] = index }
    spoken.append((spoken.last ?? 0) + (facts.language == nil ? 0 : 1))
  }

  private mutating func noteDomain(_ domain: String, _ index: Int) {
    guard !domain.isEmpty, firstDomain[domain] == nil else { return }
    firstDomain[domain] = index
    domainsInOrder.append((domain, index))
  }

  private mutating func lookAhead(from index: Int) {
    let facts = entries[index].facts
    let parent = entries[index].parent.flatMap { $0 < index ? $0 : nil }
    if facts.markers.contains(.report) {
      if let parent { entries[parent].reports += 1 }
      return
    }
    var quoted: Set<Int> = []
    for shingle in facts.edges.quotedText {
      if let owner = firstShingle[shingle], owner < index { quoted.insert(owner) }
    }
    let answered = parent.map { quoted.union([$0]) } ?? quoted
    for owner in answered where entries[owner].facts.author != facts.author { entries[owner].answers += 1 }
    let doubts = facts.requests.contains(.warning)
    if !doubts {
      for owner in quoted where entries[owner].facts.author != facts.author { entries[owner].quotedBy += 1 }
    }
    if doubts, let parent, entries[parent].warning == nil { entries[parent].warning = index }
  }

  private mutating func countWhatFollows() {
    var later: [String: Int] = [:]
    var all = 0
    for index in entries.indices.reversed() {
      let author = entries[index].facts.author
      entries[index].laterByAuthor = later[author] ?? 0
      entries[index].laterByOthers = all - entries[index].laterByAuthor
      guard entries[index].facts.markers.isPersonal else { continue }
      later[author, default: 0] += 1
      all += 1
    }
  }

  /// Whether an amount of money stood in the conversation before entry `index`.
  func amountKnown(_ amount: String, before index: Int) -> Bool { (firstAmount[amount] ?? .max) < index }

  /// Whether an address took part, or stood in quoted text, before entry `index`.
  func addressKnown(_ address: String, before index: Int) -> Bool {
    participated(address, before: index) || (firstAddress[address] ?? .max) < index
  }

  /// How many of these words can be looked up, and how many of those stood in an earlier text or subject.
  func known(words: [UInt32], before index: Int) -> (known: Int, of: Int) {
    guard index > 0, index <= topicReach.count else { return (0, 0) }
    let reach = topicReach[index - 1]
    var counts = (known: 0, of: 0)
    for word in words where word <= reach {
      counts.of += 1
      if (firstTopic[word] ?? .max) < index { counts.known += 1 }
    }
    return counts
  }

  /// Words that earlier entries are known to hold.
  var topicCount: Int { firstTopic.count }

  /// How many entries before `index` show their language, and whether one of them is in `language`.
  func spoke(_ language: String, before index: Int) -> (entries: Int, known: Bool) {
    guard index > 0, index <= spoken.count else { return (0, false) }
    return (spoken[index - 1], (firstLanguage[language] ?? .max) < index)
  }

  /// Whether an address was an author or a recipient before entry `index`.
  func participated(_ address: String, before index: Int) -> Bool { (firstParticipant[address] ?? .max) < index }

  /// Whether an address wrote before entry `index`.
  func wrote(_ address: String, before index: Int) -> Bool { (firstAuthor[address] ?? .max) < index }

  /// The mail domains of those who took part before entry `index`: the first 64.
  func domains(before index: Int) -> [String] {
    domainsInOrder.prefix(64).prefix { $0.first < index }.map(\.domain)
  }

  /// The entry in which a mail domain first took part; nil where it never does.
  func firstPlace(ofDomain domain: String) -> Int? { firstDomain[domain] }

  /// Whether a mail domain took part before entry `index`.
  func domainParticipated(_ domain: String, before index: Int) -> Bool { (firstDomain[domain] ?? .max) < index }

  /// Whether a link to a place (`LinkFact.place`) stood in the conversation before entry `index`.
  func linked(_ place: String, before index: Int) -> Bool { (firstLinkDomain[place] ?? .max) < index }

  /// The entry in which a link to a place first stood in the conversation; nil where none does.
  func firstLink(to place: String) -> Int? { firstLinkDomain[place] }

  /// Whether an attachment was sent before entry `index`.
  func attached(_ digest: ContentDigest, before index: Int) -> Bool { (firstAttachment[digest] ?? .max) < index }

  /// Whether anything risky was attached before entry `index`.
  func hadRisk(before index: Int) -> Bool { (firstRisk ?? .max) < index }

  /// How many of these fingerprints can be looked up, and how many of those stood in an entry before `index`, as new or
  /// as quoted text.
  ///
  /// The edges keep the smallest fingerprints of a text only; a fingerprint can be looked up if it is small enough to
  /// be in the sketch of every earlier text that holds it.
  func known(_ shingles: [UInt64], before index: Int) -> (known: Int, of: Int) {
    guard index > 0, index <= completeness.count else { return (0, 0) }
    let reach = completeness[index - 1]
    var counts = (known: 0, of: 0)
    for shingle in shingles where shingle <= reach {
      counts.of += 1
      if (firstShingle[shingle] ?? .max) < index || (firstQuotation[shingle] ?? .max) < index { counts.known += 1 }
    }
    return counts
  }

  /// Fingerprints of new text from which a sketch may be full; sketches of quoted text are twice as large.
  private static let fullSketch = 64

  private static func reach(_ sketch: [UInt64], full: Int) -> UInt64 {
    sketch.count >= full ? sketch.max() ?? .max : .max
  }

  /// Whether an IBAN stood in the conversation before entry `index`.
  func ibanKnown(_ iban: String, before index: Int) -> Bool { (firstIBAN[iban] ?? .max) < index }

  /// Whether any IBAN stood in the conversation before entry `index`.
  func hadIBAN(before index: Int) -> Bool { (firstAnyIBAN ?? .max) < index }
}

extension MessageFacts {
  /// What the message carries, as a key: copies agree in it, whatever banners gateways added to them.
  var payloadKey: String {
    let list = listID.map { RegistrableDomain(host: $0).name }
    let links = Set(
      newLinks.lazy.filter { !$0.isOpaque && !HostTables.everyday.contains($0.domain) && $0.domain != list }.map(
        \.domain)
    ).sorted()
    let files = Set(attachments.map(\.digest.hex)).sorted()
    return (links + files).joined(separator: "\n")
  }
}
