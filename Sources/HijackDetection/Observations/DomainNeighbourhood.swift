/// Domains that look like one another: the keys under which they meet, and how near they are.
///
/// Two labels within a distance of k edits share a form that is reached from each by deleting at most k characters; so a
/// domain's neighbourhood is found by key, not by comparing it with all others (after Garbe's symmetric deletion).
enum DomainNeighbourhood {
  /// Labels longer than this are compared by their skeleton only.
  private static let longest = 32

  /// How many edits count as a likeness for labels of `length` bytes: short words are near one another by chance.
  static func allowedEdits(_ length: Int) -> Int {
    switch length {
    case ..<5: 0
    case 5..<9: 1
    default: 2
    }
  }

  /// The keys of the neighbourhood of a domain, each once.
  static func keys(of domain: String) -> [ObservationKey] {
    guard !domain.isEmpty else { return [] }
    let registrable = RegistrableDomain(host: domain)
    guard !HostTables.freeMail.contains(registrable.name) else { return [] }
    return Array(keys(ofLabel: registrable.label.bytes()))
  }

  /// The keys under which a label meets those that look like it: of itself, of its skeleton, and of what deletions leave.
  private static func keys(ofLabel label: [UInt8]) -> Set<ObservationKey> {
    var keys: Set<ObservationKey> = [ObservationKey(.nearDomain, bytes: label)]
    guard label.count >= 4 else { return keys }
    keys.insert(ObservationKey(.nearDomain, bytes: ConfusableSkeleton.of(label)))
    // A longer neighbour may allow more edits than this label by itself: take those of a label two longer.
    let edits = allowedEdits(label.count)
    guard label.count <= longest, edits > 0 else { return keys }
    for first in label.indices {
      var shorter = label
      shorter.remove(at: first)
      keys.insert(ObservationKey(.nearDomain, bytes: shorter))
      guard edits > 1 else { continue }
      for second in first..<shorter.count {
        var shortest = shorter
        shortest.remove(at: second)
        keys.insert(ObservationKey(.nearDomain, bytes: shortest))
      }
    }
    return keys
  }

  /// How a domain imitates another, in words; nil where it does not.
  ///
  /// Both are host names in lower case; one registrable domain does not imitate itself.
  static func likeness(of candidate: String, to original: String) -> String? {
    let left = RegistrableDomain(host: candidate)
    let right = RegistrableDomain(host: original)
    guard left.name != right.name, !left.suffix.isEmpty, !right.suffix.isEmpty else { return nil }
    let (a, b) = (Array(left.label.utf8), Array(right.label.utf8))
    if a == b {
      return a.count >= 5 ? "the same name under .\(left.suffix) instead of .\(right.suffix)" : nil
    }
    if min(a.count, b.count) >= 4, ConfusableSkeleton.of(a) == ConfusableSkeleton.of(b) {
      return "letters that look alike"
    }
    if min(a.count, b.count) >= 5, a.filter({ $0 != 0x2D }) == b.filter({ $0 != 0x2D }) {
      return "a hyphen more or less"
    }
    let allowed = allowedEdits(min(a.count, b.count))
    guard allowed > 0, max(a.count, b.count) <= longest else { return nil }
    let distance = EditDistance.between(a, b, atMost: allowed)
    guard distance <= allowed else { return nil }
    // Numbers that count (`server1`, `server2`) are sisters, not imitations.
    if a.filter({ !$0.isDigit }) == b.filter({ !$0.isDigit }), a.contains(where: \.isDigit),
      b.contains(where: \.isDigit)
    {
      return nil
    }
    return distance == 1 ? "one edit apart" : "two edits apart"
  }
}
