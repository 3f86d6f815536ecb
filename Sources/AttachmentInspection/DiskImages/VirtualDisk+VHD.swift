import ByteReading

extension VirtualDisk {
  private static let mostBlocks = 1 << 18

  /// A virtual hard disk (Virtual Hard Disk Image Format Specification 1.0), fixed or dynamic; nil where it is neither.
  init?(vhd bytes: [UInt8]) {
    let cookie = Array("conectix".utf8)
    // The footer stands at the end; dynamic disks have a copy at the start.
    guard let footer = [bytes.count - 512, bytes.count - 511, 0].first(where: { bytes.matches(cookie, at: $0) }),
      let type = bytes.u32BigEndian(at: footer + 60), let size = Self.u64(bytes, footer + 48)
    else { return nil }
    if type == 2 {
      self.init(bytes, kind: "VHD", size: min(size, bytes.count), layout: .flat)
      return
    }
    guard type == 3 || type == 4, let header = Self.u64(bytes, footer + 16),
      bytes.matches(Array("cxsparse".utf8), at: header), let table = Self.u64(bytes, header + 16),
      let count = bytes.u32BigEndian(at: header + 28), let blockSize = bytes.u32BigEndian(at: header + 32),
      blockSize >= 4_096, blockSize <= 256 << 20, count <= Self.mostBlocks
    else { return nil }
    // A bit for each sector stands before each block, in whole sectors.
    let bitmap = (blockSize / 512 / 8 + 511) / 512 * 512
    var places: [Int?] = []
    for index in 0..<count {
      guard let sector = bytes.u32BigEndian(at: table + 4 * index) else { break }
      places.append(sector == 0xFFFF_FFFF ? nil : sector * 512 + bitmap)
    }
    self.init(
      bytes, kind: "VHD", size: min(size, places.count * blockSize), layout: .blocks(size: blockSize, places: places))
  }

  private static func u64(_ bytes: [UInt8], _ at: Int) -> Int? {
    guard let high = bytes.u32BigEndian(at: at), let low = bytes.u32BigEndian(at: at + 4), high < 1 << 20 else {
      return nil
    }
    return high << 32 | low
  }

  /// A virtual hard disk of the second version ([MS-VHDX]); nil where it is none, or damaged.
  init?(vhdx bytes: [UInt8]) {
    guard bytes.matches(Array("vhdxfile".utf8), at: 0) else { return nil }
    for start in [192 << 10, 256 << 10] where bytes.matches(Array("regi".utf8), at: start) {
      guard let table = Self.region(bytes, at: start, Self.tableID),
        let metadata = Self.region(bytes, at: start, Self.metadataID),
        let parameters = Self.item(bytes, metadata, Self.parametersID), let blockSize = bytes.u32(at: parameters),
        let sizeAt = Self.item(bytes, metadata, Self.sizeID), let size = bytes.clampedU64(at: sizeAt),
        blockSize >= 1 << 20, blockSize <= 256 << 20, size <= 1 << 46
      else { continue }
      let sectorAt = Self.item(bytes, metadata, Self.sectorID)
      let sector = max(512, min(4_096, sectorAt.flatMap { bytes.u32(at: $0) } ?? 512))
      // Behind so many entries comes one for a bitmap of sectors (§2.5).
      let chunk = max(1, (1 << 23) * sector / blockSize)
      let count = min((size + blockSize - 1) / blockSize, Self.mostBlocks)
      var places: [Int?] = []
      for index in 0..<count {
        guard let entry = bytes.u64(at: table + 8 * (index + index / chunk)) else { break }
        let place = Int(clamping: entry >> 20) << 20
        places.append(entry & 7 >= 6 && place < bytes.count ? place : nil)
      }
      self.init(
        bytes, kind: "VHDX", size: min(size, places.count * blockSize), layout: .blocks(size: blockSize, places: places)
      )
      return
    }
    return nil
  }

  /// Where a region lies, by its identity (§2.2.3).
  private static func region(_ bytes: [UInt8], at start: Int, _ id: [UInt8]) -> Int? {
    for index in 0..<min(bytes.u32(at: start + 8) ?? 0, 64) where bytes.matches(id, at: start + 16 + 32 * index) {
      guard let place = bytes.clampedU64(at: start + 32 + 32 * index), place < bytes.count else { return nil }
      return place
    }
    return nil
  }

  /// Where an item of the metadata lies (§2.6.1).
  private static func item(_ bytes: [UInt8], _ start: Int, _ id: [UInt8]) -> Int? {
    guard bytes.matches(Array("metadata".utf8), at: start) else { return nil }
    for index in 0..<min(bytes.u16(at: start + 10) ?? 0, 2_047) where bytes.matches(id, at: start + 32 + 32 * index) {
      return bytes.u32(at: start + 48 + 32 * index).map { start + $0 }
    }
    return nil
  }

  private static let tableID: [UInt8] = [
    0x66, 0x77, 0xC2, 0x2D, 0x23, 0xF6, 0x00, 0x42, 0x9D, 0x64, 0x11, 0x5E, 0x9B, 0xFD, 0x4A, 0x08,
  ]
  private static let metadataID: [UInt8] = [
    0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
  ]
  private static let parametersID: [UInt8] = [
    0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
  ]
  private static let sizeID: [UInt8] = [
    0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
  ]
  private static let sectorID: [UInt8] = [
    0x1D, 0xBF, 0x41, 0x81, 0x6F, 0xA9, 0x09, 0x47, 0xBA, 0x47, 0xF2, 0x33, 0xA8, 0xFA, 0xAB, 0x5F,
  ]
}
