import MailArchives

/// Whose mailboxes the sources are, by the word of the user: what is said wins over what paths show.
public struct MailboxOwners: Sendable, Hashable {
  /// The owner of what lies at a path, and below it.
  public struct Rule: Sendable, Hashable {
    /// A file, a folder, or the name of one below another rule's path.
    public var path: String
    /// An address in lower case.
    public var owner: String

    /// Says that what lies at `path` is a mailbox of `owner`.
    public init(path: String, owner: String) {
      self.path = path
      self.owner = owner
    }
  }

  /// The owner of all sources, as the command line or the environment names it; it wins over the rules.
  public var everything: String?
  /// Owners by paths; of several that hold the longest path counts.
  public var rules: [Rule] = []

  /// Knows no owners.
  public init() {}

  /// What tells the owner of a source, nil where nobody says; the paths of the rules are looked up once.
  func lookup() -> (ArchiveSource) -> String? {
    if let everything { return { _ in everything } }
    // The longest path first, so that the first that holds the source counts.
    let places = rules.sorted { $0.path.utf8.count > $1.path.utf8.count }
      .map { (path: $0.path, location: ResolvedPath.of($0.path), owner: $0.owner) }
    return { source in
      places.first { place in
        if Self.lies(source.path, at: place.path) { return true }
        guard let location = source.location, let resolved = place.location else { return false }
        return Self.lies(location, at: resolved)
      }?.owner
    }
  }

  /// Whether what `path` names is `place`, or lies below it.
  static func lies(_ path: String, at place: String) -> Bool {
    var place = place.utf8[...]
    while place.last == 0x2F { place = place.dropLast() }
    guard path.utf8.starts(with: place) else { return false }
    let rest = path.utf8.dropFirst(place.count)
    return rest.isEmpty || rest.first == 0x2F || rest.first == 0x21
  }

  /// An address as a person writes it, in lower case; nil where the text is none (RFC 5321 §4.1.2, plainly).
  public static func address(_ text: String) -> String? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, isPlain(parts[0]), isPlain(parts[1]) else { return nil }
    // A mailbox on the machine's own network may have a domain of one label; an IP literal is no mailbox's name here.
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.allSatisfy({ !$0.isEmpty && $0.first != "-" && $0.last != "-" }) else { return nil }
    guard labels.allSatisfy({ $0.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" } }) else { return nil }
    return text.lowercased()
  }

  private static func isPlain(_ part: Substring) -> Bool {
    !part.isEmpty && part.utf8.count <= 254 && part.first != "." && part.last != "." && !part.contains("..")
      && part.unicodeScalars.allSatisfy { scalar in
        scalar.value > 0x20 && scalar.value != 0x7F && !"<>()[]:;,\"\\".unicodeScalars.contains(scalar)
      }
  }
}
