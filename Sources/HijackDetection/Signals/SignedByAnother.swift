import MailModel

/// A signature that names somebody else than From does.
enum SignedByAnother: SignalRule {
  static let definition = SignalDefinition(
    id: "signed-by-another", group: .identity, defaultWeight: 1.2,
    summary:
      "The signature at the end of the new text names a person or an address that the archive knows, not From's.",
    benignRate: "assistants and shared mailboxes, which do so as a habit or for people of their own house; "
      + "a private account with the signature of the office",
    rests: [.text, .from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, !message.isList, facts.sender ?? facts.author == facts.author else { return nil }
    let history = message.history
    // Who signs so at other times, before or after the days of a wave, does so by habit.
    guard !message.keys.signatures.isEmpty,
      message.keys.signatures.allSatisfy({ history.isNew($0, before: .week) && history.after($0, beyond: .week) < 2 })
    else { return nil }
    return address(message) ?? name(message)
  }

  private static func address(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    let own = RegistrableDomain(host: facts.authorDomain).name
    for (address, key) in zip(facts.signature.addresses, message.keys.signedAuthors) {
      let domain = RegistrableDomain(host: MailAddress(address: address).domain).name
      // Colleagues are named for holidays, and readers as those who shall answer.
      guard domain != own, !facts.replyTo.contains(address), !facts.recipients.contains(where: { $0.key == address })
      else { continue }
      let known = message.history.before(key, byAtLeast: Wave.week.rawValue)
      guard known >= 3 else { continue }
      let isStranger = message.history.isNew(message.keys.author, before: .week)
      let isUnlike = message.history.before(message.keys.authorWithSignature) >= 3
      guard isStranger || isUnlike else { continue }
      return SignalEvidence(
        text: "signed with \(address), of whom \(known) earlier messages are known, and sent from \(facts.author)",
        strength: isStranger ? 1 : 0.5, shows: [.address(address)])
    }
    return nil
  }

  private static func name(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    let signature = facts.signature
    guard let signed = PersonName(signature.name), let key = message.keys.signedName,
      let shown = PersonName(facts.from?.name ?? ""), facts.recipients.allSatisfy({ !signed.isPart(of: $0.name) })
    else { return nil }
    let mailbox = facts.author.prefix { $0 != "@" }
    let words = signed.key.split(separator: " ")
    guard Set(words).isDisjoint(with: shown.key.split(separator: " ")),
      !words.contains(where: { $0.utf8.count > 2 && mailbox.contains($0) })
    else { return nil }
    // An assistant writes from the house of the one who is named.
    let known = message.history.before(key, byAtLeast: Wave.week.rawValue)
    guard known >= 3, message.history.isNew(message.keys.domain, before: .week) else { return nil }
    return SignalEvidence(
      text: "signed \(quoted(signature.name)), of whom \(known) earlier messages are known, "
        + "and sent by \(quoted(facts.from?.name ?? ""))",
      strength: 0.8)
  }
}

extension PersonName {
  /// Whether a display name shows this person.
  fileprivate func isPart(of name: String) -> Bool { PersonName(name)?.key == key }
}
