/// The header of a 7z archive (7zFormat.txt of the LZMA SDK).
struct SevenZipHeader {
  private(set) var names: [String] = []
  /// Whether a folder's coders hold AES.
  private(set) var isEncrypted = false
  /// Whether the header itself is packed.
  private(set) var hasEncodedHeader = false
  private let bytes: [UInt8]
  private let limit: Int

  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
    guard let offset = bytes.clampedU64(at: 12), let size = bytes.clampedU64(at: 20) else { return }
    let (start, overflow) = offset.addingReportingOverflow(32)
    guard !overflow, start < bytes.count, size <= bytes.count - start else { return }
    read(from: start, to: start + size)
  }

  private static let aes: [UInt8] = [0x06, 0xF1, 0x07, 0x01]

  private mutating func read(from start: Int, to end: Int) {
    let header = bytes.bytes(at: start, count: end - start)
    // AES-256 with SHA-256 is coder 06F10701, written behind its size, 4, in the coder's flags (0x24: with properties).
    if header.firstIndex(of: [0x24] + Self.aes) != nil { isEncrypted = true }
    hasEncodedHeader = header.first == 0x17
    guard header.first == 0x01 else { return }
    readNames(header)
  }

  /// kFilesInfo (0x05), number of files, then properties; kNames is 0x11.
  private mutating func readNames(_ header: [UInt8]) {
    // The streams before the files are of many shapes; the names property is found by its own: id, size, a zero for "not
    // external", UTF-16 text that ends with a NUL exactly at that size.
    var from = 1
    while let at = header.firstIndex(ofByte: 0x11, from: from) {
      from = at + 1
      var cursor = at + 1
      guard let size = Self.number(header, &cursor), size > 2, size % 2 == 1, size <= header.count - cursor,
        header.byte(at: cursor) == 0, header.u16(at: cursor + size - 2) == 0
      else { continue }
      let text = header.utf16Text(at: cursor + 1, units: (size - 1) / 2)
      let found = text.unicodeScalars.split(separator: Unicode.Scalar(0)).prefix(limit).map { String($0) }
      if found.allSatisfy({ !$0.unicodeScalars.contains { $0.value < 0x20 } }) {
        names = found
        return
      }
    }
  }

  /// A number whose first byte tells by its leading ones how many bytes follow.
  private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    guard let first = bytes.byte(at: at) else { return nil }
    at += 1
    var mask: UInt8 = 0x80
    var value = 0
    for index in 0..<8 {
      if first & mask == 0 {
        let high = Int(first & (mask &- 1))
        let (shifted, overflow) = high.multipliedReportingOverflow(by: 1 << (8 * index))
        return overflow ? nil : value.addingReportingOverflow(shifted).partialValue
      }
      guard index < 7, let next = bytes.byte(at: at) else { return nil }
      at += 1
      value |= Int(next) << (8 * index)
      mask >>= 1
    }
    return nil
  }
}
