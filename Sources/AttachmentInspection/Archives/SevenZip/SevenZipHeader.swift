import ByteReading

/// The header of a 7z archive (7zFormat.txt of the LZMA SDK): packed streams, the folders of coders that unpack them, and
/// the files in what comes out.
struct SevenZipHeader {
  struct Coder {
    var id: [UInt8] = []
    var properties: [UInt8] = []
    var inputs = 1
    var outputs = 1
  }

  /// Coders that lead from packed streams to one unpacked stream.
  struct Folder {
    var coders: [Coder] = []
    /// Inputs that outputs feed.
    var bonds: [(input: Int, output: Int)] = []
    var packed: [Int] = []
    /// Bytes of each output.
    var sizes: [Int] = []
    /// Bytes of the files in it.
    var files: [Int] = []

    /// The size of what the folder gives: the output that feeds no input.
    var size: Int {
      let bound = Set(bonds.map(\.output))
      for (index, size) in sizes.enumerated() where !bound.contains(index) { return size }
      return sizes.last ?? 0
    }

    var isEncrypted: Bool { coders.contains { $0.id == SevenZipCoders.aes } }
  }

  struct File {
    var name: String
    /// The folder that holds it and where in it; nil for empty files.
    var folder: Int?
    var offset = 0
    var size = 0
    var isFolder = false
  }

  private(set) var position = 0
  private(set) var packedSizes: [Int] = []
  private(set) var folders: [Folder] = []
  private(set) var files: [File] = []
  private let limit: Int
  private let header: [UInt8]
  private var at = 1

  /// Reads an unpacked header (0x01), or the streams of a packed one (0x17); what is read before damage is kept.
  init(_ header: [UInt8], limit: Int) {
    self.header = header
    self.limit = limit
    if header.first == 0x17 {
      _ = readStreams()
      return
    }
    guard header.first == 0x01 else { return }
    if header.byte(at: at) == 0x02 { guard skipProperties() else { return } }
    if header.byte(at: at) == 0x04 {
      at += 1
      guard readStreams() else { return }
    }
    if header.byte(at: at) == 0x05 {
      at += 1
      readFiles()
    }
  }

  private mutating func skipProperties() -> Bool {
    at += 1
    for _ in 0..<64 {
      guard let type = number() else { return false }
      if type == 0 { return true }
      guard let size = number(), skip(size) else { return false }
    }
    return false
  }

  private mutating func readStreams() -> Bool {
    for _ in 0..<8 {
      guard let type = number() else { return false }
      switch type {
      case 0x00: return true
      case 0x06: guard readPacked() else { return false }
      case 0x07: guard readFolders() else { return false }
      case 0x08: guard readSubstreams() else { return false }
      default: return false
      }
    }
    return false
  }

  private mutating func readPacked() -> Bool {
    guard let place = number(), let count = number(), count <= limit else { return false }
    position = place
    while let type = number() {
      switch type {
      case 0x00: return true
      case 0x09:
        for _ in 0..<count {
          guard let size = number() else { return false }
          packedSizes.append(size)
        }
      case 0x0A: guard skipDigests(count) != nil else { return false }
      default: return false
      }
    }
    return false
  }

  private mutating func readFolders() -> Bool {
    guard number() == 0x0B, let count = number(), count <= limit, header.byte(at: at) == 0 else { return false }
    at += 1
    for _ in 0..<count {
      guard let folder = readFolder() else { return false }
      folders.append(folder)
    }
    while let type = number() {
      switch type {
      case 0x00:
        for index in folders.indices where folders[index].files.isEmpty { folders[index].files = [folders[index].size] }
        return true
      case 0x0C:
        for index in folders.indices {
          for _ in 0..<folders[index].coders.reduce(0, { $0 + $1.outputs }) {
            guard let size = number() else { return false }
            folders[index].sizes.append(size)
          }
        }
      case 0x0A: guard skipDigests(folders.count) != nil else { return false }
      default: return false
      }
    }
    return false
  }

  private mutating func readFolder() -> Folder? {
    guard let count = number(), (1...8).contains(count) else { return nil }
    var folder = Folder()
    for _ in 0..<count {
      guard let flags = header.byte(at: at) else { return nil }
      at += 1
      var coder = Coder()
      coder.id = header.bytes(at: at, count: Int(flags & 0x0F))
      at += Int(flags & 0x0F)
      if flags & 0x10 != 0 {
        guard let inputs = number(), let outputs = number(), inputs <= 8, outputs <= 8 else { return nil }
        coder.inputs = inputs
        coder.outputs = outputs
      }
      if flags & 0x20 != 0 {
        guard let size = number(), size <= 1_024 else { return nil }
        coder.properties = header.bytes(at: at, count: size)
        at += size
      }
      folder.coders.append(coder)
    }
    let inputs = folder.coders.reduce(0) { $0 + $1.inputs }
    let outputs = folder.coders.reduce(0) { $0 + $1.outputs }
    for _ in 0..<max(0, outputs - 1) {
      guard let input = number(), let output = number() else { return nil }
      folder.bonds.append((input, output))
    }
    let packed = inputs - max(0, outputs - 1)
    if packed > 1 {
      for _ in 0..<packed {
        guard let index = number() else { return nil }
        folder.packed.append(index)
      }
    } else if let free = (0..<inputs).first(where: { input in !folder.bonds.contains { $0.input == input } }) {
      folder.packed = [free]
    }
    return folder
  }

  private mutating func readSubstreams() -> Bool {
    var counts = [Int](repeating: 1, count: folders.count)
    guard var type = number() else { return false }
    if type == 0x0D {
      for index in counts.indices {
        guard let count = number(), count <= limit else { return false }
        counts[index] = count
      }
      guard let next = number() else { return false }
      type = next
    }
    var total = 0
    for (index, count) in counts.enumerated() {
      total += count
      guard total <= limit else { return false }
      var sizes: [Int] = []
      var left = folders[index].size
      if type == 0x09, count > 1 {
        for _ in 0..<(count - 1) {
          guard let size = number() else { return false }
          sizes.append(size)
          left = max(0, left &- size)
        }
      }
      if count > 0 { sizes.append(left) }
      folders[index].files = sizes
    }
    if type == 0x09 {
      guard let next = number() else { return false }
      type = next
    }
    // Digests are of no use here: how many there are depends on what the folders had.
    if type == 0x0A {
      let before = at
      for count in [total, counts.filter { $0 != 1 }.reduce(0, +)] {
        at = before
        if skipDigests(count) != nil, header.byte(at: at) == 0 {
          at += 1
          return true
        }
      }
      return false
    }
    return type == 0
  }

  private mutating func readFiles() {
    guard let count = number(), count <= limit else { return }
    var names: [String] = []
    var isEmpty: [Bool] = []
    var isFile: [Bool] = []
    while let type = number(), type != 0 {
      guard let size = number(), size <= header.count - min(at, header.count) else { break }
      let end = at + size
      switch type {
      case 0x0E: isEmpty = bits(count)
      case 0x0F: isFile = bits(isEmpty.filter { $0 }.count)
      case 0x11:
        guard header.byte(at: at) == 0 else { break }
        let text = header.utf16Text(at: at + 1, units: max(0, size - 1) / 2)
        names = text.unicodeScalars.split(separator: Unicode.Scalar(0), omittingEmptySubsequences: true)
          .prefix(count).map { String($0) }
      default: break
      }
      at = end
    }
    // Archives of one file may leave its name to that of the archive.
    while names.count < count { names.append("file-\(names.count + 1)") }
    place(names, isEmpty: isEmpty, isFile: isFile)
  }

  /// Gives each file with content its stretch of a folder, in order.
  private mutating func place(_ names: [String], isEmpty: [Bool], isFile: [Bool]) {
    var folder = 0
    var index = 0
    var offset = 0
    var empties = 0
    for (number, name) in names.enumerated() {
      var file = File(name: name)
      if number < isEmpty.count, isEmpty[number] {
        file.isFolder = empties >= isFile.count || !isFile[empties]
        empties += 1
      } else {
        while folder < folders.count, index >= folders[folder].files.count {
          folder += 1
          index = 0
          offset = 0
        }
        if folder < folders.count {
          file.folder = folder
          file.offset = offset
          file.size = folders[folder].files[index]
          offset = offset.addingReportingOverflow(file.size).partialValue
          index += 1
        }
      }
      files.append(file)
    }
  }

  private mutating func bits(_ count: Int) -> [Bool] {
    var bits: [Bool] = []
    var byte: UInt8 = 0
    for index in 0..<count {
      if index % 8 == 0 {
        byte = header.byte(at: at) ?? 0
        at += 1
      }
      bits.append(byte & (0x80 >> UInt8(index % 8)) != 0)
    }
    return bits
  }

  private mutating func skipDigests(_ count: Int) -> Int? {
    guard let all = header.byte(at: at) else { return nil }
    at += 1
    let defined = all != 0 ? count : bits(count).filter { $0 }.count
    return skip(defined * 4) ? defined : nil
  }

  private mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= header.count - min(at, header.count) else { return false }
    at += count
    return true
  }

  /// A number whose first byte tells by its leading ones how many bytes follow.
  private mutating func number() -> Int? {
    guard let first = header.byte(at: at) else { return nil }
    at += 1
    var mask: UInt8 = 0x80
    var value = 0
    for index in 0..<8 {
      if first & mask == 0 {
        let high = Int(first & (mask &- 1))
        let (shifted, overflow) = high.multipliedReportingOverflow(by: 1 << (8 * index))
        let (sum, carries) = value.addingReportingOverflow(shifted)
        return overflow || carries || sum < 0 ? nil : sum
      }
      guard index < 7, let next = header.byte(at: at) else { return nil }
      at += 1
      value |= Int(next) << (8 * index)
      mask >>= 1
    }
    return nil
  }
}
