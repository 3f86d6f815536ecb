import ByteReading

/// A volume of NTFS, as far as listing its files and reading them needs (known from public analysis).
struct NTFSVolume {
  private static let mostRecords = 65_536
  /// Bytes of the table that are read.
  private static let tableBytes = 32 << 20

  private let disk: VirtualDisk
  private let start: Int
  private let clusterSize: Int
  private let recordSize: Int
  private var table: VolumeFile

  init?(_ disk: VirtualDisk, at start: Int) {
    let boot = disk.read(at: start, count: 512)
    guard boot.matches(Array("NTFS    ".utf8), at: 3), let sector = boot.u16(at: 11),
      [512, 1_024, 2_048, 4_096].contains(sector), let perCluster = boot.byte(at: 13), perCluster > 0,
      let first = boot.clampedU64(at: 48), let perRecord = boot.byte(at: 64)
    else { return nil }
    // Large sizes are written as negative powers of two.
    let sectors = perCluster <= 0x80 ? Int(perCluster) : 1 << (256 - Int(perCluster))
    let cluster = sector.multipliedReportingOverflow(by: sectors)
    guard !cluster.overflow, cluster.partialValue <= 2 << 20 else { return nil }
    clusterSize = cluster.partialValue
    let size = perRecord < 0x80 ? Int(perRecord) * clusterSize : 1 << min(20, 256 - Int(perRecord))
    guard (512...65_536).contains(size) else { return nil }
    recordSize = size
    self.disk = disk
    self.start = start
    table = VolumeFile(name: "", size: 0)
    guard let place = place(ofCluster: first), let record = Self.fixed(disk.read(at: place, count: recordSize)) else {
      return nil
    }
    guard let data = attributes(of: record).first(where: { $0.type == 0x80 }) else { return nil }
    table = data.file
    table.extents = Array(table.extents.prefix(256))
  }

  private func place(ofCluster cluster: Int) -> Int? {
    let (offset, overflow) = cluster.multipliedReportingOverflow(by: clusterSize)
    let (place, overflows) = start.addingReportingOverflow(offset)
    return overflow || overflows ? nil : place
  }

  func files(limit: Int) -> [VolumeFile] {
    var names: [Int: (name: String, parent: Int)] = [:]
    var found: [(record: Int, stream: String, file: VolumeFile)] = []
    let count = min(table.size, Self.tableBytes) / recordSize
    for number in 0..<min(count, Self.mostRecords) where found.count < limit {
      guard let bytes = record(number), let flags = bytes.u16(at: 22), flags & 1 != 0, bytes.u32(at: 32) == 0 else {
        continue
      }
      let all = attributes(of: bytes)
      // The long name wins over the short one of DOS.
      guard let name = all.filter({ $0.type == 0x30 }).max(by: { $0.rank < $1.rank }) else { continue }
      names[number] = (name.fileName, name.parent)
      // The first records are the file system's own.
      guard flags & 2 == 0, number >= 24 else { continue }
      let isHidden = all.first { $0.type == 0x10 }.map { $0.flags & 6 != 0 } ?? false
      let hasList = all.contains { $0.type == 0x20 }
      var streams = all.filter { $0.type == 0x80 }
      if streams.isEmpty {
        var file = VolumeFile(name: "", size: 0)
        file.isOpaque = hasList
        file.resident = hasList ? nil : []
        streams.append(Attribute(type: 0x80, file: file))
      }
      for stream in streams {
        var file = stream.file
        file.isHidden = isHidden
        found.append((number, stream.name, file))
      }
    }
    return found.map { entry in
      var file = entry.file
      file.name = path(of: entry.record, names) + (entry.stream.isEmpty ? "" : ":" + entry.stream)
      return file
    }
  }

  private func path(of record: Int, _ names: [Int: (name: String, parent: Int)]) -> String {
    var pieces: [String] = []
    var number = record
    // Record 5 is the root.
    while pieces.count < 32, number != 5, let entry = names[number] {
      pieces.append(entry.name)
      number = entry.parent
    }
    return pieces.reversed().joined(separator: "/")
  }

  /// A record of the table, put together from its stretches.
  private func record(_ number: Int) -> [UInt8]? {
    var offset = number * recordSize
    for extent in table.extents {
      guard offset >= extent.count else {
        guard let start = extent.start else { return nil }
        let (place, overflow) = start.addingReportingOverflow(offset)
        return overflow ? nil : Self.fixed(disk.read(at: place, count: recordSize))
      }
      offset -= extent.count
    }
    return nil
  }

  /// The last two bytes of each sector stand elsewhere, as a check against torn writes.
  private static func fixed(_ record: [UInt8]) -> [UInt8]? {
    guard record.matches(Array("FILE".utf8), at: 0), let at = record.u16(at: 4), let count = record.u16(at: 6) else {
      return nil
    }
    var out = record
    for index in 1..<max(2, min(count, 129)) {
      let end = index * 512 - 2
      guard let low = record.byte(at: at + 2 * index), let high = record.byte(at: at + 2 * index + 1),
        end + 1 < out.count
      else { break }
      out[end] = low
      out[end + 1] = high
    }
    return out
  }

  private struct Attribute {
    let type: Int
    var name = ""
    /// The content of a stream.
    var file: VolumeFile
    var fileName = ""
    var parent = 0
    var rank = 0
    /// The file's attributes, as DOS has them.
    var flags = 0
  }

  private func attributes(of record: [UInt8]) -> [Attribute] {
    var attributes: [Attribute] = []
    guard var at = record.u16(at: 20) else { return [] }
    while attributes.count < 64, let type = record.u32(at: at), type != 0xFFFF_FFFF,
      let length = record.u32(at: at + 4),
      length >= 24, length <= record.count - at
    {
      defer { at += length }
      guard [0x10, 0x20, 0x30, 0x80].contains(type), let isElsewhere = record.byte(at: at + 8),
        let nameLength = record.byte(at: at + 9), let nameAt = record.u16(at: at + 10),
        let flags = record.u16(at: at + 12)
      else { continue }
      var attribute = Attribute(type: type, file: VolumeFile(name: "", size: 0))
      attribute.name = record.utf16Text(at: at + nameAt, units: Int(nameLength))
      if isElsewhere == 0 {
        let value = record.bytes(at: at + (record.u16(at: at + 20) ?? 0), count: record.u32(at: at + 16) ?? 0)
        attribute.file.resident = value
        attribute.file.size = value.count
        if type == 0x10 { attribute.flags = value.u32(at: 32) ?? 0 }
        if type == 0x30 {
          attribute.parent = (value.u32(at: 0) ?? 0) | (value.u16(at: 4) ?? 0) << 32
          attribute.fileName = value.utf16Text(at: 66, units: Int(value.byte(at: 64) ?? 0))
          // Namespace 2 is that of DOS alone.
          attribute.rank = value.byte(at: 65) == 2 ? 0 : 1
        }
      } else {
        // Stretches of a stream that a list of attributes scatters: only what begins at its start can be read.
        guard record.u32(at: at + 16) == 0 else { continue }
        attribute.file.size = record.clampedU64(at: at + 48) ?? 0
        attribute.file.isOpaque = flags & 0x40FF != 0
        attribute.file.extents = extents(record, at: at + (record.u16(at: at + 32) ?? 0), to: at + length)
      }
      attributes.append(attribute)
    }
    return attributes
  }

  /// Runs of clusters: sizes of length and offset in a byte, both numbers, the offset from the run before.
  private func extents(_ record: [UInt8], at start: Int, to end: Int) -> [(start: Int?, count: Int)] {
    var extents: [(start: Int?, count: Int)] = []
    var at = start
    var cluster = 0
    while at < end, extents.count < 1_024, let sizes = record.byte(at: at), sizes != 0 {
      let (lengthSize, offsetSize) = (Int(sizes & 0x0F), Int(sizes >> 4))
      guard (1...6).contains(lengthSize), offsetSize <= 6 else { break }
      var length = 0
      for index in 0..<lengthSize { length |= Int(record.byte(at: at + 1 + index) ?? 0) << (8 * index) }
      let (count, overflow) = length.multipliedReportingOverflow(by: clusterSize)
      guard !overflow, count > 0 else { break }
      var place: Int?
      if offsetSize > 0 {
        var offset = 0
        for index in 0..<offsetSize { offset |= Int(record.byte(at: at + 1 + lengthSize + index) ?? 0) << (8 * index) }
        if offset >> (8 * offsetSize - 1) & 1 == 1 { offset -= 1 << (8 * offsetSize) }
        cluster += offset
        guard cluster >= 0, let own = self.place(ofCluster: cluster) else { break }
        place = own
      }
      extents.append((place, count))
      at += 1 + lengthSize + offsetSize
    }
    return extents
  }
}
