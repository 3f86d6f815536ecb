import ByteReading

/// The members of a tar archive (POSIX.1-1988 ustar, and what was before it).
enum TarReader {
  struct Member {
    let name: String
    let offset: Int
    let size: Int
    let kind: UInt8
  }

  static func members(in bytes: [UInt8], limit: Int) -> [Member] {
    var members: [Member] = []
    var at = 0
    var longName: String?
    while members.count < limit, hasPlausibleHeader(bytes, at: at) {
      let size = octal(bytes, at: at + 124, count: 12) ?? 0
      let kind = bytes[at + 156]
      let data = at + 512
      let prefix = bytes.matches(Array("ustar".utf8), at: at + 257) ? text(bytes, at: at + 345, count: 155) : ""
      let name = longName ?? (prefix.isEmpty ? "" : prefix + "/") + text(bytes, at: at, count: 100)
      if kind == 0x4C {
        longName = text(bytes, at: data, count: min(size, 4_096))
      } else {
        longName = nil
        if kind == 0 || kind == 0x30 { members.append(Member(name: name, offset: data, size: size, kind: kind)) }
      }
      guard size <= bytes.count else { break }
      at = data + (size + 511) / 512 * 512
    }
    return members
  }

  /// Whether the checksum of the header block fits.
  static func hasPlausibleHeader(_ bytes: [UInt8], at start: Int) -> Bool {
    guard start >= 0, start <= bytes.count - 512, bytes[start] != 0,
      let stored = octal(bytes, at: start + 148, count: 8)
    else { return false }
    var sum = 0
    for index in 0..<512 { sum += index >= 148 && index < 156 ? 0x20 : Int(bytes[start + index]) }
    return sum == stored
  }

  private static func octal(_ bytes: [UInt8], at start: Int, count: Int) -> Int? {
    var value = 0
    var digits = 0
    for byte in bytes.bytes(at: start, count: count) {
      if byte >= 0x30, byte <= 0x37 {
        value = value << 3 | Int(byte - 0x30)
        digits += 1
      } else if byte != 0x20 || digits > 0 {
        break
      }
    }
    return digits > 0 ? value : nil
  }

  private static func text(_ bytes: [UInt8], at start: Int, count: Int) -> String {
    Array(bytes.bytes(at: start, count: count).prefix { $0 != 0 }).lenientText
  }
}

extension Inspection {
  /// Goes into the members of a tar archive.
  mutating func inspectTar(_ bytes: [UInt8]) {
    var members: [ArchiveMember] = []
    let files = TarReader.members(in: bytes, limit: limits.entries)
    throughMembers(files.count) { inspection in
      for file in files {
        guard inspection.takeEntry() else { break }
        var member = ArchiveMember(name: file.name, size: file.size, type: nil, isEncrypted: false)
        if file.size <= inspection.entryAllowance {
          let content = bytes.bytes(at: file.offset, count: file.size)
          inspection.spend(inflated: content.count)
          member.type = inspection.inspectChild(file.name, content)
        } else {
          inspection.hit(.entryBytes)
          inspection.foundChild(file.name, digest: nil)
        }
        members.append(member)
      }
    }
    judge(members)
  }
}
