import ByteReading

/// The files of an ISO 9660 image (ECMA-119), by the Joliet names where it has them.
enum DiskImage {
  struct File {
    let name: String
    let offset: Int
    let size: Int
    let isHidden: Bool
  }

  private static let sectorSize = 2_048

  static func files(in bytes: [UInt8], limit: Int) -> [File] {
    guard let (root, isJoliet) = rootRecord(bytes) else { return [] }
    var files: [File] = []
    var open = [(sector: root.sector, size: root.size, path: "", depth: 0)]
    var visited: Set<Int> = []
    while let folder = open.popLast(), files.count < limit {
      guard visited.insert(folder.sector).inserted, folder.depth < 16 else { continue }
      let (start, overflow) = folder.sector.multipliedReportingOverflow(by: sectorSize)
      guard !overflow, start < bytes.count else { continue }
      let end = start + min(folder.size, bytes.count - start)
      var at = start
      while at < end, files.count < limit {
        let length = Int(bytes[at])
        if length == 0 {
          // Records do not cross sectors (§6.8.1.1).
          at = (at / sectorSize + 1) * sectorSize
          continue
        }
        if length >= 34, let record = record(bytes, at: at, isJoliet: isJoliet), !record.name.isEmpty {
          let path = folder.path.isEmpty ? record.name : folder.path + "/" + record.name
          if record.isFolder {
            open.append((record.sector, record.size, path, folder.depth + 1))
          } else {
            files.append(
              File(
                name: path, offset: record.sector.multipliedReportingOverflow(by: sectorSize).partialValue,
                size: record.size, isHidden: record.isHidden))
          }
        }
        at += length
      }
    }
    return files
  }

  private struct Record {
    let name: String
    let sector: Int
    let size: Int
    let isFolder: Bool
    let isHidden: Bool
  }

  /// The root of the Joliet volume if there is one, else of the primary volume.
  private static func rootRecord(_ bytes: [UInt8]) -> (Record, isJoliet: Bool)? {
    var primary: Record?
    for index in 16..<64 {
      let at = index * sectorSize
      guard bytes.matches(Array("CD001".utf8), at: at + 1), let type = bytes.byte(at: at), type != 255 else { break }
      if type == 1, primary == nil { primary = record(bytes, at: at + 156, isJoliet: false) }
      if type == 2, bytes.matches([0x25, 0x2F], at: at + 88), let root = record(bytes, at: at + 156, isJoliet: true) {
        return (root, true)
      }
    }
    return primary.map { ($0, false) }
  }

  /// A directory record (§9.1).
  private static func record(_ bytes: [UInt8], at start: Int, isJoliet: Bool) -> Record? {
    guard let sector = bytes.u32(at: start + 2), let size = bytes.u32(at: start + 10),
      let flags = bytes.byte(at: start + 25),
      let nameLength = bytes.byte(at: start + 32)
    else { return nil }
    let raw = bytes.bytes(at: start + 33, count: Int(nameLength))
    var name = ""
    if raw.count > 1 || (raw.first ?? 0) > 1 {
      if isJoliet {
        var units: [UInt16] = []
        for index in stride(from: 0, to: raw.count - 1, by: 2) {
          units.append(UInt16(raw[index]) << 8 | UInt16(raw[index + 1]))
        }
        name = String(decoding: units, as: UTF16.self)
      } else {
        name = raw.lenientText
      }
      if let version = name.lastIndex(of: ";") { name = String(name[..<version]) }
    }
    return Record(name: name, sector: sector, size: size, isFolder: flags & 2 != 0, isHidden: flags & 1 != 0)
  }
}

extension Inspection {
  /// Lists a disk image and goes into its files.
  mutating func inspectDiskImage(_ bytes: [UInt8]) {
    found(.diskImage, "\(bytes.count) bytes")
    var members: [ArchiveMember] = []
    var files = DiskImage.files(in: bytes, limit: limits.entries)
    if files.isEmpty { files = UniversalDisk.files(in: bytes, limit: limits.entries) }
    for file in files {
      guard takeEntry() else { break }
      var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: false)
      if file.size <= entryAllowance, file.offset < bytes.count {
        let content = bytes.bytes(at: file.offset, count: file.size)
        spend(inflated: content.count)
        member.type = inspectChild(file.name, content)
      } else {
        foundChild(file.name, digest: nil)
      }
      members.append(member)
    }
    if let hidden = files.first(where: \.isHidden), files.count <= 10 { found(.diskImageHidden, hidden.name) }
    judge(members)
    if members.count <= 10, let payload = members.first(where: { $0.type?.runs ?? DangerousExtensions.runs($0.name) }) {
      found(.diskImagePayload, payload.name)
    }
  }
}
