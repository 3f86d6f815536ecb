/// Builds Outlook message files ([MS-OXMSG]) by their properties.
public struct OutlookMessageBuilder {
  /// Properties of one object, by their tags: identifier above, type below ([MS-OXCDATA] §2.9).
  public typealias Properties = [(tag: UInt32, bytes: [UInt8])]

  /// What an attachment holds.
  public enum Content {
    /// A file.
    case bytes([UInt8])
    /// A message.
    case message(OutlookMessageBuilder)
    /// An OLE object: streams by their paths.
    case storage([(String, [UInt8])])
    /// Nothing.
    case nothing
  }

  /// Of the message itself.
  public var properties: Properties
  /// Of the recipients, in order.
  public var recipients: [Properties] = []
  /// Of the attachments, in order, and what they hold.
  public var attachments: [(properties: Properties, content: Content)] = []

  /// Begins with the message's own properties.
  public init(_ properties: Properties = []) { self.properties = properties }

  /// The file.
  public func build() -> [UInt8] {
    var streams: [(String, [UInt8])] = [("__nameid_version1.0/__substg1.0_00020102", [0])]
    add(to: &streams, below: "", header: 32)
    return CompoundFileBuilder(streams).build()
  }

  private func add(to streams: inout [(String, [UInt8])], below path: String, header: Int) {
    Self.add(properties, to: &streams, below: path, header: header)
    for (index, recipient) in recipients.enumerated() {
      Self.add(recipient, to: &streams, below: path + "__recip_version1.0_#\(Self.hex(index))/", header: 8)
    }
    for (index, attachment) in attachments.enumerated() {
      let inner = path + "__attach_version1.0_#\(Self.hex(index))/"
      var properties = attachment.properties
      if case .bytes(let bytes) = attachment.content { properties.append((0x3701_0102, bytes)) }
      Self.add(properties, to: &streams, below: inner, header: 8)
      switch attachment.content {
      case .message(let message): message.add(to: &streams, below: inner + "__substg1.0_3701000D/", header: 24)
      case .storage(let content):
        for (name, bytes) in content { streams.append((inner + "__substg1.0_3701000D/" + name, bytes)) }
      case .bytes, .nothing: break
      }
    }
  }

  private static func add(
    _ properties: Properties, to streams: inout [(String, [UInt8])], below path: String, header: Int
  ) {
    var table = [UInt8](repeating: 0, count: header)
    for (tag, bytes) in properties {
      table.append(u32: Int(tag))
      table.append(u32: 6)
      if [0x001E, 0x001F, 0x0102].contains(tag & 0xFFFF) {
        streams.append((path + "__substg1.0_" + hex(Int(tag)), bytes))
        table.append(u32: bytes.count + [0x001E: 1, 0x001F: 2][tag & 0xFFFF, default: 0])
        table.append(u32: 0)
      } else {
        table += (bytes + [UInt8](repeating: 0, count: 8)).prefix(8)
      }
    }
    streams.append((path + "__properties_version1.0", table))
  }

  private static func hex(_ number: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}

extension OutlookMessageBuilder {
  /// Text as UTF-16.
  public static func wide(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(utf16: text)
    return bytes
  }

  /// A number of 32 bits.
  public static func number(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u32: value)
    return bytes
  }

  /// A time, given in seconds since 1970.
  public static func time(_ seconds: Int) -> [UInt8] {
    let ticks = (seconds + 11_644_473_600) * 10_000_000
    return (0..<8).map { UInt8(ticks >> (8 * $0) & 0xFF) }
  }
}
