/// The part of a host name that its owner registered, and the name within it.
///
/// A rule and a table instead of the whole Public Suffix List: under a country's code a short second label of the usual
/// words (`co`, `com`, `ac` …) is part of the suffix, and so are the names under which hosting firms give names to their
/// customers. What the rule gets wrong joins or parts two owners under one suffix; it is used for comparisons with the
/// past only.
public struct RegistrableDomain: Sendable, Hashable {
  /// The registrable name, lower case; the host itself where it is an address or a single label.
  public var name: String
  /// The first label of `name`, that which was chosen: `example` of `example.co.uk`.
  public var label: String
  /// What follows the label: `co.uk`.
  public var suffix: String

  /// Reads a host name in any case, with or without a final dot.
  public init(host: String) {
    let lower = bounded(host, to: 253).lowercased()
    let labels = lower.split(separator: ".", omittingEmptySubsequences: true)
    guard labels.count > 1, !Self.isAddress(lower), let top = labels.last else {
      name = lower
      label = lower
      suffix = ""
      return
    }
    var take = 2
    if labels.count > 2, top.utf8.count == 2, Self.secondLevel.contains(labels[labels.count - 2]) { take = 3 }
    for depth in stride(from: min(4, labels.count - 1), through: 2, by: -1)
    where HostTables.sharedSuffixes.contains(labels.suffix(depth).joined(separator: ".")) {
      take = max(take, depth + 1)
      break
    }
    let kept = labels.suffix(take)
    name = kept.joined(separator: ".")
    label = kept.first.map(String.init) ?? ""
    suffix = kept.dropFirst().joined(separator: ".")
  }

  private static let secondLevel: Set<Substring> = [
    "co", "com", "org", "net", "gov", "ac", "edu", "ne", "or", "go", "gob", "gouv", "nom", "mil", "ltd", "plc", "sch",
    "nhs", "police", "id", "asn", "gv", "govt", "geek", "school", "in", "firm", "gen", "ind", "res", "nic", "k12",
    "ad", "ed", "lg", "gr", "re", "pe", "biz", "info", "web",
  ]

  /// Whether `host` is an address in numbers (IPv4 in dots, IPv6 with colons).
  static func isAddress(_ host: String) -> Bool {
    if host.utf8.contains(0x3A) { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (0x30...0x39).contains($0) }
      }
  }
}
