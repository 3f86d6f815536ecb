import MailModel

/// The keys under which is observed what an author's mailbox keeps of the mail that the author sends.
struct MailboxKeys {
  /// Mails of the author that others received, of which the author's mailbox holds a copy.
  let kept: ObservationKey
  /// Mails of the author that others received, of which it holds none.
  let missing: ObservationKey
  /// The same by the program that wrote them; nil where none is known.
  let keptByClient: ObservationKey?
  /// The same by the program that wrote them; nil where none is known.
  let missingByClient: ObservationKey?
  /// Mails of which only a copy is left that the author threw away.
  let thrownAway: ObservationKey
  /// Mails of the author in somebody else's folder of sent mail.
  let fromForeign: ObservationKey

  init(_ facts: MessageFacts) {
    let author = facts.author
    kept = ObservationKey(.sentKept, author)
    missing = ObservationKey(.sentMissing, author)
    let client = facts.client == .unknown ? nil : facts.client.name
    keptByClient = client.map { ObservationKey(.sentKeptByClient, author, $0) }
    missingByClient = client.map { ObservationKey(.sentMissingByClient, author, $0) }
    thrownAway = ObservationKey(.sentThrownAway, author)
    fromForeign = ObservationKey(.sentFromForeign, author)
  }

  /// All of them: what a message may read, and what it may be an observation of.
  var all: [ObservationKey] {
    [kept, missing, thrownAway, fromForeign] + [keptByClient, missingByClient].compactMap { $0 }
  }

  /// Those under which a message with that trace is an observation.
  func posted(_ facts: MessageFacts, _ trace: MailboxTrace) -> [ObservationKey] {
    guard trace != .none, !facts.author.isEmpty else { return [] }
    var keys: [ObservationKey] = []
    if trace.isTraceable(facts) {
      keys += trace.isKeptBySender ? [kept] : [missing]
      keys += [trace.isKeptBySender ? keptByClient : missingByClient].compactMap { $0 }
    }
    if trace.isOnlyThrownAway { keys.append(thrownAway) }
    if trace.marks.contains(.inForeignSent) { keys.append(fromForeign) }
    return keys
  }
}

extension MailboxTrace {
  /// Whether a copy should lie in the author's mailbox: a person wrote it there, and others received it.
  ///
  /// Answers to invitations, mail on behalf of another and notes to oneself (so scanners send) are kept by other rules.
  func isTraceable(_ facts: MessageFacts) -> Bool {
    marks.isSuperset(of: [.authorHasMailbox, .receivedByOthers]) && facts.markers.isPersonal
      && !facts.markers.contains(.calendar) && facts.sender ?? facts.author == facts.author
      && facts.from?.key == facts.author && facts.recipients.contains { $0.key != facts.author }
  }

  /// Whether the only copy of the sender's is one that was thrown away.
  var isOnlyThrownAway: Bool {
    marks.contains(.inOwnDeleted) && marks.isDisjoint(with: [.inOwnSent, .elsewhereInOwn, .inForeignSent])
  }
}
