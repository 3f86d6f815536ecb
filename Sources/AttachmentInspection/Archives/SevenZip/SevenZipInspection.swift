import ByteReading
import MailModel

extension Inspection {
  /// Lists a 7z archive and goes into what its coders give: copies, LZMA, LZMA2, Deflate, delta and x86 filters, AES with
  /// a password that is known.
  mutating func inspectSevenZip(_ bytes: [UInt8]) {
    guard let header = sevenZipHeader(bytes) else { return }
    let archive = SevenZipHeader(header, limit: limits.entries)
    if archive.folders.contains(where: \.isEncrypted) {
      isEncrypted = true
      if !has(.archiveEncrypted) { found(.archiveEncrypted, "7z with AES, names in the clear") }
    }
    var members: [ArchiveMember] = []
    throughMembers(archive.files.count { !$0.isFolder }) { $0.unpack(archive, bytes, into: &members) }
    judge(members)
  }

  private mutating func unpack(_ archive: SevenZipHeader, _ bytes: [UInt8], into members: inout [ArchiveMember]) {
    var content: (folder: Int, bytes: [UInt8]?)?
    for file in archive.files where !file.isFolder {
      guard takeEntry() else { break }
      let isLocked = file.folder.map { archive.folders[$0].isEncrypted } ?? false
      var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: isLocked)
      if let folder = file.folder, content?.folder != folder {
        content = (folder, unpacked(folder, of: archive, bytes))
      }
      if let folder = file.folder, content?.folder == folder, let unpacked = content?.bytes,
        file.offset < unpacked.count, file.size <= unpacked.count - file.offset
      {
        let own = unpacked.bytes(at: file.offset, count: file.size)
        let type = inspectChild(file.name, own)
        member.type = type
        if type.isArchive { found(.archiveNested, file.name) }
      } else {
        foundChild(file.name, digest: nil)
      }
      members.append(member)
    }
  }

  /// The header in the clear; nil where it is encrypted and stays so, or damaged.
  private mutating func sevenZipHeader(_ bytes: [UInt8]) -> [UInt8]? {
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
      guard let unpacked = unpacked(0, of: packed, bytes) else { return nil }
      header = unpacked
    }
    return header
  }

  /// What a folder unpacks to, within the allowance; nil where a coder is not known or a password.
  private mutating func unpacked(_ number: Int, of archive: SevenZipHeader, _ bytes: [UInt8]) -> [UInt8]? {
    guard archive.folders.indices.contains(number), let chain = archive.folders[number].chain else { return nil }
    let folder = archive.folders[number]
    // Packed streams lie one behind another.
    let index = archive.folders[0..<number].reduce(0) { $0 + max(1, $1.packed.count) }
    guard index < archive.packedSizes.count else { return nil }
    var start = 32
    for size in [archive.position] + archive.packedSizes[0..<index] {
      let (sum, overflow) = start.addingReportingOverflow(size)
      guard !overflow else { return nil }
      start = sum
    }
    guard start < bytes.count, archive.packedSizes[index] <= bytes.count - start else { return nil }
    guard folder.size <= lzmaAllowance else {
      hit(.entryBytes)
      return nil
    }
    let packed = bytes.bytes(at: start, count: archive.packedSizes[index])
    var result: [UInt8]?
    if folder.isEncrypted {
      result = opened(folder, chain, packed)
    } else {
      result = Self.undone(chain, of: folder, packed, key: nil)
    }
    // What failed has cost as much.
    spend(lzma: result?.count ?? min(folder.size, packed.count * 20))
    return result
  }

  private static func undone(
    _ chain: [SevenZipHeader.Coder], of folder: SevenZipHeader.Folder, _ packed: [UInt8], key: [UInt8]?
  ) -> [UInt8]? {
    var content = packed
    for coder in chain {
      let index = folder.coders.firstIndex { $0.id == coder.id && $0.properties == coder.properties } ?? 0
      let size = min(index < folder.sizes.count ? folder.sizes[index] : folder.size, 256 << 20)
      guard let next = SevenZipCoders.decoded(content, coder, size: size, key: key) else { return nil }
      content = next
    }
    return content.count >= folder.size ? Array(content.prefix(folder.size)) : nil
  }

  /// Tries the passwords: one is right where everything unpacks to the size that is declared, as packed data seldom do
  /// by chance.
  private mutating func opened(
    _ folder: SevenZipHeader.Folder, _ chain: [SevenZipHeader.Coder], _ packed: [UInt8]
  ) -> [UInt8]? {
    guard let coder = chain.first(where: { $0.id == SevenZipCoders.aes }), let scheme = SevenZipAES(coder.properties),
      chain.count > 1
    else { return nil }
    let cost = scheme.hashes(for: PasswordCandidate(text: "password", origin: .none))
    guard
      let result = tryPasswords(
        costing: cost,
        { password -> [UInt8]? in
          scheme.key(for: password).flatMap { Self.undone(chain, of: folder, packed, key: $0) }
        })
    else { return nil }
    opened("the archive", with: result.password)
    return result.opened
  }
}
