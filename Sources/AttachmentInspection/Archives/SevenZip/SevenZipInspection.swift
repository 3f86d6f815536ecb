import ByteReading
import MailModel

extension Inspection {
  /// Lists a 7z archive and goes into what its coders give.
  mutating func inspectSevenZip(_ bytes: [UInt8]) {
    var keys: [SevenZipAES.Derivation: [UInt8]] = [:]
    guard let header = sevenZipHeader(bytes, &keys) else { return }
    let archive = SevenZipHeader(header, limit: limits.entries)
    if archive.folders.contains(where: \.isEncrypted) {
      isEncrypted = true
      if !has(.archiveEncrypted) { found(.archiveEncrypted, "7z with AES, names in the clear") }
    }
    var members: [ArchiveMember] = []
    throughMembers(archive.files.count { !$0.isFolder }) {
      $0.unpack(archive, bytes, &keys, into: &members)
    }
    judge(members)
  }

  private mutating func unpack(
    _ archive: SevenZipHeader, _ bytes: [UInt8], _ keys: inout [SevenZipAES.Derivation: [UInt8]],
    into members: inout [ArchiveMember]
  ) {
    var content: (folder: Int, bytes: [UInt8]?)?
    for file in archive.files where !file.isFolder {
      guard takeEntry() else { break }
      let isLocked = file.folder.map { archive.folders[$0].isEncrypted } ?? false
      var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: isLocked)
      if let folder = file.folder, content?.folder != folder {
        content = (folder, unpacked(folder, of: archive, bytes, &keys))
      }
      if let folder = file.folder, content?.folder == folder, let unpacked = content?.bytes,
        file.offset < unpacked.count, file.size <= unpacked.count - file.offset
      {
        let own = unpacked.bytes(at: file.offset, count: file.size)
        let type = inspectChild(file.name, own)
        member.type = type
        if type.isArchive { found(.archiveNested, file.name) }
      } else {
        foundChild(file.name, digest: file.folder == nil ? ContentDigest(of: [UInt8]()) : nil)
      }
      members.append(member)
    }
  }

  /// The header in the clear; nil where it is encrypted and stays so, or damaged.
  private mutating func sevenZipHeader(
    _ bytes: [UInt8], _ keys: inout [SevenZipAES.Derivation: [UInt8]]
  ) -> [UInt8]? {
    guard let offset = bytes.clampedU64(at: 12), let size = bytes.clampedU64(at: 20) else { return nil }
    let (start, overflow) = offset.addingReportingOverflow(32)
    guard !overflow, start < bytes.count, size <= bytes.count - start else { return nil }
    var header = bytes.bytes(at: start, count: size)
    // A packed header may be packed again; more than a few times is a game.
    for _ in 0..<4 where header.first == 0x17 {
      let packed = SevenZipHeader(header, limit: 64)
      if packed.folders.first?.isEncrypted ?? false {
        isEncrypted = true
        found(.archiveEncrypted, "7z with AES, names too")
      }
      guard let unpacked = unpacked(0, of: packed, bytes, &keys) else { return nil }
      header = unpacked
    }
    return header
  }

  /// What a folder unpacks to, within the allowance; nil where a coder is not known or a password.
  private mutating func unpacked(
    _ number: Int, of archive: SevenZipHeader, _ bytes: [UInt8], _ keys: inout [SevenZipAES.Derivation: [UInt8]]
  ) -> [UInt8]? {
    guard let packed = archive.packedRanges(ofFolder: number, within: bytes.count) else { return nil }
    let folder = archive.folders[number]
    // PPMd takes three times as long as LZMA.
    let isText = folder.coders.contains { $0.id == SevenZipCoders.ppmd }
    guard folder.size <= (isText ? min(SlowCoders.textBytes, lzmaAllowance / 3) : lzmaAllowance) else {
      hit(.entryBytes)
      return nil
    }
    let result: [UInt8]?
    if folder.isEncrypted {
      result = opened(folder, packed, bytes, &keys)
    } else {
      result = SevenZipUnpacking(bytes, folder, packed: packed).content
    }
    // What failed has cost as much.
    let given = result?.count ?? min(folder.size, packed.reduce(0) { $0 + $1.count } * 20)
    spend(lzma: isText ? given * 3 : given)
    return result
  }

  /// Tries the passwords: one is right where everything unpacks to the size that is declared, as packed data seldom do
  /// by chance; a header that is encrypted and not packed proves it by what it says.
  private mutating func opened(
    _ folder: SevenZipHeader.Folder, _ packed: [Range<Int>], _ bytes: [UInt8],
    _ keys: inout [SevenZipAES.Derivation: [UInt8]]
  ) -> [UInt8]? {
    guard let coder = folder.coders.first(where: { $0.id == SevenZipCoders.aes }),
      let scheme = SevenZipAES(coder.properties)
    else { return nil }
    // Folders of one archive have one salt as a rule, most often none.
    if let key = keys[scheme.derivation],
      let content = SevenZipUnpacking(bytes, folder, packed: packed, key: key).content
    {
      return content
    }
    let cost = scheme.hashes(for: PasswordCandidate(text: "password", origin: .none))
    let result = tryPasswords(costing: cost, skipping: PasswordTrials.ofOffice) {
      password -> (key: [UInt8], content: [UInt8])? in
      guard let key = scheme.key(for: password),
        let content = SevenZipUnpacking(bytes, folder, packed: packed, key: key).content,
        folder.coders.count > 1 || SevenZipHeader.isPlausible(content)
      else { return nil }
      return (key, content)
    }
    guard let result else { return nil }
    keys[scheme.derivation] = result.opened.key
    opened("the archive", with: result.password)
    return result.opened.content
  }
}
