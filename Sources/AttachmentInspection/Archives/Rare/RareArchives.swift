import ByteReading

/// Archives that campaigns use because few look into them.
enum RareArchives {
  struct Member {
    var name: String
    var size = 0
    var packed: Range<Int> = 0..<0
    var method = Method.unknown
    var isEncrypted = false
  }

  enum Method: Equatable {
    case stored
    case packed(LZHDecoder.Method)
    /// Only the name is read.
    case unknown
  }

  /// The members and the kind of archive; nil where the bytes are none of them.
  static func listing(of bytes: [UInt8], limit: Int) -> (kind: String, members: [Member])? {
    let limit = min(limit, 4_096)
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
  private static func arj(_ bytes: [UInt8], limit: Int) -> [Member] {
    var members: [Member] = []
    var at = 0
    var isFirst = true
    while members.count < limit, bytes.matches([0x60, 0xEA], at: at), let size = bytes.u16(at: at + 2), size > 0 {
      let header = at + 4
      let first = Int(bytes.byte(at: header) ?? 0)
      let packed = bytes.u32(at: header + 12) ?? 0
      at = header + size + 4
      while let extra = bytes.u16(at: at), extra > 0 { at += 2 + extra + 4 }
      at += 2
      if isFirst {
        isFirst = false
        continue
      }
      let start = header + first
      let end = bytes.firstIndex(ofByte: 0, from: start, to: min(header + size, start + 1_024)) ?? start
      var member = Member(name: bytes.bytes(at: start, count: end - start).lenientText)
      member.size = bytes.u32(at: header + 16) ?? 0
      member.packed = at..<at + packed
      // Garbled; or a part of it lies in another volume.
      let flags = bytes.byte(at: header + 4) ?? 0
      member.isEncrypted = flags & 1 != 0
      switch bytes.byte(at: header + 5) {
      case _ where flags & 0x0D != 0: break
      case 0: member.method = .stored
      case 1, 2, 3: member.method = .packed(.blocks(distanceSymbols: 17, countBits: 5))
      case 4: member.method = .packed(.unary)
      default: break
      }
      // Folders and labels are no files.
      if let type = bytes.byte(at: header + 6), type <= 1 { members.append(member) }
      at += packed
    }
    return members
  }

  /// Levels 0 and 1 have the name in the header, later ones in extended headers: kind 1 is the name, kind 2 the folder.
  private static func lzh(_ bytes: [UInt8], limit: Int) -> [Member] {
    var members: [Member] = []
    var at = 0
    while members.count < limit, bytes.byte(at: at + 2) == 0x2D, var packed = bytes.u32(at: at + 7),
      let level = bytes.byte(at: at + 20)
    {
      var member = Member(name: "")
      member.size = bytes.u32(at: at + 11) ?? 0
      let method = bytes.bytes(at: at + 2, count: 5).latin1Text()
      var data: Int
      var extended: (at: Int, size: Int)?
      switch level {
      case 0, 1:
        guard let size = bytes.byte(at: at), size > 0, let length = bytes.byte(at: at + 21) else { return members }
        member.name = bytes.bytes(at: at + 22, count: Int(length)).lenientText
        data = at + Int(size) + 2
        if level == 1 { extended = (data, bytes.u16(at: data - 2) ?? 0) }
      case 2:
        guard let size = bytes.u16(at: at), size >= 26 else { return members }
        data = at + size
        extended = (at + 26, bytes.u16(at: at + 24) ?? 0)
      case 3:
        guard let size = bytes.u32(at: at + 24), size >= 32 else { return members }
        data = at + size
        extended = (at + 32, bytes.u32(at: at + 28) ?? 0)
      default: return members
      }
      if let extended {
        let end = readExtended(bytes, from: extended, isWide: level == 3, into: &member)
        // What level 1 calls packed counts these headers too.
        if level == 1 {
          packed = max(0, packed - (end - data))
          data = end
        }
      }
      member.packed = data..<data + packed
      member.method = Self.method(method)
      if method != "-lhd-" { members.append(member) }
      guard data + packed > at else { break }
      at = data + packed
    }
    return members
  }

  private static func method(_ name: String) -> Method {
    switch name {
    case "-lh0-", "-lz4-": .stored
    case "-lh4-", "-lh5-": .packed(.blocks(distanceSymbols: 14, countBits: 4))
    case "-lh6-": .packed(.blocks(distanceSymbols: 16, countBits: 5))
    case "-lh7-": .packed(.blocks(distanceSymbols: 17, countBits: 5))
    default: .unknown
    }
  }

  /// Goes through extended headers, each with the size of the next at its end; returns where they end.
  private static func readExtended(
    _ bytes: [UInt8], from first: (at: Int, size: Int), isWide: Bool, into member: inout Member
  ) -> Int {
    let width = isWide ? 4 : 2
    var (at, size) = first
    var folder = ""
    for _ in 0..<64 where size > width && size <= bytes.count - min(at, bytes.count) {
      let raw = bytes.bytes(at: at + 1, count: size - 1 - width)
      if bytes.byte(at: at) == 1 { member.name = raw.lenientText }
      if bytes.byte(at: at) == 2 { folder = raw.map { $0 == 0xFF ? 0x2F : $0 }.lenientText }
      at += size
      size = (isWide ? bytes.u32(at: at - 4) : bytes.u16(at: at - 2)) ?? 0
    }
    if !folder.isEmpty { member.name = folder + (folder.hasSuffix("/") ? "" : "/") + member.name }
    return at
  }

  /// Blocks: checksum, size, type, flags; a file's has sizes, times, attributes and, at its end, the name.
  private static func ace(_ bytes: [UInt8], limit: Int) -> [Member] {
    var members: [Member] = []
    var at = 0
    while members.count < limit, let size = bytes.u16(at: at + 2), size > 3,
      let type = bytes.byte(at: at + 4),
      let flags = bytes.u16(at: at + 5)
    {
      let packed = flags & 1 != 0 ? bytes.u32(at: at + 7) ?? 0 : 0
      if type == 1, let length = bytes.u16(at: at + 35) {
        var member = Member(name: bytes.bytes(at: at + 37, count: min(length, 1_024)).lenientText)
        member.size = bytes.u32(at: at + 11) ?? 0
        member.isEncrypted = flags & 0x4000 != 0
        members.append(member)
      }
      at += 4 + size + packed
    }
    return members
  }
}

extension Inspection {
  /// Goes into the members of an archive of a rare kind; tells whether it is one.
  mutating func inspectRareArchive(_ bytes: [UInt8]) -> Bool {
    guard let (kind, listed) = RareArchives.listing(of: bytes, limit: limits.entries) else { return false }
    found(.archiveRare, kind)
    var members: [ArchiveMember] = []
    throughMembers(listed.count) { inspection in
      for entry in listed {
        guard inspection.takeEntry() else { break }
        members.append(inspection.unpack(entry, of: bytes))
      }
    }
    judge(members)
    return true
  }

  private mutating func unpack(_ entry: RareArchives.Member, of bytes: [UInt8]) -> ArchiveMember {
    var member = ArchiveMember(name: entry.name, size: entry.size, type: nil, isEncrypted: entry.isEncrypted)
    let allowance = entryAllowance
    let wanted = min(entry.size, allowance)
    let packed = Array(bytes[entry.packed.clamped(to: 0..<bytes.count)])
    let content: [UInt8]
    switch entry.method {
    case _ where entry.isEncrypted: content = []
    case .stored: content = Array(packed.prefix(wanted))
    case .packed(let method): content = LZHDecoder.decode(packed, method: method, size: wanted)
    case .unknown: content = []
    }
    guard !content.isEmpty else {
      foundChild(entry.name, digest: nil)
      return member
    }
    spend(inflated: content.count)
    let ending: Inflated.Ending =
      content.count == entry.size ? .complete : content.count == allowance ? .limit : .broken
    member.type = inspectUnpacked(entry.name, content, ending, packed: packed.count)
    return member
  }
}
