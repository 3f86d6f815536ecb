import OutlookItems

/// What `winmail.dat` holds ([MS-OXTNEF]): attachments, bodies, and messages in the same format.
struct TNEF {
  /// An attachment or a body: its name, and where its bytes lie in the stream.
  struct Item {
    enum Kind { case attachment, plainText, html, compressedRTF, message }
    var kind: Kind
    var name: String?
    var data: Range<Int>
  }

  /// The attachments in order, the bodies behind them.
  private(set) var items: [Item] = []
  /// The code page of the stream's 8-bit text as a charset; nil where it names none.
  private(set) var charset: String?

  private let bytes: ByteView
  private let limit: Int
  private var attachment: (name: String?, data: Range<Int>?)?
  private var bodies: [Item] = []

  private enum Attribute {
    static let codePage: UInt32 = 0x0006_9007
    static let body: UInt32 = 0x0002_800C
    static let messageProperties: UInt32 = 0x0006_9003
    static let attachRenderData: UInt32 = 0x0006_9002
    static let attachTitle: UInt32 = 0x0001_8010
    static let attachData: UInt32 = 0x0006_800F
    static let attachment: UInt32 = 0x0006_9005
  }

  private static let signature: UInt32 = 0x223E_9F78

  /// Whether the bytes begin as a TNEF stream does ([MS-OXTNEF] §2.1.3.1).
  static func isTNEF(_ bytes: ByteView) -> Bool { bytes.count > 6 && bytes.uint32(at: 0) == signature }

  /// Reads a stream, at most `limit` items; one that breaks off gives what came before.
  init(_ bytes: ByteView, limit: Int) {
    self.bytes = bytes
    self.limit = limit
    // Signature and key; then level (1), attribute (4), length (4), data, checksum (2).
    var at = 6
    while at + 9 <= bytes.count, items.count < limit {
      let start = at + 9
      let end = min(start + Int(bytes.uint32(at: at + 5)), bytes.count)
      take(bytes.uint32(at: at + 1), start..<end)
      at = end + 2
    }
    closeAttachment()
    items += bodies.prefix(max(0, limit - items.count))
  }

  private mutating func take(_ attribute: UInt32, _ range: Range<Int>) {
    switch attribute {
    case Attribute.codePage:
      let page = bytes.uint32(at: range.lowerBound)
      if range.count >= 4, page > 0, page < 65_536 { charset = "cp\(page)" }
    case Attribute.body:
      bodies.append(Item(kind: .plainText, name: nil, data: untilZero(range)))
    case Attribute.messageProperties:
      for value in MAPIProperties(bytes, in: range).values { takeBody(value) }
    case Attribute.attachRenderData:
      closeAttachment()
      attachment = (nil, nil)
    case Attribute.attachTitle:
      let title = text(range)
      attachment?.name = title
    case Attribute.attachData:
      attachment?.data = range
    case Attribute.attachment:
      takeAttachmentProperties(MAPIProperties(bytes, in: range))
    default: break
    }
  }

  private mutating func takeBody(_ value: MAPIProperties.Value) {
    guard bodies.count < 16, !value.bytes.isEmpty else { return }
    switch value.id {
    case .rtfCompressed: bodies.append(Item(kind: .compressedRTF, name: nil, data: value.bytes))
    case .html: bodies.append(Item(kind: .html, name: nil, data: value.bytes))
    case .body where value.type != .text16:
      bodies.append(Item(kind: .plainText, name: nil, data: untilZero(value.bytes)))
    default: break
    }
  }

  private mutating func takeAttachmentProperties(_ properties: MAPIProperties) {
    let names = [PropertyID.attachLongFilename, .attachFilename, .displayName]
    for id in names {
      guard let value = properties.first(id), let name = name(value) else { continue }
      // The long name is better than the title; the others only than none.
      if id == .attachLongFilename || attachment?.name == nil { attachment?.name = name }
      break
    }
    guard let data = properties.first(.attachData)?.bytes else { return }
    // An object is its interface's identifier, then the object: a message is a stream of this format.
    let object = min(data.lowerBound + 16, data.upperBound)..<data.upperBound
    if Self.isTNEF(bytes[object]) {
      items.append(Item(kind: .message, name: attachment?.name, data: object))
      attachment = nil
    } else if attachment?.data == nil {
      attachment?.data = data
    }
  }

  private mutating func closeAttachment() {
    guard let closed = attachment, let data = closed.data, items.count < limit else { return }
    attachment = nil
    items.append(Item(kind: .attachment, name: closed.name, data: data))
  }

  private func name(_ value: MAPIProperties.Value) -> String? {
    guard value.type == .text16 else { return text(value.bytes) }
    let (name, _) = CharsetDecoding.string(decoding: bytes[value.bytes].raw, charset: "utf-16le")
    let shown = String(name.prefix { $0 != "\0" })
    return shown.isEmpty ? nil : shown
  }

  private func text(_ range: Range<Int>) -> String? {
    let range = untilZero(range)
    guard !range.isEmpty else { return nil }
    return CharsetDecoding.string(decoding: bytes[range].raw, charset: charset).text
  }

  private func untilZero(_ range: Range<Int>) -> Range<Int> {
    guard let zero = bytes.firstIndex(of: 0, from: range.lowerBound, to: range.upperBound) else { return range }
    return range.lowerBound..<zero
  }
}

extension ByteView {
  /// The little-endian number at `index`; bytes outside the view count as 0.
  func uint32(at index: Int) -> UInt32 {
    UInt32(self[index]) | UInt32(self[index + 1]) << 8 | UInt32(self[index + 2]) << 16 | UInt32(self[index + 3]) << 24
  }
}
