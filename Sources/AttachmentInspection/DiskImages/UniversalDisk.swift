import ByteReading

/// The files of a UDF image (ECMA-167, OSTA UDF 1.02–2.60), as far as plain descriptors lead.
enum UniversalDisk {
  private static let sectorSize = 2_048

  /// The files, found by their identifiers wherever they stand; folders are not told from where they lie.
  static func files(in bytes: [UInt8], limit: Int) -> [DiskImage.File] {
    guard let start = partitionStart(bytes) else { return [] }
    var files: [DiskImage.File] = []
    var seen: Set<Int> = []
    var at = start * sectorSize
    // File identifier descriptors (ECMA-167 4/14.4) begin at multiples of four bytes: tag 257, its version, its sum.
    while files.count < limit, let found = bytes.firstIndex(of: [0x01, 0x01], from: at) {
      at = found + 1
      guard found % 4 == 0, isTag(bytes, at: found), let flags = bytes.byte(at: found + 18),
        let nameLength = bytes.byte(at: found + 19), let block = bytes.u32(at: found + 24),
        let used = bytes.u16(at: found + 36)
      else { continue }
      // Folders, deleted entries and the way up are no files.
      guard flags & 0x0E == 0, nameLength > 1 else { continue }
      let nameAt = found + 38 + used
      let name = self.name(bytes.bytes(at: nameAt, count: Int(nameLength)))
      let (sum, overflow) = start.addingReportingOverflow(block)
      guard !overflow, seen.insert(found).inserted,
        let (offset, size) = content(
          bytes, entryAt: sum.multipliedReportingOverflow(by: sectorSize).partialValue, start)
      else { continue }
      files.append(DiskImage.File(name: name, offset: offset, size: size, isHidden: flags & 1 != 0))
      at = nameAt + Int(nameLength)
    }
    return files
  }

  /// The first sector of the partition: from its descriptor (3/10.5), tag 5, in the first sectors.
  private static func partitionStart(_ bytes: [UInt8]) -> Int? {
    for sector in 16..<320 {
      let at = sector * sectorSize
      if bytes.u16(at: at) == 5, isTag(bytes, at: at), let start = bytes.u32(at: at + 188),
        start < bytes.count / sectorSize
      {
        return start
      }
    }
    return nil
  }

  /// A descriptor's tag (3/7.2): the fifth byte is the sum of the others.
  private static func isTag(_ bytes: [UInt8], at start: Int) -> Bool {
    guard let stored = bytes.byte(at: start + 4), let version = bytes.u16(at: start + 2), version == 2 || version == 3
    else { return false }
    var sum: UInt8 = 0
    for index in 0..<16 where index != 4 {
      guard let byte = bytes.byte(at: start + index) else { return false }
      sum = sum &+ byte
    }
    return sum == stored
  }

  private static func name(_ raw: [UInt8]) -> String {
    guard raw.first == 16 else { return raw.latin1Text(at: 1, count: raw.count) }
    var units: [UInt16] = []
    for index in stride(from: 1, to: raw.count - 1, by: 2) {
      units.append(UInt16(raw[index]) << 8 | UInt16(raw[index + 1]))
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// Where a file's bytes lie: from its entry (4/14.9) or extended entry (4/14.17), the first stretch.
  private static func content(_ bytes: [UInt8], entryAt at: Int, _ partition: Int) -> (offset: Int, size: Int)? {
    guard let tag = bytes.u16(at: at), tag == 261 || tag == 266, let kind = bytes.u16(at: at + 34),
      let size = bytes.clampedU64(at: at + 56)
    else { return nil }
    let attributes = tag == 261 ? 168 : 208
    let stretch = at + attributes + 8 + (bytes.u32(at: at + attributes) ?? 0)
    if kind & 7 == 3 { return (stretch, min(size, bytes.count)) }
    guard let block = bytes.u32(at: stretch + 4) else { return nil }
    let (sum, overflow) = partition.addingReportingOverflow(block)
    guard !overflow else { return nil }
    return (sum.multipliedReportingOverflow(by: sectorSize).partialValue, min(size, bytes.count))
  }
}
