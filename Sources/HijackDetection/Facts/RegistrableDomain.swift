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

  /// Labels that a suffix can have, with one before it.
  private static let maximumLabels = 5

  /// Reads a host name in any case, with or without a final dot.
  public init(host: String) {
    let lower = bounded(host, to: 253).lowercased()
    let bytes = Self.withoutEmptyLabels(lower.bytes())
    let starts = Self.suffixStarts(bytes)
    guard starts.count > 1, !Self.isAddress(lower.bytes()[...]) else {
      name = lower
      label = lower
      suffix = ""
      return
    }
    func text(_ labels: Int) -> String { String(decoding: bytes[starts[labels - 1]...], as: UTF8.self) }
    var take = 2
    if starts.count > 2, bytes.count - starts[0] == 2 {
      let second = String(decoding: bytes[starts[1]..<starts[0] - 1], as: UTF8.self)
      if Self.secondLevel.contains(second) { take = 3 }
    }
    if HostTables.sharedSuffixEnds.contains(text(1)) {
      for depth in stride(from: min(4, starts.count - 1), through: 2, by: -1)
      where HostTables.sharedSuffixes.contains(text(depth)) {
        take = max(take, depth + 1)
        break
      }
    }
    name = text(take)
    label = String(decoding: bytes[starts[take - 1]..<starts[take - 2] - 1], as: UTF8.self)
    suffix = text(take - 1)
  }

  private static func withoutEmptyLabels(_ bytes: [UInt8]) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    for byte in bytes where byte != 0x2E || (kept.last ?? 0x2E) != 0x2E { kept.append(byte) }
    if kept.last == 0x2E { kept.removeLast() }
    return kept
  }

  /// Where the last label begins, the last two, and so on.
  private static func suffixStarts(_ bytes: [UInt8]) -> [Int] {
    guard !bytes.isEmpty else { return [] }
    var starts: [Int] = []
    starts.reserveCapacity(maximumLabels)
    var at = bytes.count - 1
    while at > 0, starts.count < maximumLabels {
      if bytes[at - 1] == 0x2E { starts.append(at) }
      at -= 1
    }
    if at == 0, starts.count < maximumLabels { starts.append(0) }
    return starts
  }

  private static let secondLevel: Set<String> = [
    "co", "com", "org", "net", "gov", "ac", "edu", "ne", "or", "go", "gob", "gouv", "nom", "mil", "ltd", "plc", "sch",
    "nhs", "police", "id", "asn", "gv", "govt", "geek", "school", "in", "firm", "gen", "ind", "res", "nic", "k12",
    "ad", "ed", "lg", "gr", "re", "pe", "biz", "info", "web",
  ]

  /// Whether `host` is an address in numbers (IPv4 in dots, IPv6 with colons).
  static func isAddress(_ host: String) -> Bool { isAddress(host.bytes()[...]) }

  /// Whether the bytes are an address in numbers.
  static func isAddress(_ host: ArraySlice<UInt8>) -> Bool { host.contains(0x3A) || IPAddress.isDotted(host) }
}
