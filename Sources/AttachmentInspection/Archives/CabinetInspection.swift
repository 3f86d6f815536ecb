import ByteReading

extension Inspection {
  /// Lists the files of a cabinet ([MS-CAB] §2) and goes into those of folders that are stored or MSZIP.
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
        foundChild(file.name, digest: nil)
      }
      members.append(member)
    }
    judge(members)
  }
}

/// A cabinet file ([MS-CAB]).
struct Cabinet {
  struct File {
    let name: String
    let size: Int
    let offset: Int
    let folder: Int
  }

  private struct Folder {
    let start: Int
    let blocks: Int
    /// Zero for stored, one for MSZIP; Quantum and LZX are not undone.
    let method: Int
  }

  private let bytes: [UInt8]
  private(set) var files: [File] = []
  private var folders: [Folder] = []
  /// Bytes of each block that the maker of the cabinet reserved.
  private var blockReserve = 0

  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    guard let folderCount = bytes.u16(at: 26), let fileCount = bytes.u16(at: 28), let flags = bytes.u16(at: 30) else {
      return
    }
    var at = 36
    var folderReserve = 0
    if flags & 4 != 0 {
      folderReserve = Int(bytes.byte(at: 38) ?? 0)
      blockReserve = Int(bytes.byte(at: 39) ?? 0)
      at = 40 + (bytes.u16(at: 36) ?? 0)
    }
    // Names of the cabinets before and behind, two texts each.
    for flag in [1, 2] where flags & flag != 0 {
      for _ in 0..<2 { at = (bytes.firstIndex(ofByte: 0, from: at, to: at + 256) ?? at) + 1 }
    }
    for _ in 0..<folderCount {
      guard let start = bytes.u32(at: at), let blocks = bytes.u16(at: at + 4), let method = bytes.u16(at: at + 6) else {
        break
      }
      folders.append(Folder(start: start, blocks: blocks, method: method & 0x0F))
      at += 8 + folderReserve
    }
    at = bytes.u32(at: 16) ?? 0
    for _ in 0..<min(fileCount, limit) {
      guard let size = bytes.u32(at: at), let offset = bytes.u32(at: at + 4), let folder = bytes.u16(at: at + 8),
        let end = bytes.firstIndex(ofByte: 0, from: at + 16, to: at + 272)
      else { break }
      files.append(
        File(
          name: bytes.bytes(at: at + 16, count: end - at - 16).lenientText, size: size, offset: offset, folder: folder))
      at = end + 1
    }
  }

  /// The bytes of a folder: blocks of at most 32 KiB, each a deflate stream that reaches back into the one before
  /// ([MS-MCI]).
  func content(ofFolder number: Int, limit: Int) -> [UInt8] {
    guard folders.indices.contains(number), folders[number].method <= 1 else { return [] }
    var out: [UInt8] = []
    var at = folders[number].start
    for _ in 0..<folders[number].blocks {
      guard let packed = bytes.u16(at: at + 4), let size = bytes.u16(at: at + 6), size > 0, out.count < limit else {
        break
      }
      let data = at + 8 + blockReserve
      at = data + packed
      if folders[number].method == 0 {
        out += bytes.bytes(at: data, count: packed)
        continue
      }
      guard bytes.matches([0x43, 0x4B], at: data) else { break }
      let block = Inflater.inflate(
        bytes, from: data + 2, to: data + packed, wrapping: .raw, limit: min(size, limit - out.count),
        dictionary: Array(out.suffix(32_768)))
      guard !block.bytes.isEmpty else { break }
      out += block.bytes
    }
    return out
  }
}
