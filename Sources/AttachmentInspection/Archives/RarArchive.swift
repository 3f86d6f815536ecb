import ByteReading

/// The headers of a RAR archive, versions 4 (technote) and 5 (RAR 5.0 archive format).
struct RarArchive {
  struct File {
    var name: String
    var size: Int
    var packedSize: Int
    var isEncrypted: Bool
    var isStored: Bool
    var dataOffset: Int?
  }

  private(set) var files: [File] = []
  /// Whether even the names are encrypted.
  private(set) var hasEncryptedHeaders = false

  init(_ bytes: [UInt8], limit: Int) {
    if bytes.matches([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00], at: 0) {
      readVersion5(bytes, limit: limit)
    } else {
      readVersion4(bytes, limit: limit)
    }
  }

  /// Blocks: CRC16, type, flags, size; with flag 0x8000 a size of data that follow.
  private mutating func readVersion4(_ bytes: [UInt8], limit: Int) {
    var at = 7
    while files.count < limit, let type = bytes.byte(at: at + 2), let flags = bytes.u16(at: at + 3),
      let size = bytes.u16(at: at + 5), size >= 7
    {
      var data = 0
      if flags & 0x8000 != 0 || type == 0x74 { data = bytes.u32(at: at + 7) ?? 0 }
      if type == 0x73, flags & 0x80 != 0 {
        hasEncryptedHeaders = true
        return
      }
      if type == 0x74 {
        if flags & 0x100 != 0 { data = data.addingReportingOverflow((bytes.u32(at: at + 32) ?? 0) << 32).partialValue }
        let nameAt = at + 32 + (flags & 0x100 != 0 ? 8 : 0)
        let raw = bytes.bytes(at: nameAt, count: bytes.u16(at: at + 26) ?? 0)
        // A Unicode name stands behind the plain one and a NUL.
        let plain = Array(raw.prefix { $0 != 0 })
        let isFolder = flags & 0xE0 == 0xE0
        if !isFolder {
          files.append(
            File(
              name: plain.lenientText, size: bytes.u32(at: at + 11) ?? 0, packedSize: data,
              isEncrypted: flags & 0x04 != 0, isStored: bytes.byte(at: at + 25) == 0x30, dataOffset: at + size))
        }
      }
      if type == 0x7B { return }
      guard data >= 0, data <= bytes.count else { return }
      at += size + data
    }
  }

  /// Blocks: CRC32, then numbers in seven-bit pieces: size, type, flags, sizes of the extra area and of the data.
  private mutating func readVersion5(_ bytes: [UInt8], limit: Int) {
    var at = 8
    while files.count < limit, at + 5 < bytes.count {
      var cursor = at + 4
      guard let size = Self.number(bytes, &cursor), size > 0, size < 4 << 20 else { return }
      let body = cursor
      guard let type = Self.number(bytes, &cursor), let flags = Self.number(bytes, &cursor) else { return }
      let extra = flags & 1 != 0 ? Self.number(bytes, &cursor) ?? 0 : 0
      let data = flags & 2 != 0 ? Self.number(bytes, &cursor) ?? 0 : 0
      let end = body + size
      if type == 4 {
        hasEncryptedHeaders = true
        return
      }
      if type == 2, let file = Self.file(bytes, at: cursor, end: end, extra: extra, data: data) { files.append(file) }
      if type == 5 { return }
      guard data <= bytes.count, end <= bytes.count else { return }
      at = end + data
    }
  }

  private static func file(_ bytes: [UInt8], at start: Int, end: Int, extra: Int, data: Int) -> File? {
    var cursor = start
    guard let flags = number(bytes, &cursor), let size = number(bytes, &cursor), number(bytes, &cursor) != nil
    else { return nil }
    if flags & 2 != 0 { cursor += 4 }
    if flags & 4 != 0 { cursor += 4 }
    guard let compression = number(bytes, &cursor), number(bytes, &cursor) != nil,
      let nameLength = number(bytes, &cursor), nameLength <= 65_536, flags & 1 == 0
    else { return nil }
    let name = bytes.bytes(at: cursor, count: nameLength).lenientText
    // Extra records: size, type; type 1 is encryption.
    var isEncrypted = false
    cursor = max(cursor + nameLength, end - min(extra, end))
    while cursor < end, let recordSize = number(bytes, &cursor) {
      let record = cursor
      guard let type = number(bytes, &cursor), recordSize > 0 else { break }
      if type == 1 { isEncrypted = true }
      let next = record.addingReportingOverflow(recordSize)
      guard !next.overflow else { break }
      cursor = next.partialValue
    }
    return File(
      name: name, size: size, packedSize: data, isEncrypted: isEncrypted, isStored: (compression >> 7) & 7 == 0,
      dataOffset: end)
  }

  /// A number in seven-bit pieces, lowest first, of at most nine bytes.
  private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = bytes.byte(at: at) else { return nil }
      at += 1
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value < 0 ? nil : value }
    }
    return nil
  }
}
