/// The name of a file in a Maildir: `unique:2,FLAGS` in `cur`, `unique` in `new` (maildir(5)).
///
/// Where `:` may not stand in names, programs write `!`, `;` or `_` instead.
struct MaildirName {
  /// Whether the file lies in `cur` or `new`.
  var isInMaildir = false
  /// Whether the name has the form that deliveries have: a time, a dot, more.
  var hasUniqueForm = false
  /// Whether the file lies in a folder `tmp` under such a name.
  var isInTemporaryFolder = false
  var flags = MessageFlags()

  init(path: String) {
    guard let slash = path.utf8.lastIndex(of: 0x2F) else { return }
    let name = Array(path.utf8[path.utf8.index(after: slash)...])
    let folder = path.utf8[..<slash].split(whereSeparator: { $0 == 0x2F || $0 == 0x21 }).last
    guard let folder else { return }
    hasUniqueForm = Self.isUnique(name)
    isInTemporaryFolder = hasUniqueForm && folder.elementsEqual("tmp".utf8)
    isInMaildir = folder.elementsEqual("cur".utf8) || folder.elementsEqual("new".utf8)
    guard isInMaildir else { return }
    readFlags(name)
  }

  private static func isUnique(_ name: [UInt8]) -> Bool {
    let digits = name.prefix { $0.isDigit }.count
    return digits >= 6 && digits < name.count && name[digits] == 0x2E
  }

  private mutating func readFlags(_ name: [UInt8]) {
    guard let comma = name.lastIndex(of: 0x2C), comma >= 2, name[comma - 1] == 0x32,
      [0x3A, 0x21, 0x3B, 0x5F].contains(name[comma - 2])
    else { return }
    hasUniqueForm = true
    let table: [UInt8: MessageFlags] = [
      0x53: .seen, 0x52: .answered, 0x46: .flagged, 0x44: .draft, 0x54: .deleted, 0x50: .forwarded,
    ]
    for letter in name[(comma + 1)...] {
      // Dovecot puts more behind another comma; unknown letters are keywords.
      if let flag = table[letter] { flags.insert(flag) }
    }
  }
}

extension ArchiveSource {
  /// The flags that the file's name notes of its message; nil where names say nothing, as outside a Maildir.
  public var flagsInName: MessageFlags? { kind == .maildir ? MaildirName(path: path).flags : nil }
}
