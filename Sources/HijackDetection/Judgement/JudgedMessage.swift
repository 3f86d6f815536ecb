import MailModel

/// A message under judgement: its facts, its conversation, and the archive seen from it.
struct JudgedMessage {
  let facts: MessageFacts
  let keys: MessageKeys
  let history: History
  let thread: ConversationHistory
  /// The message's entry in its conversation.
  let position: Int
  let organisation: Organisation
  /// What the places of its copies say of its sending.
  let trace: MailboxTrace
  /// Whether copies of earlier messages of the conversation were thrown away.
  let wasTidiedUp: Bool
  /// Links of the new text that neither the people nor the conversation are known for.
  let strangeLinks: [LinkFact]
  /// Such links of attachments that are there to be clicked.
  let strangeLures: [LinkFact]

  init(
    _ position: Int, of thread: ConversationHistory, in index: BaselineIndex, organisation: Organisation,
    mailboxes: MailboxTraces = MailboxTraces()
  ) {
    let facts = thread.entries[position].facts
    self.facts = facts
    self.thread = thread
    self.position = position
    self.organisation = organisation
    keys = MessageKeys(facts)
    history = History(of: facts, in: index)
    trace = mailboxes[facts.digest]
    // A tidy mailbox loses the whole thread; the last messages before this one show it.
    wasTidiedUp = thread.entries[..<position].suffix(8).contains {
      mailboxes[$0.facts.digest].marks.contains(.thrownAway)
    }
    func isKnown(_ link: LinkFact) -> Bool {
      guard let first = thread.firstLink(to: link.place), first < position else { return false }
      // What an unknown brought in within the same days is no more familiar for it: waves meet a conversation twice.
      let bringer = thread.entries[first].facts
      let (gap, overflow) = facts.moment.subtractingReportingOverflow(bringer.moment)
      guard !overflow, gap <= Wave.week.rawValue, !bringer.author.isEmpty else { return true }
      return !History(of: bringer, in: index).isNew(ObservationKey(.author, bringer.author), before: .week)
    }
    strangeLinks = Self.strange(
      facts.newLinks, facts, at: position, of: thread, organisation: organisation, isKnown: isKnown)
    strangeLures = Self.strange(
      facts.lureLinks, facts, at: position, of: thread, organisation: organisation, isKnown: isKnown)
  }

  private static func strange(
    _ links: [LinkFact], _ facts: MessageFacts, at position: Int, of thread: ConversationHistory,
    organisation: Organisation, isKnown: (LinkFact) -> Bool
  ) -> [LinkFact] {
    guard !links.isEmpty else { return [] }
    let candidates = links.filter { link in
      !link.isOpaque && (!HostTables.everyday.contains(link.domain) || link.sharedService != nil)
        && !organisation.owns(link.host) && !isKnown(link)
        && !thread.domainParticipated(link.domain, before: position)
        && IPAddress(link.host)?.isPublic ?? true
    }
    guard !candidates.isEmpty else { return [] }
    var people = Set(facts.quotedLinks.map(\.place))
    for domain in Set(facts.recipients.map(\.domain) + [facts.authorDomain]) {
      people.insert(RegistrableDomain(host: domain).name)
    }
    return candidates.filter { !people.contains($0.place) }
  }

  var entry: ConversationHistory.Entry { thread.entries[position] }

  /// The archived parent; nil where there is none.
  var parent: MessageFacts? { entry.parent.flatMap { $0 < position ? thread.entries[$0].facts : nil } }

  /// Whether the message continues a conversation, by its own word or by its place.
  var isContinuation: Bool { facts.claimsContinuity || entry.hasParent }

  /// Whether the message bears the name of somebody known and comes from an address that nobody knows.
  var isUnderAnothersName: Bool {
    KnownNameNewAddress.evaluate(self) != nil
      || (LookAlikeOfParticipant.evaluate(self) ?? LookAlikeDomain.evaluate(self)) != nil
        && history.isNew(keys.author, before: .week)
  }

  /// Whether the message leads to, carries or asks for something that could do harm.
  var hasSomethingToOpen: Bool {
    !strangeLinks.isEmpty || !strangeLures.isEmpty || !risks.isEmpty
      || !facts.requests.isDisjoint(with: [.bankChange, .credentials])
      || facts.newIBANs.contains { !thread.ibanKnown($0, before: position) }
  }

  /// Whether the quoted text is, by far the most of it, that of earlier messages: what differs was changed.
  ///
  /// A changed word is part of four runs of words, and longer values have several words.
  var quotesFaithfully: Bool {
    let (known, count) = thread.known(facts.edges.quotedText, before: position)
    return count >= 16 && known * 10 >= count * 7
  }

  /// Whether an attachment is as good as proven to be malicious.
  var hasProvenPayload: Bool { facts.attachments.contains(where: \.isProven) }

  /// Earlier messages of the author in the archive.
  var authorHistory: Int { history.before(keys.author) }

  /// Whether this is mail among people, in which novelty means something.
  var isPersonal: Bool { facts.markers.isPersonal }

  /// Whether a mailing list handed the message on, so that anyone may write.
  var isList: Bool { facts.markers.contains(.list) }

  /// Both: where the new text leads, then where the attachments do.
  var strangeTargets: [LinkFact] { strangeLures.isEmpty ? strangeLinks : strangeLinks + strangeLures }

  /// Attachments without harm of their own that lead to where nobody has been.
  var luringAttachments: [AttachmentFact] {
    guard !strangeLures.isEmpty else { return [] }
    let targets = Set(strangeLures.map(\.url))
    return facts.attachments.filter { attachment in
      AttachmentRisk(attachment) == nil
        && attachment.urls.contains { LinkFact(target: $0).map { targets.contains($0.url) } ?? false }
    }
  }

  /// What is attached that can do harm by its kind, with why.
  var risks: [(attachment: AttachmentFact, risk: AttachmentRisk)] {
    facts.attachments.compactMap { attachment in AttachmentRisk(attachment).map { (attachment, $0) } }
  }
}
