import MailTestSupport

@testable import AttachmentInspection

/// Builds small volumes and disks.
enum DiskBuilder {
  struct File {
    var name: String
    var content: [UInt8]
    var isHidden = false
  }

  private static let sector = 512

  /// FAT12 or, with more clusters, FAT16; the file names are long ones, the last file lies in a folder.
  static func fat(_ files: [File], clusters: Int = 400) -> [UInt8] {
    let isWide = clusters >= 4_085
    let tableSectors = (clusters * 2 + 4 + sector - 1) / sector
    var boot = [UInt8](repeating: 0, count: sector)
    boot.replaceSubrange(0..<3, with: [0xEB, 0x3C, 0x90])
    let dataStart = (1 + tableSectors + 4) * sector
    let total = dataStart / sector + clusters
    boot.put(u16: sector, at: 11)
    boot[13] = 1
    boot.put(u16: 1, at: 14)
    boot[16] = 1
    boot.put(u16: 64, at: 17)
    boot.put(u16: total, at: 19)
    boot[21] = 0xF8
    boot.put(u16: tableSectors, at: 22)
    boot.replaceSubrange(510..<512, with: [0x55, 0xAA])
    var table = [UInt8](repeating: 0, count: tableSectors * sector)
    var data: [UInt8] = []
    var next = 2
    func set(_ cluster: Int, _ value: Int) {
      if isWide { return table.put(u16: value, at: cluster * 2) }
      let at = cluster + cluster / 2
      let pair = Int(table[at]) | Int(table[at + 1]) << 8
      let own = cluster % 2 == 0 ? pair & 0xF000 | value & 0xFFF : pair & 0x000F | (value & 0xFFF) << 4
      table.put(u16: own, at: at)
    }
    func store(_ content: [UInt8]) -> Int {
      let first = next
      for start in stride(from: 0, to: max(1, content.count), by: sector) {
        data += content.bytes(at: start, count: sector)
        data.pad(to: sector)
        set(next, start + sector < content.count ? next + 1 : 0xFFFF)
        next += 1
      }
      return first
    }
    func entry(_ number: Int, _ name: String, _ attributes: UInt8, _ cluster: Int, _ size: Int) -> [UInt8] {
      var units = Array(name.utf16) + [0]
      while units.count % 13 != 0 { units.append(0xFFFF) }
      var entries: [UInt8] = []
      for piece in stride(from: units.count / 13 - 1, through: 0, by: -1) {
        var long = [UInt8](repeating: 0, count: 32)
        long[0] = UInt8(piece + 1) | (piece == units.count / 13 - 1 ? 0x40 : 0)
        long[11] = 0x0F
        for (index, offset) in [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30].enumerated() {
          long.put(u16: Int(units[piece * 13 + index]), at: offset)
        }
        entries += long
      }
      var short = Array("FILE\(number)   ".utf8.prefix(8)) + Array("TXT".utf8) + [UInt8](repeating: 0, count: 21)
      short[11] = attributes
      short.put(u16: cluster, at: 26)
      short.put(u32: size, at: 28)
      return entries + short
    }
    var root: [UInt8] = []
    for (number, file) in files.enumerated() {
      let own = entry(number, file.name, file.isHidden ? 0x22 : 0x20, store(file.content), file.content.count)
      if number == files.count - 1, files.count > 1 {
        root += entry(9, "folder", 0x10, store(own), 0)
      } else {
        root += own
      }
    }
    root += [UInt8](repeating: 0, count: 4 * sector - root.count)
    var bytes = boot + table + root + data
    bytes += [UInt8](repeating: 0, count: total * sector - bytes.count)
    return bytes
  }

  /// exFAT with clusters of a sector; the first file's clusters are chained, those of the others lie in a row.
  static func extendedFAT(_ files: [File]) -> [UInt8] {
    let clusters = 256
    var boot = [UInt8](repeating: 0, count: sector)
    boot.replaceSubrange(0..<11, with: [0xEB, 0x76, 0x90] + Array("EXFAT   ".utf8))
    boot.put(u32: 1, at: 80)
    boot.put(u32: 3, at: 84)
    boot.put(u32: 4, at: 88)
    boot.put(u32: clusters, at: 92)
    boot.put(u32: 2, at: 96)
    boot[108] = 9
    boot.replaceSubrange(510..<512, with: [0x55, 0xAA])
    var table = [UInt8](repeating: 0, count: 3 * sector)
    table.put(u32: 0xFFFF_FFFF, at: 8)
    var data: [UInt8] = []
    var root: [UInt8] = []
    for (number, file) in files.enumerated() {
      let first = 3 + data.count / sector
      data += file.content
      data.pad(to: sector)
      let end = 3 + data.count / sector
      for cluster in first..<end { table.put(u32: cluster + 1 < end ? cluster + 1 : 0xFFFF_FFFF, at: 4 * cluster) }
      let pieces = (file.name.utf16.count + 14) / 15
      var entry = [UInt8](repeating: 0, count: 32)
      entry[0] = 0x85
      entry[1] = UInt8(1 + pieces)
      entry[4] = file.isHidden ? 0x22 : 0x20
      var stream = [UInt8](repeating: 0, count: 32)
      stream[0] = 0xC0
      stream[1] = number == 0 ? 1 : 3
      stream[3] = UInt8(file.name.utf16.count)
      stream.put(u32: first, at: 20)
      stream.put(u32: file.content.count, at: 24)
      var name: [UInt8] = []
      name.append(utf16: file.name)
      name += [UInt8](repeating: 0, count: pieces * 30 - name.count)
      root += entry + stream
      for piece in 0..<pieces { root += [0xC1, 0] + name[piece * 30..<piece * 30 + 30] }
    }
    root += [UInt8](repeating: 0, count: sector - root.count)
    var bytes = boot + table + root + data
    bytes += [UInt8](repeating: 0, count: 64 * sector)
    return bytes
  }

  /// NTFS with clusters of a sector: the first file lies in its record, the others in clusters.
  static func ntfs(_ files: [File]) -> [UInt8] {
    var boot = [UInt8](repeating: 0, count: sector)
    boot.replaceSubrange(0..<11, with: [0xEB, 0x52, 0x90] + Array("NTFS    ".utf8))
    boot.put(u16: sector, at: 11)
    boot[13] = 1
    boot.put(u32: 2, at: 48)
    boot[64] = 0xF6
    boot.replaceSubrange(510..<512, with: [0x55, 0xAA])
    let records = 24 + files.count
    func attribute(_ type: Int, _ value: [UInt8]) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.append(u32: type)
      bytes.append(u32: (24 + value.count + 7) / 8 * 8)
      bytes += [0, 0, 24, 0, 0, 0, 0, 0]
      bytes.append(u32: value.count)
      bytes += [24, 0, 0, 0] + value
      bytes.pad(to: 8)
      return bytes
    }
    func scattered(_ first: Int, _ size: Int) -> [UInt8] {
      var bytes: [UInt8] = []
      bytes.append(u32: 0x80)
      bytes.append(u32: 72)
      bytes += [1, 0, 64, 0] + [UInt8](repeating: 0, count: 60)
      bytes.put(u16: 64, at: 32)
      bytes.put(u32: size, at: 48)
      bytes[64] = 0x22
      bytes.put(u16: (size + sector - 1) / sector, at: 65)
      bytes.put(u16: first, at: 67)
      return bytes
    }
    func record(_ attributes: [UInt8]) -> [UInt8] {
      var bytes = Array("FILE".utf8) + [48, 0, 3, 0] + [UInt8](repeating: 0, count: 48)
      bytes.put(u16: 56, at: 20)
      bytes.put(u16: 1, at: 22)
      bytes += attributes + [0xFF, 0xFF, 0xFF, 0xFF]
      bytes += [UInt8](repeating: 0, count: 1_024 - bytes.count)
      // The marks of the sectors, and what belongs in their place.
      bytes[48] = 1
      for end in [510, 1_022] {
        let at = 50 + (end == 510 ? 0 : 2)
        bytes.replaceSubrange(at..<at + 2, with: bytes[end..<end + 2])
        bytes.replaceSubrange(end..<end + 2, with: [1, 0])
      }
      return bytes
    }
    var table = record(scattered(2, records * 1_024))
    for _ in 1..<24 { table += [UInt8](repeating: 0, count: 1_024) }
    var data: [UInt8] = []
    for (number, file) in files.enumerated() {
      var standard = [UInt8](repeating: 0, count: 48)
      standard[32] = file.isHidden ? 2 : 0
      var name = [UInt8](repeating: 0, count: 66)
      name[0] = 5
      name[64] = UInt8(file.name.utf16.count)
      name[65] = 1
      name.append(utf16: file.name)
      var attributes = attribute(0x10, standard) + attribute(0x30, name)
      if number == 0 {
        attributes += attribute(0x80, file.content)
      } else {
        attributes += scattered(2 + records * 2 + data.count / sector, file.content.count)
        data += file.content
        data.pad(to: sector)
      }
      table += record(attributes)
    }
    var bytes = boot + [UInt8](repeating: 0, count: sector) + table + data
    bytes += [UInt8](repeating: 0, count: 32 * sector)
    return bytes
  }

  /// A disk with a volume behind a master boot record.
  static func partitioned(_ volume: [UInt8]) -> [UInt8] {
    var record = [UInt8](repeating: 0, count: sector)
    record[446 + 4] = 7
    record.put(u32: 8, at: 446 + 8)
    record.put(u32: volume.count / sector, at: 446 + 12)
    record.replaceSubrange(510..<512, with: [0x55, 0xAA])
    return record + [UInt8](repeating: 0, count: 7 * sector) + volume
  }

  /// A disk with a volume in a GUID partition table.
  static func guidPartitioned(_ volume: [UInt8]) -> [UInt8] {
    var record = [UInt8](repeating: 0, count: sector)
    record[446 + 4] = 0xEE
    record.put(u32: 1, at: 446 + 8)
    record.replaceSubrange(510..<512, with: [0x55, 0xAA])
    var header = Array("EFI PART".utf8) + [UInt8](repeating: 0, count: sector - 8)
    header.put(u32: 2, at: 72)
    header.put(u32: 4, at: 80)
    header.put(u32: 128, at: 84)
    var table = [UInt8](repeating: 0, count: sector)
    table[0] = 0xA2
    table.put(u32: 8, at: 32)
    return record + header + table + [UInt8](repeating: 0, count: 5 * sector) + volume
  }

  private static func footer(_ type: Int, _ size: Int) -> [UInt8] {
    var footer = Array("conectix".utf8) + [UInt8](repeating: 0, count: sector - 8)
    for index in 0..<4 {
      footer[52 + index] = UInt8(size >> (24 - 8 * index) & 0xFF)
      footer[20 + index] = UInt8(type == 3 ? sector >> (24 - 8 * index) & 0xFF : 0xFF)
    }
    footer[63] = UInt8(type)
    return footer
  }

  /// A fixed virtual disk.
  static func fixed(_ disk: [UInt8]) -> [UInt8] { disk + footer(2, disk.count) }

  /// A dynamic virtual disk with blocks of 64 KiB, the last one first.
  static func dynamic(_ disk: [UInt8]) -> [UInt8] {
    let blockSize = 65_536
    let count = (disk.count + blockSize - 1) / blockSize
    var header = Array("cxsparse".utf8) + [UInt8](repeating: 0, count: 1_016)
    func put(_ value: Int, at: Int, in bytes: inout [UInt8]) {
      for index in 0..<4 { bytes[at + index] = UInt8(value >> (24 - 8 * index) & 0xFF) }
    }
    put(3 * sector, at: 20, in: &header)
    put(count, at: 28, in: &header)
    put(blockSize, at: 32, in: &header)
    var table = [UInt8](repeating: 0xFF, count: (count * 4 + sector - 1) / sector * sector)
    var blocks: [UInt8] = []
    let start = 3 * sector + table.count
    for index in stride(from: count - 1, through: 0, by: -1) {
      let block = disk.bytes(at: index * blockSize, count: blockSize)
      guard block.contains(where: { $0 != 0 }) else { continue }
      put((start + blocks.count) / sector, at: 4 * index, in: &table)
      blocks += [UInt8](repeating: 0xFF, count: sector) + block
      blocks += [UInt8](repeating: 0, count: blockSize - block.count)
    }
    return footer(3, disk.count) + header + table + blocks + footer(3, disk.count)
  }

  /// A virtual disk of the second version with one block of 1 MiB.
  static func secondVersion(_ disk: [UInt8]) -> [UInt8] {
    func guid(_ text: String) -> [UInt8] {
      let digits = text.filter { $0 != "-" }
      let raw = stride(from: 0, to: 32, by: 2).map { at -> UInt8 in
        UInt8(digits.dropFirst(at).prefix(2), radix: 16) ?? 0
      }
      return Array(raw[0..<4].reversed()) + Array(raw[4..<6].reversed()) + Array(raw[6..<8].reversed()) + raw[8...]
    }
    var bytes = Array("vhdxfile".utf8) + [UInt8](repeating: 0, count: (3 << 20) - 8)
    func put(_ value: [UInt8], at: Int) { bytes.replaceSubrange(at..<at + value.count, with: value) }
    put(Array("regi".utf8), at: 192 << 10)
    bytes.put(u32: 2, at: 192 << 10 + 8)
    put(guid("2DC27766-F623-4200-9D64-115E9BFD4A08"), at: 192 << 10 + 16)
    bytes.put(u32: 1 << 20, at: 192 << 10 + 32)
    put(guid("8B7CA206-4790-4B9A-B8FE-575F050F886E"), at: 192 << 10 + 48)
    bytes.put(u32: 2 << 20, at: 192 << 10 + 64)
    put(Array("metadata".utf8), at: 2 << 20)
    bytes.put(u16: 2, at: 2 << 20 + 10)
    put(guid("CAA16737-FA36-4D43-B3B6-33F0AA44E76B"), at: 2 << 20 + 32)
    bytes.put(u32: 0x10000, at: 2 << 20 + 48)
    put(guid("2FA54224-CD1B-4876-B211-5DBED83BF4B8"), at: 2 << 20 + 64)
    bytes.put(u32: 0x10008, at: 2 << 20 + 80)
    bytes.put(u32: 1 << 20, at: 2 << 20 + 0x10000)
    bytes.put(u32: disk.count, at: 2 << 20 + 0x10008)
    bytes.put(u32: 3 << 20 | 6, at: 1 << 20)
    return bytes + disk + [UInt8](repeating: 0, count: (1 << 20) - disk.count)
  }
}

extension [UInt8] {
  fileprivate mutating func put(u16 value: Int, at index: Int) {
    self[index] = UInt8(value & 0xFF)
    self[index + 1] = UInt8(value >> 8 & 0xFF)
  }
}
