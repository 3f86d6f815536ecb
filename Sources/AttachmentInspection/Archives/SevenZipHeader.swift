import ByteReading

/// The header of a 7z archive (7zFormat.txt of the LZMA SDK), unpacked where it is packed.
struct SevenZipHeader {
  private(set) var names: [String] = []
  /// Whether a folder's coders hold AES.
  private(set) var isEncrypted = false
  /// Whether even the names are encrypted.
  private(set) var hasEncryptedNames = false
  private let bytes: [UInt8]
  private let limit: Int
  /// AES-256 with SHA-256 is coder 06F10701.
  private static let aes: [UInt8] = [0x06, 0xF1, 0x07, 0x01]

  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
    guard let offset = bytes.clampedU64(at: 12), let size = bytes.clampedU64(at: 20) else { return }
    let (start, overflow) = offset.addingReportingOverflow(32)
    guard !overflow, start < bytes.count, size <= bytes.count - start else { return }
    var header = bytes.bytes(at: start, count: size)
    // A packed header may be packed again; more than a few times is a game.
    for _ in 0..<4 where header.first == 0x17 {
      guard let unpacked = unpack(header) else { return }
      header = unpacked
    }
    guard header.first == 0x01 else { return }
    // In the clear the coders of the content can be read: the flags 0x24 are an identity of four bytes with properties.
    if header.firstIndex(of: [0x24] + Self.aes) != nil { isEncrypted = true }
    readNames(header)
  }

  /// Unpacks a packed header: one stream, one folder, one coder that is LZMA or a plain copy.
  private mutating func unpack(_ header: [UInt8]) -> [UInt8]? {
    if header.firstIndex(of: [0x24] + Self.aes) != nil {
      isEncrypted = true
      hasEncryptedNames = true
      return nil
    }
    var at = 1
    // kPackInfo: position, number of streams, then their sizes behind kSize.
    guard header.byte(at: at) == 0x06 else { return nil }
    at += 1
    guard let position = number(header, &at), number(header, &at) == 1, header.byte(at: at) == 0x09 else { return nil }
    at += 1
    guard let packed = number(header, &at) else { return nil }
    // Digests may follow; kUnpackInfo, kFolder, one folder, not external, one coder.
    guard let folder = header.firstIndex(of: [0x07, 0x0B, 0x01, 0x00, 0x01], from: at),
      let flags = header.byte(at: folder + 5)
    else { return nil }
    let idSize = Int(flags & 0x0F)
    let id = header.bytes(at: folder + 6, count: idSize)
    at = folder + 6 + idSize
    var properties: [UInt8] = []
    if flags & 0x20 != 0 {
      guard let size = number(header, &at), size <= 64 else { return nil }
      properties = header.bytes(at: at, count: size)
      at += size
    }
    guard header.byte(at: at) == 0x0C else { return nil }
    at += 1
    guard let size = number(header, &at), size <= 16 << 20 else { return nil }
    let (start, overflow) = position.addingReportingOverflow(32)
    guard !overflow, start < bytes.count, packed <= bytes.count - start else { return nil }
    switch id {
    case [0x03, 0x01, 0x01]:
      return LZMADecoder.decode(bytes, from: start, to: start + packed, properties: properties, size: size)
    case [0x00]: return bytes.bytes(at: start, count: min(packed, size))
    default: return nil
    }
  }

  /// Reads the names property (kNames, 0x11).
  ///
  /// The streams before the files are of many shapes. The property is found by its own form: id, size, a zero for "not
  /// external", UTF-16 text that ends with a NUL exactly at that size.
  private mutating func readNames(_ header: [UInt8]) {
    var from = 1
    var tries = 0
    while tries < 4_096, let at = header.firstIndex(ofByte: 0x11, from: from) {
      tries += 1
      from = at + 1
      var cursor = at + 1
      guard let size = number(header, &cursor), size > 2, size % 2 == 1, size <= header.count - cursor,
        header.byte(at: cursor) == 0, header.u16(at: cursor + size - 2) == 0
      else { continue }
      let text = header.utf16Text(at: cursor + 1, units: (size - 1) / 2)
      let found = text.unicodeScalars.split(separator: Unicode.Scalar(0)).prefix(limit).map { String($0) }
      if found.allSatisfy({ !$0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0xFFFD } }) {
        names = found
        return
      }
    }
  }

  /// A number whose first byte tells by its leading ones how many bytes follow.
  private func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    guard let first = bytes.byte(at: at) else { return nil }
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
      guard index < 7, let next = bytes.byte(at: at) else { return nil }
      at += 1
      value |= Int(next) << (8 * index)
      mask >>= 1
    }
    return nil
  }
}
