import ByteReading

/// A volume of FAT12, FAT16 or FAT32 (Microsoft FAT specification).
struct FATVolume {
  private let disk: VirtualDisk
  private let table: [UInt8]
  private let entryBits: Int
  private let clusterSize: Int
  private let dataStart: Int
  private let clusters: Int
  /// The root's own stretch (FAT12 and FAT16), or its first cluster.
  private let root: (start: Int, count: Int)
  private let rootCluster: Int?
  /// Steps along chains that are left: each cluster belongs to one chain, so that more are a circle.
  private var steps: Int
  private var folderBytes = FolderAllowance()

  init?(_ disk: VirtualDisk, at start: Int) {
    let boot = disk.read(at: start, count: 512)
    guard boot.matches([0x55, 0xAA], at: 510), let sector = boot.u16(at: 11),
      [512, 1_024, 2_048, 4_096].contains(sector),
      let perCluster = boot.byte(at: 13), perCluster > 0, perCluster.nonzeroBitCount == 1,
      let reserved = boot.u16(at: 14), reserved > 0, let tables = boot.byte(at: 16), (1...4).contains(tables),
      let rootEntries = boot.u16(at: 17), let media = boot.byte(at: 21), media >= 0xF0,
      let small = boot.u16(at: 19), let large = boot.u32(at: 32), let tableSmall = boot.u16(at: 22),
      let tableLarge = boot.u32(at: 36)
    else { return nil }
    let total = small > 0 ? small : large
    let tableSectors = tableSmall > 0 ? tableSmall : tableLarge
    guard total > 0, tableSectors > 0, tableSectors <= total else { return nil }
    let rootStart = start + (reserved + Int(tables) * tableSectors) * sector
    let rootSize = (rootEntries * 32 + sector - 1) / sector * sector
    self.disk = disk
    clusterSize = Int(perCluster) * sector
    dataStart = rootStart + rootSize
    clusters = max(0, (start + total * sector - dataStart) / clusterSize)
    // The number of clusters alone tells the width of the table's entries.
    entryBits = clusters < 4_085 ? 12 : clusters < 65_525 ? 16 : 32
    root = (rootStart, rootSize)
    rootCluster = entryBits == 32 ? boot.u32(at: 44) : nil
    let needed = min(tableSectors * sector, (clusters + 2) * entryBits / 8 + 4, 32 << 20)
    table = disk.read(at: start + reserved * sector, count: needed)
    steps = table.count * 8 / entryBits * 2
  }

  mutating func files(limit: Int) -> [VolumeFile] {
    var files: [VolumeFile] = []
    var open: [(cluster: Int?, path: String, depth: Int)] = [(rootCluster, "", 0)]
    var visited: Set<Int> = []
    while let folder = open.popLast(), files.count < limit {
      for entry in Self.entries(content(ofFolder: folder.cluster)) where files.count < limit {
        let path = folder.path.isEmpty ? entry.name : folder.path + "/" + entry.name
        if entry.isFolder {
          guard folder.depth < 16, visited.count < limit, visited.insert(entry.cluster).inserted else { continue }
          open.append((entry.cluster, path, folder.depth + 1))
        } else {
          var file = VolumeFile(name: path, size: entry.size, isHidden: entry.isHidden)
          file.extents = chain(entry.cluster, size: entry.size)
          files.append(file)
        }
      }
    }
    return files
  }

  private mutating func content(ofFolder cluster: Int?) -> [UInt8] {
    guard let cluster else { return disk.read(at: root.start, count: root.count) }
    return folderBytes.read(chain(cluster, size: FolderAllowance.ofOne), from: disk)
  }

  /// The stretches of a chain of clusters, neighbours in one, until they hold so many bytes.
  private mutating func chain(_ first: Int, size: Int) -> [(start: Int?, count: Int)] {
    var extents: [(start: Int?, count: Int)] = []
    var cluster = first
    var total = 0
    while cluster >= 2, cluster < clusters + 2, total < size, steps > 0 {
      let start = dataStart + (cluster - 2) * clusterSize
      if let last = extents.last, let before = last.start, before + last.count == start {
        extents[extents.count - 1].count += clusterSize
      } else {
        extents.append((start, clusterSize))
      }
      total += clusterSize
      steps -= 1
      cluster = next(cluster)
    }
    return extents
  }

  private func next(_ cluster: Int) -> Int {
    switch entryBits {
    case 12:
      let pair = table.u16(at: cluster + cluster / 2) ?? 0xFFFF
      return cluster % 2 == 0 ? pair & 0xFFF : pair >> 4
    case 16: return table.u16(at: cluster * 2) ?? 0xFFFF
    default: return (table.u32(at: cluster * 4) ?? 0x0FFF_FFFF) & 0x0FFF_FFFF
    }
  }

  private struct Entry {
    let name: String
    let cluster: Int
    let size: Int
    let isFolder: Bool
    let isHidden: Bool
  }

  /// The entries of a folder; long names stand in pieces before the entry that they belong to, last piece first.
  private static func entries(_ bytes: [UInt8]) -> [Entry] {
    var entries: [Entry] = []
    var long: [UInt16] = []
    for at in stride(from: 0, to: bytes.count - 31, by: 32) {
      let first = bytes[at]
      if first == 0 { break }
      let attributes = bytes[at + 11]
      if first == 0xE5 {
        long = []
        continue
      }
      if attributes & 0x3F == 0x0F {
        var piece: [UInt16] = []
        for offset in [1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30] {
          piece.append(UInt16(truncatingIfNeeded: bytes.u16(at: at + offset) ?? 0))
        }
        long = long.count < 512 ? piece + long : []
        continue
      }
      let units = long.prefix { $0 != 0 && $0 != 0xFFFF }
      long = []
      guard attributes & 0x08 == 0, first != 0x2E else { continue }
      let name = units.isEmpty ? shortName(bytes, at) : String(decoding: units, as: UTF16.self)
      let cluster = (bytes.u16(at: at + 20) ?? 0) << 16 | (bytes.u16(at: at + 26) ?? 0)
      entries.append(
        Entry(
          name: name, cluster: cluster, size: bytes.u32(at: at + 28) ?? 0, isFolder: attributes & 0x10 != 0,
          isHidden: attributes & 0x06 != 0))
    }
    return entries
  }

  /// Eight and three characters, padded; two bits say which part is in small letters.
  private static func shortName(_ bytes: [UInt8], _ at: Int) -> String {
    func part(_ start: Int, _ count: Int, _ bit: UInt8) -> String {
      var raw = bytes.bytes(at: start, count: count)
      while raw.last == 0x20 { raw.removeLast() }
      let text = raw.latin1Text()
      return bytes[at + 12] & bit != 0 ? text.lowercasedASCII : text
    }
    let (base, kind) = (part(at, 8, 0x08), part(at + 8, 3, 0x10))
    return kind.isEmpty ? base : base + "." + kind
  }
}
