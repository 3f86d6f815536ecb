import ByteReading
import MailModel

extension Inspection {
  /// Goes into the volumes of a disk; tells whether the bytes are one.
  mutating func inspectVirtualDisk(_ bytes: [UInt8]) -> Bool {
    if bytes.matches(Array("vhdxfile".utf8), at: 0) {
      found(.diskImage, "VHDX")
      if let disk = VirtualDisk(vhdx: bytes) { inspectVolumes(of: disk) }
      return true
    }
    if bytes.matches(Array("conectix".utf8), at: 0) || bytes.matches(Array("conectix".utf8), at: bytes.count - 512)
      || bytes.matches(Array("conectix".utf8), at: bytes.count - 511)
    {
      found(.diskImage, "VHD")
      let count = VirtualDisk(vhd: bytes).map { inspectVolumes(of: $0) } ?? 0
      if count == 0 { inspectSectors(bytes) }
      return true
    }
    guard VirtualDisk.isRaw(bytes) else { return false }
    found(.diskImage, "raw")
    if inspectVolumes(of: VirtualDisk(bytes, kind: "raw", size: bytes.count, layout: .flat)) == 0 {
      inspectSectors(bytes)
    }
    return true
  }

  /// Goes into the files of each volume; returns how many they are.
  @discardableResult
  private mutating func inspectVolumes(of disk: VirtualDisk) -> Int {
    var files: [VolumeFile] = []
    for start in [0] + PartitionTable.starts(of: disk) {
      let left = limits.entries - files.count
      if let volume = NTFSVolume(disk, at: start) {
        files += volume.files(limit: left)
      } else if var volume = ExtendedFATVolume(disk, at: start) {
        files += volume.files(limit: left)
      } else if var volume = FATVolume(disk, at: start) {
        files += volume.files(limit: left)
      }
    }
    var members: [ArchiveMember] = []
    throughMembers(files.count) { inspection in
      for file in files {
        guard inspection.takeEntry() else { break }
        members.append(inspection.unpack(file, from: disk))
      }
    }
    // What systems hide on each volume by themselves is no news.
    let own = files.filter { !$0.name.hasPrefix("System Volume Information/") && !$0.name.hasPrefix("$") }
    if let hidden = own.first(where: \.isHidden), own.count <= Self.smallArchive {
      found(.diskImageHidden, hidden.name)
    }
    judge(members)
    if members.count <= Self.smallArchive,
      let payload = members.first(where: { $0.type?.runs ?? DangerousExtensions.runs($0.name) })
    {
      found(.diskImagePayload, payload.name)
    }
    return files.count
  }

  private mutating func unpack(_ file: VolumeFile, from disk: VirtualDisk) -> ArchiveMember {
    var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: false)
    guard file.size <= entryAllowance else {
      hit(.entryBytes)
      foundChild(file.name, digest: nil)
      return member
    }
    guard let content = file.content(on: disk) else {
      foundChild(file.name, digest: nil)
      return member
    }
    spend(inflated: content.count)
    let type = inspectChild(file.name, content)
    member.type = type
    if type.isArchive { found(.archiveNested, file.name) }
    return member
  }

  /// Where no file system is known: what its sectors begin with shows programs and shortcuts.
  private mutating func inspectSectors(_ bytes: [UInt8]) {
    for at in stride(from: 512, to: min(bytes.count, 64 << 20), by: 512) {
      let isProgram =
        bytes[at] == 0x4D && bytes.byte(at: at + 1) == 0x5A
        && PortableExecutable(bytes.bytes(at: at, count: 4_096)) != nil
      let isShortcut = bytes[at] == 0x4C && bytes.matches([0x4C, 0, 0, 0, 1, 0x14, 2, 0], at: at)
      guard isProgram || isShortcut else { continue }
      return found(.diskImagePayload, isProgram ? "a program at \(at)" : "a shortcut at \(at)")
    }
  }
}

extension VirtualDisk {
  /// Whether bytes begin as a disk does: a boot sector with a volume or a plausible table of them.
  static func isRaw(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 16_384, bytes.count % 512 == 0, bytes.matches([0x55, 0xAA], at: 510) else { return false }
    let isVolume =
      (bytes[0] == 0xEB && bytes[2] == 0x90 || bytes[0] == 0xE9)
      && [512, 1_024, 2_048, 4_096, 0].contains(bytes.u16(at: 11))
    if isVolume { return true }
    var count = 0
    for index in 0..<4 {
      let at = 446 + 16 * index
      // Active or not; a type with a first sector, or nothing.
      guard bytes[at] & 0x7F == 0, let first = bytes.u32(at: at + 8) else { return false }
      if bytes[at + 4] != 0 {
        guard first > 0 else { return false }
        count += 1
      }
    }
    return count > 0
  }
}
