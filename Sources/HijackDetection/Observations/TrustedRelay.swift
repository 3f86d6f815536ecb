/// A relay whose Received fields are believed: an address, a network, or the name of a host or domain.
public struct TrustedRelay: Sendable, Hashable {
  private enum Form: Hashable {
    case network(IPAddress, bits: Int)
    case name(String)
  }

  private let form: Form

  /// Reads `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`, `mx.corp.example` or `corp.example`; nil for anything else.
  public init?(_ text: String) {
    let halves = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    if let address = halves.first.flatMap({ IPAddress(String($0)) }) {
      let width = address.isFour ? 32 : 128
      let bits = halves.count == 1 ? width : Int(halves[1]) ?? -1
      guard (0...width).contains(bits) else { return nil }
      form = .network(address, bits: bits + 128 - width)
      return
    }
    let isName = text.utf8.allSatisfy { byte in
      byte.isDigit || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
    }
    guard isName, let first = text.first, first != ".", first != "-", text.utf8.count <= 253,
      text.contains(where: \.isLetter)
    else { return nil }
    form = .name(text.lowercased())
  }

  /// Whether it is the host that gave a message on.
  func isGiver(of hop: Hop, at address: IPAddress?) -> Bool {
    switch form {
    case .network(let network, let bits):
      address.map { $0.shares(bits, with: network) } ?? false
    case .name(let name):
      hop.from.map { $0 == name || $0.hasSuffix("." + name) } ?? false
    }
  }
}

extension MessageFacts {
  /// The facts with the way of the message cut where it is no longer to be believed.
  ///
  /// Received fields are read from the latest on, each written by the host that the one above it names as the giver. The
  /// first giver that is neither in a private network nor a relay of `organisation` is the message's origin: what lies
  /// below may be written by whoever sent it.
  public func believing(_ organisation: Organisation) -> MessageFacts {
    guard !organisation.relays.isEmpty else { return self }
    let end = hops.firstIndex { hop in
      let address = hop.address.flatMap { IPAddress($0) }
      // A giver without an address handed it over within the machine.
      guard let address, address.isPublic else { return false }
      return !organisation.relays.contains { $0.isGiver(of: hop, at: address) }
    }
    guard let end, end < hops.count - 1 else { return self }
    var facts = self
    facts.hops = Array(hops[...end])
    facts.origin = OriginNetwork(hops: facts.hops, originating: nil)
    return facts
  }
}
