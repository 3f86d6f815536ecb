import ByteReading
import CompoundFiles

/// Long runs of base64 in text, as ranges.
struct Base64Literals: Sequence, IteratorProtocol {
  private let text: [UInt8]
  private var at = 0
  /// Shorter runs are words, digests and small pictures.
  private static let shortest = 400

  init(_ text: [UInt8]) { self.text = text }

  mutating func next() -> Range<Int>? {
    while at < text.count {
      let start = at
      while at < text.count, Self.values[Int(text[at])] < 64 { at += 1 }
      if at - start >= Self.shortest { return start..<at }
      at += 1
    }
    return nil
  }

  /// Whether decoded bytes begin as something that must not come hidden in a page.
  static func isPayload(_ head: [UInt8]) -> Bool {
    head.matches([0x50, 0x4B, 0x03, 0x04], at: 0) || head.matches([0x4D, 0x5A], at: 0)
      || head.matches(Array("Rar!".utf8), at: 0) || head.matches([0x37, 0x7A, 0xBC, 0xAF], at: 0)
      || head.matches(CompoundFile.magic, at: 0) || head.matches([0x4C, 0, 0, 0, 1, 0x14, 2, 0], at: 0)
      || head.matches([UInt8](repeating: 0, count: 32), at: 0) || head.matches(Array("%PDF-".utf8), at: 0)
      || head.matches(Array("MSCF".utf8), at: 0)
  }

  /// Whether a byte is a digit of base64.
  static func isDigit(_ byte: UInt8) -> Bool { values[Int(byte)] < 64 }

  /// Decodes a range of digits.
  static func decode(_ text: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(range.count / 4 * 3)
    var bits = 0
    var count = 0
    for index in range {
      guard let byte = text.byte(at: index) else { break }
      let value = values[Int(byte)]
      guard value < 64 else { continue }
      bits = (bits << 6 | Int(value)) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: bits >> count))
      }
    }
    return out
  }

  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (index, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8.enumerated() {
      values[Int(byte)] = UInt8(index)
    }
    return values
  }()
}
