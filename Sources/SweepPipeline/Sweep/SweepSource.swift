import MailArchives

/// What a pipeline names to be swept: a path, what of it counts, and whose mailboxes it holds.
public struct SweepSource: Sendable, Hashable {
  /// The file or folder.
  public var path = ""
  /// The formats of mail that are read.
  public var formats = ArchiveKind.allCases
  /// Patterns of what is left out (`PathPattern`).
  public var exclude: [String] = []
  /// Whose mailbox it is, all of it; nil where nobody says.
  public var owner: String?
  /// Whose mailboxes are what lies below it, by path.
  public var owners: [String: String] = [:]

  /// Names a path, of which everything counts.
  public init(path: String = "") { self.path = path }

  /// The owners that it states.
  var ownerRules: [MailboxOwners.Rule] {
    let own = owner.map { [MailboxOwners.Rule(path: path, owner: $0)] } ?? []
    return own
      + owners.sorted { $0.key < $1.key }.map { name, owner in
        .init(path: path.hasSuffix("/") ? path + name : path + "/" + name, owner: owner)
      }
  }

  /// What of the files below it is looked at: a test of the path of a file, or of a member of one.
  var admission: @Sendable (String) -> Bool {
    let patterns = exclude.map { PathPattern($0) }
    let below = path.utf8.count
    return { path in
      guard !patterns.isEmpty else { return true }
      let rest = path.utf8.dropFirst(below)
      // The path of a named file has nothing below it: its own name is what patterns see.
      let seen = rest.isEmpty ? path.utf8[...].suffix { $0 != 0x2F } : rest
      return !patterns.contains { $0.matches(seen) }
    }
  }
}

extension Substring.UTF8View {
  /// The bytes behind the last one that `isInside` does not hold for.
  fileprivate func suffix(while isInside: (UInt8) -> Bool) -> Substring.UTF8View {
    guard let last = lastIndex(where: { !isInside($0) }) else { return self }
    return self[index(after: last)...]
  }
}
