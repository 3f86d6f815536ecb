/// The attachments inside `winmail.dat` ([MS-OXTNEF]).
enum TNEF {
  /// An attachment: its name, and where its bytes lie in the stream.
  struct Attachment {
    var name: String?
    var data: Range<Int>
  }

  private static let signature: UInt32 = 0x223E_9F78
  private static let attachRenderData: UInt32 = 0x0006_9002
  private static let attachTitle: UInt32 = 0x0001_8010
  private static let attachData: UInt32 = 0x0006_800F
  private static let attachment: UInt32 = 0x0006_9005

  /// Whether the bytes begin as a TNEF stream does ([MS-OXTNEF] §2.1.3.1).
  static func isTNEF(_ bytes: ByteView) -> Bool { bytes.count > 6 && bytes.uint32(at: 0) == signature }

  /// The attachments of a stream, at most `limit`; a stream that breaks off gives what came before.
  static func attachments(of bytes: ByteView, limit: Int) -> [Attachment] {
    var attachments: [Attachment] = []
    var current: (name: String?, longName: String?, data: Range<Int>?)?
    func close() {
      if let current, let data = current.data {
        attachments.append(Attachment(name: current.longName ?? current.name, data: data))
      }
    }
    // Signature and key; then level (1), attribute (4), length (4), data, checksum (2).
    var at = 6
    while at + 9 <= bytes.count, attachments.count < limit {
      let attribute = bytes.uint32(at: at + 1)
      let length = Int(bytes.uint32(at: at + 5))
      let start = at + 9
      let end = min(start + length, bytes.count)
      switch attribute {
      case attachRenderData:
        close()
        current = (nil, nil, nil)
      case attachTitle:
        current?.name = text(bytes, start..<end)
      case attachData:
        current?.data = start..<end
      case attachment:
        if let name = longName(bytes, start..<end) { current?.longName = name }
      default: break
      }
      at = end + 2
    }
    close()
    return attachments
  }

  private static func text(_ bytes: ByteView, _ range: Range<Int>) -> String? {
    var range = range
    if let zero = bytes.firstIndex(of: 0, from: range.lowerBound, to: range.upperBound) {
      range = range.lowerBound..<zero
    }
    return range.isEmpty ? nil : HeaderText.string(bytes[range]).text
  }

  /// PidTagAttachLongFilename among the properties of an attachment ([MS-OXTNEF] §2.1.3.4).
  private static func longName(_ bytes: ByteView, _ range: Range<Int>) -> String? {
    let properties = bytes[range]
    var at = 4
    for _ in 0..<min(Int(properties.uint32(at: 0)), 1_000) {
      guard at + 4 <= properties.count else { return nil }
      let type = properties.uint32(at: at) & 0xFFFF
      let id = properties.uint32(at: at) >> 16
      at += 4
      if id >= 0x8000 {
        // A named property: GUID, kind, and a number or a name.
        let kind = properties.uint32(at: at + 16)
        at += 20
        if kind == 0 { at += 4 } else { at += 4 + padded(properties.uint32(at: at)) }
      }
      var size: Int
      switch type & 0x0FFF {
      case 0x02, 0x03, 0x04, 0x0A, 0x0B: size = 4
      case 0x05, 0x06, 0x07, 0x14, 0x40: size = 8
      case 0x48: size = 16
      case 0x0D, 0x1E, 0x1F, 0x102:
        guard properties.uint32(at: at) == 1 else { return nil }
        size = Int(properties.uint32(at: at + 4))
        at += 8
        if id == 0x3707 {
          let value = at..<min(at + size, properties.count)
          guard value.lowerBound < value.upperBound else { return nil }
          if type == 0x1F {
            let (name, _) = CharsetDecoding.string(decoding: properties[value].raw, charset: "utf-16le")
            return String(name.prefix { $0 != "\0" })
          }
          return text(properties, value)
        }
        size = padded(UInt32(truncatingIfNeeded: size))
      default: return nil
      }
      at += size
    }
    return nil
  }

  private static func padded(_ size: UInt32) -> Int { (Int(size) + 3) & ~3 }
}

extension ByteView {
  /// The little-endian number at `index`; bytes outside the view count as 0.
  func uint32(at index: Int) -> UInt32 {
    UInt32(self[index]) | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2]) << 16 | UInt32(self[index + 3]) << 24
  }
}
