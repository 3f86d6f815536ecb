import ByteReading

extension RarArchive {
  private static let longestHeader = 2 << 20

  /// Blocks: CRC32, then numbers in seven-bit pieces: size, type, flags, sizes of the extra area and of the data.
  ///
  /// Behind a block that says so all headers are encrypted, each behind a vector of its own.
  mutating func readVersion5(_ bytes: [UInt8], limit: Int, key: ((RarEncryption) -> RarEncryption.Key?)?) {
    var at = 8
    var encryption: RarEncryption?
    var own: RarEncryption.Key?
    while files.count < limit {
      var header: [UInt8]
      var start = 0
      var end: Int
      if let encryption {
        guard let own,
          let (clear, whole) = Self.clearHeader(bytes, at: at, key: own.key)
        else {
          if !isOpened { headerEncryption = encryption }
          return
        }
        isOpened = true
        header = clear
        end = at + whole
      } else {
        var cursor = at + 4
        guard let size = bytes.rarNumber(&cursor), size > 0, size < Self.longestHeader else { return }
        header = bytes.bytes(at: at, count: cursor - at + size)
        end = cursor + size
      }
      start = 4
      guard let size = header.rarNumber(&start) else { return }
      header = header.bytes(at: 0, count: start + size)
      guard let type = header.rarNumber(&start), let flags = header.rarNumber(&start) else { return }
      let extra = flags & 1 != 0 ? header.rarNumber(&start) ?? 0 : 0
      let data = flags & 2 != 0 ? header.rarNumber(&start) ?? 0 : 0
      guard data <= bytes.count, end <= bytes.count else { return }
      if type == 4 {
        encryption = Self.encryption(header, at: &start)
        guard let encryption else { return }
        own = key?(encryption)
      }
      if type == 2 || type == 3,
        let file = file5(header, at: start, extra: extra, data: end..<end + data, type: type, flags: flags)
      {
        files.append(file)
      }
      if type == 5 { return }
      at = end + data
    }
  }

  /// The header behind a vector of sixteen bytes, and how many bytes it takes; nil where the key is wrong.
  private static func clearHeader(_ bytes: [UInt8], at: Int, key: [UInt8]) -> (header: [UInt8], whole: Int)? {
    let vector = bytes.bytes(at: at, count: 16)
    guard vector.count == 16,
      let first = AESCipher.decryptCBC(bytes.bytes(at: at + 16, count: 16), key: key, vector: vector)
    else { return nil }
    var cursor = 4
    guard let size = first.rarNumber(&cursor), size > 0, size < longestHeader else { return nil }
    let whole = (cursor + size + 15) / 16 * 16
    guard let clear = AESCipher.decryptCBC(bytes.bytes(at: at + 16, count: whole), key: key, vector: vector),
      clear.count >= cursor + size, clear.u32(at: 0) == sum(of: clear.bytes(at: 4, count: cursor - 4 + size))
    else { return nil }
    return (clear, 16 + whole)
  }

  /// Version, flags, the power of two of rounds, salt, and a check value where a flag says so.
  private static func encryption(_ record: [UInt8], at start: inout Int) -> RarEncryption? {
    guard record.rarNumber(&start) == 0, let flags = record.rarNumber(&start), let power = record.byte(at: start)
    else { return nil }
    let salt = record.bytes(at: start + 1, count: 16)
    start += 17
    return .version5(
      power: Int(power), salt: salt, check: flags & 1 != 0 ? record.bytes(at: start, count: 8) : nil)
  }

  private func file5(_ header: [UInt8], at start: Int, extra: Int, data: Range<Int>, type: Int, flags: Int) -> File? {
    var cursor = start
    guard let fileFlags = header.rarNumber(&cursor), let size = header.rarNumber(&cursor),
      header.rarNumber(&cursor) != nil
    else { return nil }
    if fileFlags & 2 != 0 { cursor += 4 }
    var sum: Int?
    if fileFlags & 4 != 0 {
      sum = header.u32(at: cursor)
      cursor += 4
    }
    guard let compression = header.rarNumber(&cursor), header.rarNumber(&cursor) != nil,
      let nameLength = header.rarNumber(&cursor), nameLength <= 65_536, fileFlags & 1 == 0
    else { return nil }
    var file = File(
      name: header.bytes(at: cursor, count: nameLength).lenientText, size: fileFlags & 8 != 0 ? nil : size,
      packed: data, method: Self.method(compression), sum: sum, isSolid: compression & 0x40 != 0,
      isSplit: flags & 0x18 != 0)
    cursor = max(cursor + nameLength, header.count - min(extra, header.count))
    while cursor < header.count, let recordSize = header.rarNumber(&cursor), recordSize > 0 {
      let record = cursor
      guard let kind = header.rarNumber(&cursor) else { break }
      let end = record + min(recordSize, header.count)
      switch kind {
      case 1:
        guard header.rarNumber(&cursor) == 0, let flags = header.rarNumber(&cursor), let power = header.byte(at: cursor)
        else { break }
        file.vector = header.bytes(at: cursor + 17, count: 16)
        file.encryption = .version5(
          power: Int(power), salt: header.bytes(at: cursor + 1, count: 16),
          check: flags & 1 != 0 ? header.bytes(at: cursor + 33, count: 8) : nil)
        // The checksum is one of the key too.
        if flags & 2 != 0 { file.sum = nil }
      case 5:
        guard let kind = header.rarNumber(&cursor), kind <= 3, header.rarNumber(&cursor) != nil,
          let length = header.rarNumber(&cursor)
        else { break }
        file.link = header.bytes(at: cursor, count: min(length, 4_096)).lenientText
      // The name of an alternate data stream.
      case 7 where type == 3 && file.name == "STM":
        file.role = .stream
        file.name =
          (files.last { $0.role == .member }?.name ?? "")
          + header.bytes(at: cursor, count: end - cursor).lenientText
      default: break
      }
      cursor = end
    }
    guard type == 3, file.role == .member else { return file }
    guard file.name == "CMT" else { return nil }
    file.role = .comment
    return file
  }

  private static func method(_ compression: Int) -> Method {
    if compression >> 7 & 7 == 0 { return .stored }
    switch compression & 0x3F {
    case 0: return .version5(hasLargeDistances: false)
    // Version 1 may say that it is like version 0.
    case 1: return .version5(hasLargeDistances: compression >> 20 & 1 == 0)
    default: return .unknown
    }
  }
}

extension [UInt8] {
  /// A number in seven-bit pieces, lowest first, of at most nine bytes.
  fileprivate func rarNumber(_ at: inout Int) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 63, by: 7) {
      guard let byte = byte(at: at) else { return nil }
      at += 1
      value |= Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value < 0 ? nil : value }
    }
    return nil
  }
}
