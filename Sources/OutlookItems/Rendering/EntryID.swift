import ByteReading

/// An entry identifier that says who someone is ([MS-OXCDATA] §2.2.5).
struct EntryID {
  private(set) var name: [UInt8]?
  private(set) var type: [UInt8]
  private(set) var address: [UInt8]

  private static let oneOff: [UInt8] = [
    0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02,
  ]
  private static let addressBook: [UInt8] = [
    0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A, 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82,
  ]

  /// Reads a one-off identifier (§2.2.5.1) or one of an address book (§2.2.5.2); nil for all others.
  init?(_ bytes: [UInt8], _ page: CodePage) {
    if bytes.matches(Self.oneOff, at: 4) {
      var at = 24
      let isUnicode = (bytes.u16(at: 22) ?? 0) & 0x8000 != 0
      func next() -> [UInt8] {
        let start = at
        let width = isUnicode ? 2 : 1
        while at + width <= bytes.count, bytes[at..<at + width].contains(where: { $0 != 0 }) { at += width }
        let text = Array(bytes[min(start, bytes.count)..<min(at, bytes.count)])
        at += width
        return isUnicode ? CodePage.utf8(ofUTF16: text) : page.utf8(text)
      }
      name = next()
      type = next()
      address = next()
    } else if bytes.matches(Self.addressBook, at: 4) {
      type = Array("EX".utf8)
      address = Array(bytes.dropFirst(28).prefix { $0 != 0 })
    } else {
      return nil
    }
  }

  /// The identifiers of a list of them (FlatEntryList, §2.3.3), at most `limit`.
  static func list(_ bytes: [UInt8], _ page: CodePage, limit: Int) -> [EntryID] {
    var entries: [EntryID] = []
    var at = 8
    while entries.count < limit, let size = bytes.u32(at: at), size > 0 {
      if let entry = EntryID(bytes.bytes(at: at + 4, count: size), page) { entries.append(entry) }
      at += 4 + (size + 3) & ~3
    }
    return entries
  }
}
