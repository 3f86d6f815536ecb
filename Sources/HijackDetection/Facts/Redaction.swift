import MailModel

/// Puts pseudonyms in the place of people, in the facts of messages: judgement still works, and nobody is named.
///
/// A pseudonym depends on the address and on a salt. Where the salt is thrown away nobody can tell who it was, and two
/// redactions give one person two pseudonyms. What stays: identifiers, digests, hosts, networks, dates, languages,
/// fingerprints of texts, and the domains of addresses, without which no reply could be told from an attack.
public struct Redaction: Sendable {
  /// Whom it concerns.
  public enum Subject: Sendable, Hashable {
    /// The person of one address, in its comparable form (`MailAddress.key`).
    case address(String)
    /// Everyone.
    case everyone
  }

  /// Whom it concerns.
  public let subject: Subject
  private let salt: [UInt8]

  /// Redacts what concerns `subject`.
  public init(_ subject: Subject, salt: [UInt8]) {
    self.subject = subject
    self.salt = salt
  }

  /// The address, or its pseudonym where it is one of those concerned.
  public func address(_ address: String) -> String {
    guard concerns(address) else { return address }
    let domain = MailAddress(address: address).domain
    return "redacted-\(digits(of: address.lowercased()))" + (domain.isEmpty ? "" : "@" + domain)
  }

  /// A word that stands for the text: equal for equal texts.
  public func token(for text: String) -> String { text.isEmpty ? "" : "redacted-" + digits(of: text) }

  /// Redacts the facts of a message.
  ///
  /// Of a message that one of those concerned wrote, the subject, bank accounts, passwords and the names of attachments
  /// are taken away too; of all others only who is concerned.
  public func redact(_ facts: inout MessageFacts) {
    let isAuthor = concernsAuthor(of: facts)
    facts.from = facts.from.map(mailbox)
    facts.author = address(facts.author)
    facts.sender = facts.sender.map(address)
    facts.replyTo = facts.replyTo.map(address)
    facts.returnPath = facts.returnPath.map(address)
    facts.to = facts.to.map(mailbox)
    facts.cc = facts.cc.map(mailbox)
    facts.quotedAddresses = facts.quotedAddresses.map(address)
    facts.edges.author = address(facts.edges.author)
    facts.edges.recipients = facts.edges.recipients.map(address)
    for index in facts.newLinks.indices { redact(&facts.newLinks[index]) }
    for index in facts.quotedLinks.indices { redact(&facts.quotedLinks[index]) }
    guard isAuthor else { return }
    facts.subject = token(for: facts.subject)
    facts.edges.subject.base = token(for: facts.edges.subject.base)
    facts.passwords = []
    facts.newIBANs = facts.newIBANs.map(token)
    facts.quotedIBANs = facts.quotedIBANs.map(token)
    for index in facts.attachments.indices { facts.attachments[index].name = nil }
  }

  /// Whether one of those concerned wrote the message.
  public func concernsAuthor(of facts: MessageFacts) -> Bool {
    concerns(facts.author) || facts.from.map { concerns($0.address) } ?? false
  }

  private func concerns(_ address: String) -> Bool {
    guard !address.isEmpty else { return false }
    return switch subject {
    case .everyone: true
    case .address(let key): address.lowercased() == key
    }
  }

  private func mailbox(_ mailbox: MailAddress) -> MailAddress {
    concerns(mailbox.address) ? MailAddress(address: address(mailbox.address)) : mailbox
  }

  /// Links carry addresses in what stands behind their path, so that a click tells who clicked.
  private func redact(_ link: inout LinkFact) {
    switch subject {
    case .everyone:
      if let end = link.url.firstIndex(where: { $0 == "?" || $0 == "#" }) { link.url = String(link.url[..<end]) }
      link.visibleText = token(for: link.visibleText)
    case .address(let key):
      let pseudonym = address(key)
      if link.url.lowercased().contains(key) {
        link.url = link.url.lowercased().replacing(key, with: pseudonym)
      }
      if link.visibleText.lowercased().contains(key) { link.visibleText = token(for: link.visibleText) }
    }
  }

  private func digits(of text: String) -> String {
    String(ContentDigest(of: salt + Array(text.utf8)).hex.prefix(12))
  }
}
