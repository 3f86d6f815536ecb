/// Where a message entered the mail system.
public struct OriginNetwork: Sendable, Hashable {
  /// The network of the first public address on its way: a /24, or a /48 for IPv6; nil where none was public, or where
  /// it belongs to a provider that sends for everyone.
  public var network: String?
  /// The registrable name of the host that handed it in; nil where none is known.
  public var domain: String?

  /// Whether nothing is known.
  public var isEmpty: Bool { network == nil && domain == nil }

  /// Makes an origin from its parts.
  public init(network: String? = nil, domain: String? = nil) {
    self.network = network
    self.domain = domain
  }

  /// Reads the origin from hops in the order of the header, the latest first.
  ///
  /// The earliest hop with a public address counts, within the first four: what comes after those is delivery. An
  /// `X-Originating-IP` wins, because web mail puts the person's own address there.
  init(hops: [Hop], originating: String?) {
    self.init()
    if let originating, let address = Hop.address(in: originating), let parsed = IPAddress(address), parsed.isPublic {
      network = parsed.network
    }
    for hop in hops.suffix(4).reversed() {
      if network == nil, let address = hop.address, let parsed = IPAddress(address), parsed.isPublic {
        if let name = hop.fromDomain, HostTables.mailProviders.contains(name) {
          domain = name
          return
        }
        network = parsed.network
        domain = hop.fromDomain ?? domain
        return
      }
      if domain == nil, let name = hop.fromDomain { domain = name }
      if network != nil, domain != nil { return }
    }
    if domain == nil, network == nil, let by = hops.last?.by, by.utf8.contains(0x2E), !RegistrableDomain.isAddress(by) {
      domain = RegistrableDomain(host: by).name
    }
  }

  /// The origin in words.
  var summary: String {
    switch (network, domain) {
    case (let network?, let domain?): "\(domain) (\(network))"
    case (let network?, nil): network
    case (nil, let domain?): domain
    case (nil, nil): "unknown"
    }
  }
}
