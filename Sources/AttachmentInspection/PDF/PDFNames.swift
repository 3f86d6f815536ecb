import ByteReading

/// The names of a PDF that say what it does, and the URIs it leads to.
struct PDFNames {
  private(set) var names: Set<String> = []
  private(set) var urls: [String] = []

  func has(_ name: String) -> Bool { names.contains(name) }

  private static let wanted: Set<String> = [
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/GoToE", "/GoToR",
    "/URI", "/Encrypt", "/RichMedia", "/XFA", "/AcroForm", "/SubmitForm", "/ImportData",
  ]

  /// Reads names (§7.3.5) in a range; comments and strings are not told apart, a name in them is rare and harmless.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>) {
    var from = range.lowerBound
    while let slash = bytes.firstIndex(ofByte: 0x2F, from: from, to: range.upperBound) {
      var name: [UInt8] = [0x2F]
      var at = slash + 1
      while at < range.upperBound, name.count < 32, let byte = bytes.byte(at: at), Self.isRegular(byte) {
        if byte == 0x23, let high = Self.hexValue(bytes.byte(at: at + 1)),
          let low = Self.hexValue(bytes.byte(at: at + 2))
        {
          name.append(high << 4 | low)
          at += 3
        } else {
          name.append(byte)
          at += 1
        }
      }
      from = max(at, slash + 1)
      guard name.count > 2 else { continue }
      let text = String(decoding: name, as: UTF8.self)
      guard Self.wanted.contains(text) else { continue }
      names.insert(text)
      if text == "/URI" { readURI(bytes, from: at, to: range.upperBound) }
    }
  }

  /// The string behind `/URI`.
  private mutating func readURI(_ bytes: [UInt8], from start: Int, to end: Int) {
    var at = start
    while at < end, let byte = bytes.byte(at: at), TextSniffer.isBlank(byte) { at += 1 }
    guard bytes.byte(at: at) == 0x28, urls.count < 1_000 else { return }
    let close = bytes.firstIndex(ofByte: 0x29, from: at, to: min(end, at + 2_048)) ?? at
    let url = bytes.bytes(at: at + 1, count: close - at - 1).filter { $0 != 0x5C }.lenientText
    if url.contains(":") { urls.append(url) }
  }

  private static func isRegular(_ byte: UInt8) -> Bool {
    byte > 0x20 && ![0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25].contains(byte)
  }

  private static func hexValue(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case .some(let digit) where digit >= 0x30 && digit <= 0x39: digit - 0x30
    case .some(let digit) where digit | 0x20 >= 0x61 && digit | 0x20 <= 0x66: (digit | 0x20) - 0x57
    default: nil
    }
  }
}
