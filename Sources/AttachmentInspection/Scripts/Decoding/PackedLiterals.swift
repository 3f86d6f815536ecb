import ByteReading

/// Base64 that a script unpacks: bytes as they are, UTF-16, gzip or Deflate.
enum PackedLiterals {
  private static let shortest = 24
  private static let mostLiterals = 64

  /// The contents of the runs of base64 in a text, unpacked, at most `limit` bytes in all.
  static func contents(of text: [UInt8], limit: Int) -> [[UInt8]] {
    let lower = text.lowercasedASCII()
    guard signs.contains(where: { lower.firstIndex(of: $0) != nil }) else { return [] }
    let inflates = lower.contains("deflatestream") || lower.contains("pako.inflate")
    var found: [[UInt8]] = []
    var left = limit
    var at = 0
    while at < text.count, found.count < mostLiterals, left > 0 {
      guard Base64Literals.isDigit(text[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < text.count, Base64Literals.isDigit(text[at]) { at += 1 }
      guard at - start >= shortest,
        hasBothCases(text[start..<at])
          || Base64Literals.isPayload(Base64Literals.decode(text, start..<min(at, start + 64)))
      else { continue }
      guard let content = unpacked(Base64Literals.decode(text, start..<at), inflates: inflates, limit: left) else {
        continue
      }
      left -= content.count
      found.append(content)
    }
    return found
  }

  /// Words are of one case, or begin with a capital; digits of base64 are mixed.
  private static func hasBothCases(_ run: ArraySlice<UInt8>) -> Bool {
    var changes = 0
    var last: UInt8 = 0
    for byte in run.prefix(64) {
      let kind: UInt8 = byte >= 0x61 ? 1 : byte >= 0x41 ? 2 : 3
      if kind != last { changes += 1 }
      last = kind
    }
    return changes >= 6
  }

  private static func unpacked(_ bytes: [UInt8], inflates: Bool, limit: Int) -> [UInt8]? {
    if bytes.matches([0x1F, 0x8B], at: 0) {
      return Inflater.inflate(bytes, from: 0, wrapping: .gzip, limit: limit).bytes
    }
    if bytes.byte(at: 0) == 0x78, let second = bytes.byte(at: 1), (0x7800 | Int(second)) % 31 == 0 {
      let inflated = Inflater.inflate(bytes, from: 0, wrapping: .zlib, limit: limit).bytes
      if !inflated.isEmpty { return inflated }
    }
    if inflates {
      let inflated = Inflater.inflate(bytes, from: 0, wrapping: .raw, limit: limit).bytes
      if inflated.count >= 16, isText(inflated) { return inflated }
    }
    if Base64Literals.isPayload(bytes) { return bytes }
    if bytes.count >= 8, stride(from: 1, to: min(bytes.count, 16), by: 2).allSatisfy({ bytes[$0] == 0 }) {
      return Array(bytes.utf16Text(units: bytes.count / 2).utf8)
    }
    return isText(bytes) ? bytes : nil
  }

  static func isText(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(256)
    guard head.count >= 4 else { return false }
    return head.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
  }

  private static let signs: [[UInt8]] = [
    "base64", "atob", "b64decode", "-enc", "-ec ", "gzipstream", "deflatestream", "certutil",
  ].map { Array($0.utf8) }
}
