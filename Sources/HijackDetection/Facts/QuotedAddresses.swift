import Conversations
import MailModel

/// Addresses that stand in quoted text.
enum QuotedAddresses {
  /// Bytes of a text that are looked at.
  private static let textLimit = 65_536
  /// Addresses kept.
  private static let limit = 16

  /// The addresses in the quoted passages, and those of the people who are said to have written them, in order, each
  /// once, lower case.
  static func found(in history: QuotedHistory) -> [String] {
    var found: [String] = []
    for block in history.quotedBlocks.prefix(32) {
      collect(block.author.bytes(atMost: 512), into: &found)
      collect(block.text.bytes(atMost: textLimit), into: &found)
      if found.count >= limit { break }
    }
    return found
  }

  /// The addresses in a text, in order, each once, lower case.
  static func found(in text: String) -> [String] {
    var found: [String] = []
    collect(text.bytes(atMost: 4096), into: &found)
    return found
  }

  private static func collect(_ bytes: [UInt8], into found: inout [String]) {
    for (address, _) in places(in: bytes) where found.count < limit && !found.contains(address) {
      found.append(address)
    }
  }

  /// The addresses in a text with where they stand, at most 256.
  static func places(in bytes: [UInt8]) -> [(address: String, place: Range<Int>)] {
    var found: [(address: String, place: Range<Int>)] = []
    var from = 0
    while found.count < 256, let at = bytes[from...].firstIndex(of: 0x40) {
      var start = at
      while start > from, at - start < 64, isLocal(bytes[start - 1]) { start -= 1 }
      var end = at + 1
      while end < bytes.count, end - at < 254, isDomain(bytes[end]) { end += 1 }
      while end > at + 1, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2D { end -= 1 }
      from = max(end, at + 1)
      guard start < at, bytes[at..<end].contains(0x2E) else { continue }
      let address = MailAddress(address: String(decoding: bytes[start..<end], as: UTF8.self)).key
      found.append((address, start..<end))
    }
    return found
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == 0x2E || byte == 0x2D || byte == 0x5F || byte == 0x2B
  }

  private static func isDomain(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte == 0x2E || byte == 0x2D }
}
