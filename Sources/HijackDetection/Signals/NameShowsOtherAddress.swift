import MailModel

/// A name that shows another address than the real one.
enum NameShowsOtherAddress: SignalRule {
  static let definition = SignalDefinition(
    id: "name-shows-other-address", group: .identity, defaultWeight: 2.5,
    summary: "The display name holds an address that is not the author's.",
    benignRate: "web forms and ticket systems that write for somebody",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, let from = message.facts.from, from.name.utf8.contains(0x40) else { return nil }
    let words = from.name.lowercased().split { " <>()[]\"',;:".contains($0) }
    guard let shown = words.first(where: { $0.utf8.contains(0x40) && $0.utf8.contains(0x2E) }).map(String.init),
      shown != from.key, message.authorHistory < 3
    else { return nil }
    let shownDomain = RegistrableDomain(host: MailAddress(address: shown).domain).name
    guard shownDomain != RegistrableDomain(host: from.domain).name else { return nil }
    return SignalEvidence(text: "the name shows \(shown), the address is \(from.key)")
  }
}
