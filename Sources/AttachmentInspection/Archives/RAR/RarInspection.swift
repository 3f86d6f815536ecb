import ByteReading
import MailModel

extension Inspection {
  /// Lists a RAR archive and goes into its members; what no decoder or password opens is named only.
  mutating func inspectRar(_ bytes: [UInt8]) {
    let archive = openedRar(bytes)
    noteComments(of: archive, bytes)
    var members: [ArchiveMember] = []
    throughMembers(archive.files.count { $0.role == .member }) { inspection in
      var unpacking = RarUnpacking(bytes)
      for file in archive.files where file.role != .comment {
        guard inspection.takeEntry() else { break }
        members.append(inspection.unpack(file, with: &unpacking))
      }
    }
    judge(members)
  }

  /// The archive's headers, with a password where they are encrypted.
  private mutating func openedRar(_ bytes: [UInt8]) -> RarArchive {
    let limit = limits.entries
    let archive = RarArchive(bytes, limit: limit)
    guard let encryption = archive.headerEncryption else { return archive }
    isEncrypted = true
    found(.archiveEncrypted, "the headers are encrypted")
    let result = tryPasswords(costing: encryption.hashes, skipping: PasswordTrials.ofOffice) {
      password -> RarArchive? in
      // All headers have one salt as a rule.
      var known: (RarEncryption, RarEncryption.Key)?
      var derivations = 0
      let opened = RarArchive(bytes, limit: limit) { encryption in
        if let known, known.0 == encryption { return known.1 }
        derivations += 1
        guard derivations <= 4, let key = encryption.key(for: password) else { return nil }
        known = (encryption, key)
        return key
      }
      return opened.isOpened ? opened : nil
    }
    guard let result else { return archive }
    opened("the archive", with: result.password)
    return result.opened
  }

  /// Comments may tell the password.
  private mutating func noteComments(of archive: RarArchive, _ bytes: [UInt8]) {
    for file in archive.files.prefix(8) where file.role == .comment && file.encryption == nil {
      var unpacking = RarUnpacking(bytes)
      guard let content = unpacking.content(of: file, key: nil, limit: 65_536)?.bytes else { continue }
      let text = content.bytes(at: 0, count: 2_048).lenientText
      trials.add(PasswordCandidates.candidates(inNote: text), origin: .comment)
      foundURLs(in: content)
    }
  }

  private mutating func unpack(_ file: RarArchive.File, with unpacking: inout RarUnpacking) -> ArchiveMember {
    var member = ArchiveMember(
      name: file.name, size: file.size ?? 0, type: nil, isEncrypted: file.encryption != nil)
    if let link = file.link { found(.archiveTraversal, "\(file.name) is a link to \(link)") }
    guard entryAllowance > 0 else {
      hit(.inflatedBytes)
      foundChild(file.name, digest: nil)
      unpacking.breakOff()
      return member
    }
    let limit = file.method == .version3 ? max(1, min(entryAllowance, limits.lzmaBytes)) : entryAllowance
    let result: RarUnpacking.Content?
    if let encryption = file.encryption, !file.isSplit {
      result = decrypted(file, encryption, with: &unpacking, limit: limit)
    } else {
      result = unpacking.content(of: file, key: nil, limit: limit)
    }
    guard let result, !result.bytes.isEmpty || file.size == 0 else {
      foundChild(file.name, digest: nil)
      return member
    }
    spend(inflated: result.bytes.count)
    member.type = inspectUnpacked(file.name, result.bytes, result.ending, packed: file.packed.count)
    return member
  }

  private mutating func decrypted(
    _ file: RarArchive.File, _ encryption: RarEncryption, with unpacking: inout RarUnpacking, limit: Int
  ) -> RarUnpacking.Content? {
    if let key = unpacking.keys[encryption] {
      let content = unpacking.content(of: file, key: key, limit: limit)
      if content?.isProven ?? false { return content }
    }
    let start = unpacking
    let result = tryPasswords(
      costing: encryption.hashes.addingReportingOverflow(file.packed.count / 4).partialValue,
      skipping: PasswordTrials.ofOffice
    ) { password -> (RarUnpacking, RarUnpacking.Content)? in
      guard let key = encryption.key(for: password) else { return nil }
      var own = start
      own.keys[encryption] = key
      guard let content = own.content(of: file, key: key, limit: limit), content.isProven else { return nil }
      return (own, content)
    }
    guard let result else {
      unpacking.breakOff()
      return nil
    }
    opened(file.name, with: result.password)
    unpacking = result.opened.0
    return result.opened.1
  }
}
