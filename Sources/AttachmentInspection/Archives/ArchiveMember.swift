import ByteReading

/// What can be said of a member of an archive without unpacking it, and what unpacking it said.
struct ArchiveMember {
  var name: String
  var size: Int
  /// What its bytes are; nil where they were not unpacked.
  var type: AttachmentType?
  var isEncrypted: Bool

  /// The last component of the name.
  var baseName: String {
    name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? name
  }
}

extension Inspection {
  /// Judges the members of an archive by what their names and bytes say.
  mutating func judge(_ members: [ArchiveMember]) {
    let encrypted = members.filter(\.isEncrypted)
    if !encrypted.isEmpty {
      isEncrypted = true
      found(.archiveEncrypted, encrypted.first?.name ?? "")
      if members.count <= Self.smallArchive {
        for member in encrypted where DangerousExtensions.runs(member.baseName) {
          found(.archiveEncryptedExecutable, member.name)
        }
        // Offices protect their workbooks so too: only together with what the mail says does this weigh.
        for member in encrypted where DangerousExtensions.holdsMacros(member.baseName) {
          found(.archiveEncryptedDocument, member.name)
        }
      }
    }
    for member in members {
      judgeEntry(member, among: members.count)
    }
  }

  /// Judges one member of a container of so many.
  mutating func judgeEntry(_ member: ArchiveMember, among count: Int) {
    let isSmall = count <= Self.smallArchive
    let kind = DangerousExtensions.kind(of: member.baseName)
    if Self.leavesFolder(member.name) { found(.archiveTraversal, member.name) }
    for finding in NameInspection.findings(in: member.baseName) { found(finding.id, finding.evidence) }
    if member.type == .lnk || DangerousExtensions.lastExtension(of: member.baseName) == "lnk" {
      found(.shortcutInArchive, member.name)
    } else if kind == .shortcut, isSmall {
      found(.shortcut, member.name)
    }
    guard isSmall else { return }
    if member.type == .pe || (kind == .program && (member.type == nil || member.isEncrypted)) {
      found(.executableInArchive, member.name)
    } else if kind == .script,
      member.type == nil || member.type == .script || member.type == .text || member.type == .html
    {
      found(.scriptInArchive, member.name)
    } else if member.type == .script, kind != .shellScript {
      found(.script, member.name)
    }
    if member.type == .iso { found(.diskImage, member.name) }
  }

  /// A name that leads out of the folder it is unpacked into.
  private static func leavesFolder(_ name: String) -> Bool {
    let pieces = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    if pieces.contains("..") { return true }
    let bytes = Array(name.utf8)
    return bytes.count > 2 && bytes[1] == 0x3A && (bytes[2] == 0x5C || bytes[2] == 0x2F)
  }
}
