extension Inspection {
  /// Lists a 7z archive as far as its header stands in the clear, and tells whether it is encrypted.
  mutating func inspectSevenZip(_ bytes: [UInt8]) {
    let archive = SevenZipHeader(bytes, limit: limits.entries)
    if archive.isEncrypted {
      isEncrypted = true
      found(.archiveEncrypted, archive.hasEncryptedNames ? "7z with AES, names too" : "7z with AES, names in the clear")
    }
    var members: [ArchiveMember] = []
    for name in archive.names {
      guard takeEntry() else { break }
      foundChild(name, digest: nil)
      members.append(ArchiveMember(name: name, size: 0, type: nil, isEncrypted: archive.isEncrypted))
    }
    judge(members)
  }
}
