import ByteReading

/// Where the volumes of a disk begin: by its master boot record, or its GUID partition table (UEFI specification §5).
enum PartitionTable {
  private static let sector = 512
  private static let most = 32

  static func starts(of disk: VirtualDisk) -> [Int] {
    let record = disk.read(at: 0, count: sector)
    guard record.matches([0x55, 0xAA], at: 510) else { return [] }
    var starts: [Int] = []
    for index in 0..<4 {
      guard let type = record.byte(at: 446 + 16 * index + 4), let first = record.u32(at: 446 + 16 * index + 8),
        type != 0
      else { continue }
      switch type {
      case 0xEE: return guidStarts(of: disk)
      case 0x05, 0x0F, 0x85: starts += logicalStarts(of: disk, at: first)
      default: starts.append(first * sector)
      }
    }
    return Array(starts.prefix(most))
  }

  /// A chain of records, each with a volume and the next, which counts from the first.
  private static func logicalStarts(of disk: VirtualDisk, at first: Int) -> [Int] {
    var starts: [Int] = []
    var next = first
    for _ in 0..<most {
      let record = disk.read(at: next * sector, count: sector)
      guard record.matches([0x55, 0xAA], at: 510), let volume = record.u32(at: 454) else { break }
      if record.byte(at: 450) != 0 { starts.append((next + volume) * sector) }
      guard let link = record.u32(at: 470), link > 0, first + link != next else { break }
      next = first + link
    }
    return starts
  }

  private static func guidStarts(of disk: VirtualDisk) -> [Int] {
    let header = disk.read(at: sector, count: sector)
    guard header.matches(Array("EFI PART".utf8), at: 0), let table = header.u32(at: 72), let count = header.u32(at: 80),
      let size = header.u32(at: 84), size >= 128, size <= 4_096
    else { return [] }
    var starts: [Int] = []
    for index in 0..<min(count, 128) {
      let entry = disk.read(at: table * sector + index * size, count: 128)
      guard let first = entry.u32(at: 32), first > 0, entry.prefix(16).contains(where: { $0 != 0 }) else { continue }
      starts.append(first * sector)
    }
    return Array(starts.prefix(most))
  }
}
