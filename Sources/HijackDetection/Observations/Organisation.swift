/// What the people who sweep know about their own mail.
public struct Organisation: Sendable, Hashable {
  /// Their own mail domains, lower case; empty where that is not known.
  public var domains: [String]
  /// Hosts whose Received fields they trust, lower case.
  public var trustedRelays: [String]

  /// Makes an organisation from its domains and relays.
  public init(domains: [String] = [], trustedRelays: [String] = []) {
    self.domains = domains.map { $0.lowercased() }
    self.trustedRelays = trustedRelays.map { $0.lowercased() }
  }

  /// Whether `domain` is one of theirs, or lies below one.
  func owns(_ domain: String) -> Bool {
    domains.contains { domain == $0 || domain.hasSuffix("." + $0) }
  }
}
