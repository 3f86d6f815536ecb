import ByteReading

/// Archives that campaigns use because few look into them: their members' names are read, and no more.
enum RareArchives {
  /// The members' names and the kind of archive; nil where the bytes are none of them.
  static func listing(of bytes: [UInt8], limit: Int) -> (kind: String, names: [String])? {
    if bytes.matches([0x60, 0xEA], at: 0), let size = bytes.u16(at: 2), size > 20, size <= 2_600 {
      return ("arj", arj(bytes, limit: limit))
    }
    if bytes.matches(Array("-lh".utf8), at: 2) || bytes.matches(Array("-lz".utf8), at: 2), bytes.byte(at: 6) == 0x2D {
      return ("lzh", lzh(bytes, limit: limit))
    }
    if bytes.matches(Array("**ACE**".utf8), at: 7) { return ("ace", ace(bytes, limit: limit)) }
    return nil
  }

  /// Headers: magic, size, the size of its first part, then name and comment as texts; a checksum; extended headers.
  private static func arj(_ bytes: [UInt8], limit: Int) -> [String] {
    var names: [String] = []
    var at = 0
    var isFirst = true
    while names.count < min(limit, 4_096), bytes.matches([0x60, 0xEA], at: at), let size = bytes.u16(at: at + 2),
      size > 0
    {
      let header = at + 4
      let first = Int(bytes.byte(at: header) ?? 0)
      let packed = bytes.u32(at: header + 12) ?? 0
      if !isFirst {
        let start = header + first
        let end = bytes.firstIndex(ofByte: 0, from: start, to: min(header + size, start + 1_024)) ?? start
        names.append(bytes.bytes(at: start, count: end - start).lenientText)
      }
      at = header + size + 4
      while let extra = bytes.u16(at: at), extra > 0 { at += 2 + extra + 4 }
      at += 2
      if !isFirst { at += packed }
      isFirst = false
    }
    return names
  }

  /// Levels 0 and 1 have the name in the header, level 2 in an extended header of kind 1.
  private static func lzh(_ bytes: [UInt8], limit: Int) -> [String] {
    var names: [String] = []
    var at = 0
    while names.count < min(limit, 4_096), bytes.byte(at: at + 2) == 0x2D, let packed = bytes.u32(at: at + 7),
      let level = bytes.byte(at: at + 20)
    {
      if level == 2 {
        guard let size = bytes.u16(at: at), size >= 26 else { break }
        var extended = at + 26
        var length = bytes.u16(at: at + 24) ?? 0
        while length > 2, extended < at + size {
          if bytes.byte(at: extended) == 1 {
            names.append(bytes.bytes(at: extended + 1, count: length - 3).lenientText)
          }
          let next = bytes.u16(at: extended + length - 2) ?? 0
          extended += length
          length = next
        }
        at += size + packed
      } else {
        guard let size = bytes.byte(at: at), size > 0, let length = bytes.byte(at: at + 21) else { break }
        names.append(bytes.bytes(at: at + 22, count: Int(length)).lenientText)
        at += Int(size) + 2 + packed
      }
    }
    return names
  }

  /// Blocks: checksum, size, type, flags; a file's has sizes, times, attributes and, at its end, the name.
  private static func ace(_ bytes: [UInt8], limit: Int) -> [String] {
    var names: [String] = []
    var at = 0
    while names.count < min(limit, 4_096), let size = bytes.u16(at: at + 2), size > 3,
      let type = bytes.byte(at: at + 4),
      let flags = bytes.u16(at: at + 5)
    {
      let packed = flags & 1 != 0 ? bytes.u32(at: at + 7) ?? 0 : 0
      if type == 1, let length = bytes.u16(at: at + 35) {
        names.append(bytes.bytes(at: at + 37, count: min(length, 1_024)).lenientText)
      }
      at += 4 + size + packed
    }
    return names
  }
}

extension Inspection {
  /// Judges an archive of a rare kind by its members' names; tells whether it is one.
  mutating func inspectRareArchive(_ bytes: [UInt8]) -> Bool {
    guard let (kind, names) = RareArchives.listing(of: bytes, limit: limits.entries) else { return false }
    found(.archiveRare, kind)
    var members: [ArchiveMember] = []
    for name in names {
      guard takeEntry() else { break }
      foundChild(name, digest: nil)
      members.append(ArchiveMember(name: name, size: 0, type: nil, isEncrypted: false))
    }
    judge(members)
    return true
  }
}
