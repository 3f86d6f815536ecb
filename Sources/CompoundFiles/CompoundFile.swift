import ByteReading

/// A compound file ([MS-CFB]), read as far as its sectors allow.
///
/// Nothing is refused for being wrong: a chain that breaks gives the bytes before the break, a directory entry that no
/// tree reaches is still listed. Every chain is at most as long as the file has sectors, so that a cycle ends.
public struct CompoundFile {
  /// What a compound file begins with ([MS-CFB] §2.2).
  public static let magic: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  let bytes: [UInt8]
  /// The storages and streams, in the order of the directory.
  public private(set) var entries: [CompoundFileEntry] = []
  private let sectorSize: Int
  private let miniSectorSize: Int
  private let miniCutoff: Int
  private var allocation: [UInt32] = []
  private var miniAllocation: [UInt32] = []
  private var miniStream: [UInt8] = []
  private let allowance: ReadAllowance

  /// Reads the tables and the directory; nil where the magic number is missing or there is no whole header.
  public init?(_ bytes: [UInt8]) {
    guard bytes.matches(Self.magic, at: 0), bytes.count >= 512 else { return nil }
    self.bytes = bytes
    allowance = ReadAllowance(bytes: max(16 << 20, bytes.count * 8))
    let shift = bytes.u16(at: 0x1E) ?? 9
    sectorSize = shift == 12 ? 4_096 : 512
    let miniShift = bytes.u16(at: 0x20) ?? 6
    miniSectorSize = miniShift >= 4 && miniShift <= 9 ? 1 << miniShift : 64
    let cutoff = bytes.u32(at: 0x38) ?? 4_096
    miniCutoff = cutoff == 0 || cutoff > 1 << 20 ? 4_096 : cutoff
    allocation = readAllocation()
    let directory = readChain(from: bytes.u32(at: 0x30) ?? 0, size: .max)
    entries = CompoundFileEntry.entries(inDirectory: directory)
    let miniTable = readChain(from: bytes.u32(at: 0x3C) ?? 0xFFFF_FFFE, size: .max)
    miniAllocation = Self.words(of: miniTable)
    if let root = entries.first(where: { $0.kind == .root }) ?? entries.first {
      miniStream = readChain(from: root.firstSector, size: root.size)
    }
  }

  /// The content of a stream, or of an entry that is no longer one.
  public func content(of entry: CompoundFileEntry) -> [UInt8] {
    guard entry.kind == .stream || entry.kind == .unused, entry.size > 0, allowance.left > 0 else { return [] }
    let content =
      entry.size < miniCutoff
      ? readMiniChain(from: entry.firstSector, size: entry.size) : readChain(from: entry.firstSector, size: entry.size)
    allowance.left -= content.count
    return content
  }

  /// Whether the file, as it lies there, holds `pattern` anywhere.
  public func holds(_ pattern: StaticString) -> Bool { bytes.contains(pattern) }

  /// The first stream by that path below the root, without regard to case.
  public func stream(_ path: String) -> CompoundFileEntry? {
    let wanted = path.lowercasedASCII
    return entries.first { $0.kind == .stream && $0.foldedPath == wanted }
  }

  /// The content of the first stream by that path; nil where there is none.
  public func content(at path: String) -> [UInt8]? { stream(path).map(content(of:)) }

  /// Whether a storage or stream by that path exists.
  public func has(_ path: String) -> Bool {
    let wanted = path.lowercasedASCII
    return entries.contains { $0.foldedPath == wanted }
  }

  private var sectorCount: Int { bytes.count / sectorSize + 1 }

  /// The file allocation table: sectors named in the header, then those named by the DIFAT chain (§2.3, §2.5).
  private func readAllocation() -> [UInt32] {
    var table: [UInt32] = []
    let most = sectorCount
    func append(tableSector: Int) {
      guard table.count < most, tableSector < 0xFFFF_FFFA else { return }
      let (start, overflow) = (tableSector &+ 1).multipliedReportingOverflow(by: sectorSize)
      guard !overflow, start < bytes.count else { return }
      table += Self.words(of: bytes.bytes(at: start, count: sectorSize))
    }
    for index in 0..<109 { append(tableSector: bytes.u32(at: 0x4C + index * 4) ?? 0xFFFF_FFFF) }
    var next = bytes.u32(at: 0x44) ?? 0xFFFF_FFFE
    var steps = 0
    while next < 0xFFFF_FFFA, steps < most {
      let (start, overflow) = (next &+ 1).multipliedReportingOverflow(by: sectorSize)
      guard !overflow, start < bytes.count else { break }
      for index in 0..<(sectorSize / 4 - 1) { append(tableSector: bytes.u32(at: start + index * 4) ?? 0xFFFF_FFFF) }
      next = bytes.u32(at: start + sectorSize - 4) ?? 0xFFFF_FFFE
      steps += 1
    }
    return table
  }

  private func readChain(from first: Int, size: Int) -> [UInt8] {
    var content: [UInt8] = []
    var sector = first
    var steps = 0
    let most = sectorCount
    content.reserveCapacity(min(size, bytes.count))
    while sector < 0xFFFF_FFFA, content.count < size, steps < most {
      let (start, overflow) = (sector &+ 1).multipliedReportingOverflow(by: sectorSize)
      guard !overflow, start < bytes.count else { break }
      content += bytes[start..<start + min(sectorSize, bytes.count - start, size - content.count)]
      guard sector < allocation.count else { break }
      sector = Int(allocation[sector])
      steps += 1
    }
    return content
  }

  private func readMiniChain(from first: Int, size: Int) -> [UInt8] {
    var content: [UInt8] = []
    var sector = first
    var steps = 0
    let most = miniStream.count / miniSectorSize + 1
    while sector < 0xFFFF_FFFA, content.count < size, steps < most {
      let (start, overflow) = sector.multipliedReportingOverflow(by: miniSectorSize)
      guard !overflow, start < miniStream.count else { break }
      content += miniStream[start..<start + min(miniSectorSize, miniStream.count - start, size - content.count)]
      guard sector < miniAllocation.count else { break }
      sector = Int(miniAllocation[sector])
      steps += 1
    }
    return content
  }

  private static func words(of bytes: [UInt8]) -> [UInt32] {
    (0..<bytes.count / 4).map { UInt32(truncatingIfNeeded: bytes.u32(at: $0 * 4) ?? 0) }
  }
}

/// Bytes that may still be read from a compound file: many entries may share one chain, and each reading costs.
final class ReadAllowance {
  var left: Int

  init(bytes: Int) { left = bytes }
}
