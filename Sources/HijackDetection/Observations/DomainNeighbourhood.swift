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
    return forms(of: registrable.label).map { ObservationKey(.nearDomain, bytes: $0) }
  }

  /// The forms under which a label meets those that look like it: itself, its skeleton, and what deletions leave.
  private static func forms(of label: String) -> [[UInt8]] {
    let bytes = Array(label.utf8)
    guard bytes.count >= 4 else { return [bytes] }
    var forms: Set<[UInt8]> = [bytes, ConfusableSkeleton.of(bytes)]
    guard bytes.count <= longest else { return sorted(forms) }
    // A longer neighbour may allow more edits than this label by itself: take those of a label two longer.
    let edits = allowedEdits(bytes.count)
    guard edits > 0 else { return sorted(forms) }
    var last: Set<[UInt8]> = [bytes]
    for _ in 0..<edits {
      var next: Set<[UInt8]> = []
      for form in last {
        for index in form.indices {
          var shorter = form
          shorter.remove(at: index)
          next.insert(shorter)
        }
      }
      forms.formUnion(next)
      last = next
    }
    return sorted(forms)
  }

  private static func sorted(_ forms: Set<[UInt8]>) -> [[UInt8]] {
    forms.sorted { $0.lexicographicallyPrecedes($1) }
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
    if a.filter({ !isDigit($0) }) == b.filter({ !isDigit($0) }), a.contains(where: isDigit), b.contains(where: isDigit)
    {
      return nil
    }
    return distance == 1 ? "one edit apart" : "two edits apart"
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
