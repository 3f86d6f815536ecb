import ByteReading

extension Inspection {
  /// Lists a RAR archive from its headers; stored members are gone into, packed ones are named only.
  mutating func inspectRar(_ bytes: [UInt8]) {
    let archive = RarArchive(bytes, limit: limits.entries)
    if archive.hasEncryptedHeaders {
      isEncrypted = true
      found(.archiveEncrypted, "the headers are encrypted")
    }
    var members: [ArchiveMember] = []
    for file in archive.files {
      guard takeEntry() else { break }
      var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: file.isEncrypted)
      if file.isStored, !file.isEncrypted, let start = file.dataOffset, file.packedSize <= entryAllowance {
        let content = bytes.bytes(at: start, count: file.packedSize)
        spend(inflated: content.count)
        member.type = inspectChild(file.name, content)
      } else {
        foundChild(file.name, digest: nil)
      }
      members.append(member)
    }
    judge(members)
  }
}
