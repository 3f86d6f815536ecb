import ByteReading

extension Inspection {
  /// Lists the files of a cabinet ([MS-CAB] §2) and goes into them.
  mutating func inspectCabinet(_ bytes: [UInt8]) {
    let cabinet = Cabinet(bytes, limit: limits.entries)
    var members: [ArchiveMember] = []
    var contents: [Int: [UInt8]] = [:]
    for file in cabinet.files {
      guard takeEntry() else { break }
      var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: false)
      if contents[file.folder] == nil {
        let content = cabinet.content(ofFolder: file.folder, limit: entryAllowance)
        spend(inflated: content.count)
        contents[file.folder] = content
      }
      if let content = contents[file.folder], file.offset < content.count, file.size <= content.count - file.offset {
        let type = inspectChild(file.name, content.bytes(at: file.offset, count: file.size))
        member.type = type
        if type.isArchive { found(.archiveNested, file.name) }
      } else {
        if file.size > entryAllowance { hit(.entryBytes) }
        foundChild(file.name, digest: nil)
      }
      members.append(member)
    }
    judge(members)
  }
}
