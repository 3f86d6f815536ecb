import ByteReading

/// A compiled help file (ITSF, known from public analysis): a directory of names in chunks, and two sections of
/// content, one as it is and one of LZX.
struct CompiledHelp {
  struct File {
    let name: String
    let section: Int
    let offset: Int
    let size: Int
  }

  private(set) var files: [File] = []
  /// What the format itself keeps as files; their names begin with two colons and come last.
  private var storage: [File] = []
  private let bytes: [UInt8]
  private var contentStart = 0

  init?(_ bytes: [UInt8], limit: Int) {
    guard bytes.matches(Array("ITSF".utf8), at: 0), let version = bytes.u32(at: 4),
      let directory = bytes.clampedU64(at: 0x48), let directorySize = bytes.clampedU64(at: 0x50)
    else { return nil }
    self.bytes = bytes
    let (end, overflow) = directory.addingReportingOverflow(directorySize)
    // Older files have the content right behind the directory.
    guard !overflow, let content = version >= 3 ? bytes.clampedU64(at: 0x58) : end else { return nil }
    contentStart = content
    readDirectory(at: directory, limit: limit)
  }

  /// The directory's header, then chunks of one size; those with entries begin with PMGL.
  private mutating func readDirectory(at start: Int, limit: Int) {
    guard start < bytes.count, bytes.matches(Array("ITSP".utf8), at: start), let headerSize = bytes.u32(at: start + 8),
      let chunkSize = bytes.u32(at: start + 0x10), let chunks = bytes.u32(at: start + 0x2C), chunkSize >= 32
    else { return }
    var at = start + headerSize
    for _ in 0..<chunks {
      guard at < bytes.count else { return }
      if bytes.matches(Array("PMGL".utf8), at: at) {
        let free = bytes.u32(at: at + 4) ?? 0
        readEntries(from: at + 20, to: at + chunkSize - min(free, chunkSize), limit: limit)
      }
      at += chunkSize
    }
  }

  private mutating func readEntries(from start: Int, to end: Int, limit: Int) {
    var at = start
    while at < end {
      guard let nameSize = bytes.helpNumber(&at), nameSize > 0, nameSize <= 4_096 else { return }
      let name = bytes.bytes(at: at, count: nameSize).lenientText
      at += nameSize
      guard let section = bytes.helpNumber(&at), let offset = bytes.helpNumber(&at), let size = bytes.helpNumber(&at)
      else { return }
      let file = File(name: name, section: section, offset: offset, size: size)
      if name.hasPrefix("::") {
        if storage.count < 64 { storage.append(file) }
      } else if files.count < limit {
        files.append(file)
      }
    }
  }

  /// The stored bytes of a file of the first section; nil where they do not lie inside.
  func stored(_ file: File) -> [UInt8]? {
    let (start, overflow) = contentStart.addingReportingOverflow(file.offset)
    guard file.section == 0, !overflow, start <= bytes.count, file.size <= bytes.count - start else { return nil }
    return bytes.bytes(at: start, count: file.size)
  }

  /// The first so many bytes of the second section; empty where it is not of LZX.
  func compressedSection(size: Int) -> [UInt8] {
    let folder = "::DataSpace/Storage/MSCompressed/"
    guard let content = storage.first(where: { $0.name == folder + "Content" }).flatMap({ stored($0) }),
      let control = storage.first(where: { $0.name == folder + "ControlData" }).flatMap({ stored($0) }),
      control.matches(Array("LZXC".utf8), at: 4), let version = control.u32(at: 8),
      var interval = control.u32(at: 12), var window = control.u32(at: 16)
    else { return [] }
    // Later versions count in frames.
    if version >= 2 {
      window = window.multipliedReportingOverflow(by: 32_768).partialValue
    } else {
      interval /= 32_768
    }
    guard window > 0, window.nonzeroBitCount == 1 else { return [] }
    return LZXDecoder.decode(content, windowBits: window.trailingZeroBitCount, resetFrames: interval, size: size)
  }
}

extension [UInt8] {
  /// A number in seven-bit pieces, highest first.
  fileprivate func helpNumber(_ at: inout Int) -> Int? {
    var value = 0
    for _ in 0..<9 {
      guard let byte = byte(at: at) else { return nil }
      at += 1
      guard value < 1 << 55 else { return nil }
      value = value << 7 | Int(byte & 0x7F)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
