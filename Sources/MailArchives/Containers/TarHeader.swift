import MailModel

/// One header block of a tar (POSIX ustar, with GNU's and the older form).
struct TarHeader {
  static let blockBytes = 512

  /// What follows the header.
  enum Content {
    case file
    /// The next header's name (GNU `L`).
    case longName
    /// Fields for the next header (pax `x`).
    case pax
    /// A file with holes, kept in pieces (GNU `S`).
    case sparse
    /// Folders, links, devices, labels, defaults for all headers.
    case other
  }

  var name: [UInt8]
  var size: Int64
  var content: Content
  /// Whether nothing follows the header, whatever size it names.
  var isBare: Bool

  /// Reads a header block; nil where its checksum or its numbers are wrong.
  init?(_ block: [UInt8]) {
    guard Self.isHeader(block), let size = Self.number(block[124..<136]) else { return nil }
    let type = block[156]
    self.size = size
    name = Array(block[0..<100].prefix { $0 != 0 })
    if block[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0x00]) {
      let prefix = block[345..<500].prefix { $0 != 0 }
      if !prefix.isEmpty { name = Array(prefix) + [0x2F] + name }
    }
    switch type {
    case 0, 0x30, 0x37: content = name.last == 0x2F ? .other : .file
    case 0x4C: content = .longName
    case 0x78: content = .pax
    case 0x53: content = .sparse
    default: content = .other
    }
    // Links, devices, folders and pipes.
    isBare = (0x31...0x36).contains(type)
  }

  /// Whether the block is a header by its checksum: the sum of its bytes, those of the checksum counted as blanks.
  static func isHeader(_ block: [UInt8]) -> Bool {
    guard block.count >= blockBytes, block[0] != 0, let stated = number(block[148..<156]) else { return false }
    var unsigned: Int64 = 0
    var signed: Int64 = 0
    for index in 0..<blockBytes {
      let byte = (148..<156).contains(index) ? 0x20 : block[index]
      unsigned += Int64(byte)
      signed += Int64(Int8(bitPattern: byte))
    }
    return stated == unsigned || stated == signed
  }

  /// A number in octal digits, or in binary behind a byte 0x80 (GNU); nil where it is neither, or negative.
  private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    var value: Int64 = 0
    if first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      for byte in field.dropFirst() {
        guard value < 1 << 54 else { return nil }
        value = value << 8 | Int64(byte)
      }
      return value
    }
    var hasDigit = false
    for byte in field {
      if byte == 0 || byte == 0x20 {
        if hasDigit { break }
        continue
      }
      guard (0x30...0x37).contains(byte) else { return nil }
      hasDigit = true
      // Twelve digits at most: 36 bits.
      value = value << 3 | Int64(byte - 0x30)
    }
    return value
  }
}

/// What pax fields (POSIX pax, extended header) change in the header that follows.
struct PaxFields {
  var name: [UInt8]?
  var size: Int64?
  /// The file has holes and is kept in pieces.
  var isSparse = false

  /// Reads the records `LENGTH KEY=VALUE\n`; what is wrong ends them.
  init(_ bytes: [UInt8]) {
    var at = 0
    while at < bytes.count {
      let digits = bytes[at...].prefix { $0.isDigit }.count
      guard let length = bytes.span.number(in: at..<at + digits), length > digits + 1, length <= bytes.count - at
      else { return }
      let record = bytes[(at + digits + 1)..<(at + length)].prefix { $0 != 0x0A }
      at += length
      guard let equals = record.firstIndex(of: 0x3D) else { continue }
      let key = record[..<equals]
      let value = Array(record[(equals + 1)...])
      if key.elementsEqual("path".utf8) {
        name = value
      } else if key.elementsEqual("size".utf8) {
        size = value.span.number(in: 0..<value.count).map { Int64($0) }
      } else if key.starts(with: "GNU.sparse.".utf8) {
        isSparse = true
      }
    }
  }
}
