import MailModel

/// An item as an Internet message.
public struct RenderedItem: Sendable {
  /// The message (RFC 5322, RFC 2045), lines ended by LF.
  public var bytes: [UInt8]
  /// What could not be rendered whole.
  public var defects: [Defect]
}

extension OutlookItem {
  /// The version of the rendering: the identity of a rendered mail is a digest over these bytes, so a change of what
  /// `rendered` writes is a change of identities, and raises the number.
  public static let renderingVersion = 1

  /// The item as an Internet message: the same item gives the same bytes everywhere.
  ///
  /// A header that came over the wire is kept field by field, but for what describes the body's form; else the header
  /// is made from the properties ([MS-OXCMAIL] §2.1). No field is invented: a sent item has no `Received`.
  public func rendered(within limits: RenderingLimits = RenderingLimits()) -> RenderedItem {
    var rendering = ItemRendering(limits)
    let (header, entity) = rendering.message(self, depth: 0)
    var bytes = header
    entity.append(to: &bytes)
    return RenderedItem(bytes: bytes, defects: rendering.defects)
  }
}

/// One rendering: what is left of its limits, and what was wrong.
struct ItemRendering {
  let limits: RenderingLimits
  private(set) var defects: [Defect] = []
  private var bytesLeft: Int
  private var attachmentsLeft: Int

  init(_ limits: RenderingLimits) {
    self.limits = limits
    bytesLeft = limits.bytes
    attachmentsLeft = limits.attachments
  }

  /// Notes what is wrong, once.
  mutating func note(_ code: DefectCode) {
    if !defects.contains(where: { $0.code == code }) { defects.append(Defect(code)) }
  }

  /// Whether one more attachment may be written; the first that may not is noted.
  mutating func takeAttachment() -> Bool {
    guard attachmentsLeft > 0 else {
      note(.tooManyParts)
      return false
    }
    attachmentsLeft -= 1
    return true
  }

  /// The header fields of an item, and its body as an entity.
  mutating func message(_ item: OutlookItem, depth: Int) -> (header: [UInt8], entity: MIMEEntity) {
    var header = ItemHeader.fields(of: item, &self)
    header += Array("MIME-Version: 1.0\n".utf8)
    if let signed = signedEntity(of: item) { return (header, signed) }
    return (header, body(of: item, depth: depth))
  }

  /// A leaf; its bytes are cut where the message has no room left for them.
  mutating func leaf(header: [UInt8], _ bytes: [UInt8], as encoding: TransferEncoding) -> MIMEEntity {
    var fields = header
    fields += Array("Content-Transfer-Encoding: \(encoding.rawValue)\n".utf8)
    var lines = encoding.encoded(bytes.count > bytesLeft ? Array(bytes[..<bytesLeft]) : bytes)
    if bytes.count > bytesLeft || lines.count > bytesLeft {
      note(.messageTruncated)
      lines.removeLast(max(0, lines.count - bytesLeft))
      // Only whole lines, so that what is left decodes.
      if encoding != .sevenBit { while let last = lines.last, last != 0x0A { lines.removeLast() } }
    }
    bytesLeft -= lines.count
    return MIMEEntity(header: fields, body: .lines(lines))
  }

  /// Lines that stand for themselves, a message or an entity that was attached as such.
  mutating func verbatim(header: [UInt8], _ bytes: [UInt8]) -> MIMEEntity {
    var lines = bytes.withLineFeeds
    if lines.count > bytesLeft {
      note(.messageTruncated)
      lines.removeLast(lines.count - bytesLeft)
    }
    bytesLeft -= lines.count
    return MIMEEntity(header: header, body: .lines(lines))
  }
}
