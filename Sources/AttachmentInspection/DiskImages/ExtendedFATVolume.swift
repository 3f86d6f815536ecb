import ByteReading

/// A volume of exFAT (Microsoft exFAT file system specification).
struct ExtendedFATVolume {
  private let disk: VirtualDisk
  private let tableStart: Int
  private let dataStart: Int
  private let clusterSize: Int
  private let clusters: Int
  private let rootCluster: Int
  /// Steps along chains that are left.
  private var steps = 1 << 20
  private var folderBytes = FolderAllowance()

  init?(_ disk: VirtualDisk, at start: Int) {
    let boot = disk.read(at: start, count: 512)
    guard boot.matches(Array("EXFAT   ".utf8), at: 3), let sectorShift = boot.byte(at: 108),
      let clusterShift = boot.byte(at: 109), (9...12).contains(sectorShift), sectorShift + clusterShift <= 25,
      let table = boot.u32(at: 80), let heap = boot.u32(at: 88), let clusters = boot.u32(at: 92),
      let root = boot.u32(at: 96)
    else { return nil }
    self.disk = disk
    tableStart = start + table << Int(sectorShift)
    dataStart = start + heap << Int(sectorShift)
    clusterSize = 1 << Int(sectorShift + clusterShift)
    self.clusters = clusters
    rootCluster = root
  }

  mutating func files(limit: Int) -> [VolumeFile] {
    var files: [VolumeFile] = []
    var open: [(extents: [(start: Int?, count: Int)], path: String, depth: Int)] = [
      (extents(rootCluster, size: FolderAllowance.ofOne, isChained: true), "", 0)
    ]
    var visited: Set<Int> = [rootCluster]
    while let folder = open.popLast(), files.count < limit {
      for entry in Self.entries(folderBytes.read(folder.extents, from: disk)) where files.count < limit {
        let path = folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name
        if entry.attributes & 0x10 != 0 {
          guard folder.depth < 16, visited.count < limit, visited.insert(entry.cluster).inserted else { continue }
          let own = extents(
            entry.cluster, size: min(entry.size, FolderAllowance.ofOne), isChained: entry.isChained)
          open.append((own, path, folder.depth + 1))
        } else {
          let own = extents(entry.cluster, size: entry.size, isChained: entry.isChained)
          files.append(
            VolumeFile(name: path, size: entry.size, isHidden: entry.attributes & 0x06 != 0, extents: own))
        }
      }
    }
    return files
  }

  private mutating func extents(_ first: Int, size: Int, isChained: Bool) -> [(start: Int?, count: Int)] {
    guard first >= 2, first - 2 < clusters else { return [] }
    if !isChained { return [(dataStart + (first - 2) * clusterSize, size)] }
    var extents: [(start: Int?, count: Int)] = []
    var cluster = first
    var total = 0
    while cluster >= 2, cluster - 2 < clusters, total < size, steps > 0 {
      extents.append((dataStart + (cluster - 2) * clusterSize, clusterSize))
      total += clusterSize
      steps -= 1
      guard let next = disk.u32(at: tableStart + 4 * cluster) else { break }
      cluster = next
    }
    return extents
  }

  private struct Entry {
    let name: String
    let attributes: Int
    let cluster: Int
    let size: Int
    let isChained: Bool
  }

  /// Sets of entries (§7.4): a file, its stream, its name in pieces of fifteen characters.
  private static func entries(_ bytes: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var at = 0
    while at + 32 <= bytes.count, bytes[at] != 0 {
      guard bytes[at] == 0x85, let count = bytes.byte(at: at + 1), count >= 2, bytes.byte(at: at + 32) == 0xC0,
        let attributes = bytes.u16(at: at + 4), let flags = bytes.byte(at: at + 33),
        let nameLength = bytes.byte(at: at + 35), let cluster = bytes.u32(at: at + 52),
        let size = bytes.clampedU64(at: at + 56)
      else {
        at += 32
        continue
      }
      var name: [UInt8] = []
      for index in 2...Int(count) where bytes.byte(at: at + 32 * index) == 0xC1 {
        name += bytes.bytes(at: at + 32 * index + 2, count: 30)
      }
      entries.append(
        Entry(
          name: name.utf16Text(units: Int(nameLength)), attributes: attributes, cluster: cluster, size: size,
          isChained: flags & 2 == 0))
      at += 32 * (Int(count) + 1)
    }
    return entries
  }
}
