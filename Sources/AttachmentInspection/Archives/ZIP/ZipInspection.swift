import ByteReading
import MailModel

extension Inspection {
  /// Goes through a ZIP file: lists every entry, unpacks those that may matter, and goes into them.
  mutating func inspectZip(_ bytes: [UInt8]) {
    let archive = takeArchive() ?? ZipDirectory(bytes, limit: limits.entries)
    noteStructure(of: archive)
    if !archive.comment.isEmpty { foundURLs(in: archive.comment) }
    if archive.entries.contains(where: \.isEncrypted) { noteWordsBeside(archive) }
    inspectOpenDocument(archive)
    if archive.entry(named: "AppxManifest.xml") != nil { found(.executable, "an application package") }
    var members: [ArchiveMember] = []
    throughMembers(archive.entries.count { !$0.isDirectory }) { inspection in
      for entry in archive.entries where !entry.isDirectory {
        guard inspection.takeEntry() else { break }
        members.append(inspection.unpack(entry, from: archive))
      }
    }
    judge(members)
  }

  /// The comment and the names of members may tell the password.
  private mutating func noteWordsBeside(_ archive: ZipDirectory) {
    let comment = archive.comment.bytes(at: 0, count: 2_048).lenientText
    trials.add(PasswordCandidates.candidates(inNote: comment), origin: .comment)
    for entry in archive.entries.prefix(16) where entry.name.lowercasedASCII.holds("pass") {
      trials.add(PasswordCandidates.candidates(inNote: entry.name.replacingSlashes), origin: .comment)
    }
  }

  /// What is odd about the structure, whatever the entries hold.
  mutating func noteStructure(of archive: ZipDirectory) {
    for disagreement in archive.disagreements.prefix(3) { found(.zipWalksDisagree, disagreement) }
    noteNameTricks(archive.entries.map(\.name))
  }

  /// A document and a folder of the same name with a program in it (CVE-2023-38831).
  private mutating func noteNameTricks(_ names: [String]) {
    var files = Set<String>(minimumCapacity: names.count)
    for name in names where name.utf8.last != 0x2F {
      if !files.insert(Self.trimmed(name)).inserted { found(.zipWalksDisagree, "two entries are called \(name)") }
    }
    // Members of one folder stand together: each folder is looked for once.
    var folder = ""
    var isFile = false
    for name in names {
      guard let slash = name.utf8.lastIndex(of: 0x2F), name.utf8.index(after: slash) < name.endIndex else { continue }
      if name[..<slash] != folder {
        folder = String(name[..<slash])
        isFile = files.contains(Self.trimmed(folder))
      }
      if isFile, folder.utf8.last == 0x20 || DangerousExtensions.runs(name) { found(.archiveNameTrick, name) }
    }
  }

  private static func trimmed(_ name: String) -> String {
    guard name.utf8.last == 0x20 else { return name }
    var text = Substring(name)
    while text.utf8.last == 0x20 { text = text.dropLast() }
    return String(text)
  }

  private mutating func unpack(_ entry: ZipEntry, from archive: ZipDirectory) -> ArchiveMember {
    var member = ArchiveMember(name: entry.name, size: entry.size, type: nil, isEncrypted: entry.isEncrypted)
    if entry.isSymbolicLink { found(.archiveTraversal, "\(entry.name) is a symbolic link") }
    guard entryAllowance > 0 else {
      hit(.inflatedBytes)
      foundChild(entry.name, digest: nil)
      return member
    }
    var inflated = archive.content(of: entry, limit: entryAllowance)
    spend(inflated: inflated.bytes.count)
    if entry.isEncrypted {
      // The bit may lie: what inflates whole and to the declared size was never encrypted.
      if entry.method == 8, inflated.ending == .complete, inflated.bytes.count == entry.size, entry.size > 0 {
        found(.zipWalksDisagree, "\(entry.name) is marked as encrypted and is not")
        member.isEncrypted = false
      } else if let clear = decrypted(entry, from: archive) {
        spend(inflated: clear.bytes.count)
        inflated = clear
      } else {
        foundChild(entry.name, digest: nil)
        return member
      }
    }
    noteExpansion(of: entry, inflated)
    guard !inflated.bytes.isEmpty || entry.size == 0 else {
      foundChild(entry.name, digest: nil)
      return member
    }
    if inflated.ending == .limit {
      hit(.entryBytes)
      foundChild(entry.name, digest: nil)
      let type = TypeSniffer.type(of: inflated.bytes)
      member.type = type
      descend(into: entry.name) {
        $0.match(inflated.bytes)
        $0.inspect(inflated.bytes, type: type)
      }
      return member
    }
    let type = inspectChild(entry.name, inflated.bytes)
    member.type = type
    if type.isArchive { found(.archiveNested, entry.name) }
    return member
  }

  private mutating func noteExpansion(of entry: ZipEntry, _ inflated: Inflated) {
    let compressed = max(1, min(entry.compressedSize > 0 ? entry.compressedSize : inflated.consumed, 1 << 40))
    if inflated.bytes.count > 8 << 20, inflated.bytes.count / compressed > limits.expansionRatio {
      hit(.expansionRatio)
      found(.archiveBomb, "\(entry.name) inflates \(inflated.bytes.count / compressed) times")
    }
  }
}

extension String {
  /// The name with blanks in place of what separates words in names.
  fileprivate var replacingSlashes: String { String(map { "/\\_.()[]".contains($0) ? " " : $0 }) }
}

extension AttachmentType {
  /// Whether it holds other files and little else.
  var isArchive: Bool {
    switch self {
    case .zip, .rar, .sevenZip, .gzip, .tar, .iso, .cab: true
    default: false
    }
  }
}
