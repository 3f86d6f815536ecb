/// What the people who sweep know about their own mail.
public struct Organisation: Sendable, Hashable {
  /// Their own mail domains, lower case; empty where that is not known.
  public var domains: [String]
  /// Relays whose Received fields they trust (`TrustedRelay`), lower case; empty: all are trusted.
  public private(set) var trustedRelays: [String]
  /// The same, read.
  let relays: [TrustedRelay]

  /// Makes an organisation from its domains and relays.
  public init(domains: [String] = [], trustedRelays: [String] = []) {
    self.domains = domains.map { $0.lowercased() }
    self.trustedRelays = trustedRelays.map { $0.lowercased() }
    relays = trustedRelays.compactMap { TrustedRelay($0) }
  }

  /// Whether `domain` is one of theirs, or lies below one.
  func owns(_ domain: String) -> Bool {
    domains.contains { domain == $0 || domain.hasSuffix("." + $0) }
  }
}
