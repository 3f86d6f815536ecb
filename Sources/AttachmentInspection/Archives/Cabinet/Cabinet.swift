import ByteReading

/// A cabinet file ([MS-CAB]).
struct Cabinet {
  struct File {
    let name: String
    let size: Int
    let offset: Int
    let folder: Int
  }

  private struct Folder {
    let start: Int
    let blocks: Int
    /// Zero for stored, one for MSZIP, two for Quantum, three for LZX.
    let method: Int
    /// The window of the latter two, as a power of two.
    let windowBits: Int
  }

  private let bytes: [UInt8]
  private(set) var files: [File] = []
  private var folders: [Folder] = []
  /// Bytes of each block that the maker of the cabinet reserved.
  private var blockReserve = 0

  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    guard let folderCount = bytes.u16(at: 26), let fileCount = bytes.u16(at: 28), let flags = bytes.u16(at: 30) else {
      return
    }
    var at = 36
    var folderReserve = 0
    if flags & 4 != 0 {
      folderReserve = Int(bytes.byte(at: 38) ?? 0)
      blockReserve = Int(bytes.byte(at: 39) ?? 0)
      at = 40 + (bytes.u16(at: 36) ?? 0)
    }
    // Names of the cabinets before and behind, two texts each.
    for flag in [1, 2] where flags & flag != 0 {
      for _ in 0..<2 { at = (bytes.firstIndex(ofByte: 0, from: at, to: at + 256) ?? at) + 1 }
    }
    for _ in 0..<folderCount {
      guard let start = bytes.u32(at: at), let blocks = bytes.u16(at: at + 4), let method = bytes.u16(at: at + 6) else {
        break
      }
      folders.append(Folder(start: start, blocks: blocks, method: method & 0x0F, windowBits: method >> 8 & 0x1F))
      at += 8 + folderReserve
    }
    at = bytes.u32(at: 16) ?? 0
    for _ in 0..<min(fileCount, limit) {
      guard let size = bytes.u32(at: at), let offset = bytes.u32(at: at + 4), let folder = bytes.u16(at: at + 8),
        let end = bytes.firstIndex(ofByte: 0, from: at + 16, to: at + 272)
      else { break }
      files.append(
        File(
          name: bytes.bytes(at: at + 16, count: end - at - 16).lenientText, size: size, offset: offset, folder: folder))
      at = end + 1
    }
  }

  /// The bytes of a folder.
  func content(ofFolder number: Int, limit: Int) -> [UInt8] {
    guard folders.indices.contains(number) else { return [] }
    let folder = folders[number]
    switch folder.method {
    case 0: return blocks(of: folder, limit: limit).flatMap(\.packed)
    case 1: return inflated(folder, limit: limit)
    case 2: return unpackedQuantum(folder, limit: limit)
    case 3:
      let blocks = blocks(of: folder, limit: limit)
      let size = min(limit, blocks.reduce(0) { $0 + $1.size })
      return LZXDecoder.decode(blocks.flatMap(\.packed), windowBits: folder.windowBits, size: size)
    default: return []
    }
  }

  /// The blocks of a folder, until they give so many bytes ([MS-CAB] §2.4).
  private func blocks(of folder: Folder, limit: Int) -> [(packed: [UInt8], size: Int)] {
    var blocks: [(packed: [UInt8], size: Int)] = []
    var at = folder.start
    var total = 0
    for _ in 0..<folder.blocks {
      guard let packed = bytes.u16(at: at + 4), let size = bytes.u16(at: at + 6), size > 0, total < limit else { break }
      let data = at + 8 + blockReserve
      guard data < bytes.count else { break }
      blocks.append((bytes.bytes(at: data, count: packed), size))
      total += size
      at = data + packed
    }
    return blocks
  }

  /// Blocks of at most 32 KiB, each a deflate stream that reaches back into the one before ([MS-MCI]).
  private func inflated(_ folder: Folder, limit: Int) -> [UInt8] {
    var out: [UInt8] = []
    for (packed, size) in blocks(of: folder, limit: limit) {
      guard packed.matches([0x43, 0x4B], at: 0) else { break }
      let block = Inflater.inflate(
        packed, from: 2, wrapping: .raw, limit: min(size, limit - out.count), dictionary: Array(out.suffix(32_768)))
      guard !block.bytes.isEmpty else { break }
      out += block.bytes
    }
    return out
  }

  private func unpackedQuantum(_ folder: Folder, limit: Int) -> [UInt8] {
    guard var decoder = QuantumDecoder(windowBits: folder.windowBits, limit: limit) else { return [] }
    for (packed, size) in blocks(of: folder, limit: limit) {
      guard decoder.decodeFrame(packed, size: size) else { break }
    }
    return decoder.bytes
  }
}
