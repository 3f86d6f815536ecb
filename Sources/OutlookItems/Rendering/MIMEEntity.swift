import MailModel

/// A MIME entity in the making (RFC 2045 §2.4): header fields of its own, and what it holds.
struct MIMEEntity {
  /// What an entity holds.
  indirect enum Body {
    /// Lines ready to be written.
    case lines([UInt8])
    /// Entities one behind another; the word is the subtype of `multipart`.
    case parts(String, [MIMEEntity])
    /// A message: its header fields, and its body.
    case message([UInt8], MIMEEntity)
  }

  /// Header fields, each with its line end, but for the Content-Type of a multipart.
  private(set) var header: [UInt8]
  private(set) var body: Body
  /// Over all that the entity holds: boundaries are made of it.
  private let digest: ContentDigest

  init(header: [UInt8], body: Body) {
    self.header = header
    self.body = body
    var digester = ContentDigester()
    header.withUnsafeBytes { digester.update($0) }
    switch body {
    case .lines(let lines): lines.withUnsafeBytes { digester.update($0) }
    case .parts(let subtype, let parts):
      Array(subtype.utf8).withUnsafeBytes { digester.update($0) }
      for part in parts { part.digest.bytes.withUnsafeBytes { digester.update($0) } }
    case .message(let fields, let entity):
      fields.withUnsafeBytes { digester.update($0) }
      entity.digest.bytes.withUnsafeBytes { digester.update($0) }
    }
    digest = digester.finalize()
  }

  /// Entities as one: the first alone where it has no company.
  static func joined(_ parts: [MIMEEntity], as subtype: String) -> MIMEEntity {
    if parts.count == 1, let only = parts.first { return only }
    return MIMEEntity(header: [], body: .parts(subtype, parts))
  }

  /// Appends the entity: header, blank line, body.
  ///
  /// The depth of entities within one another is bounded by whoever made them.
  func append(to out: inout [UInt8]) {
    out += header
    switch body {
    case .lines(let lines):
      out.append(0x0A)
      out += lines
    case .message(let fields, let entity):
      out.append(0x0A)
      out += fields
      entity.append(to: &out)
    case .parts(let subtype, let parts):
      // `=_` stands in no line of base64 or quoted-printable (RFC 2045 §6.7), lines that begin with it are not left
      // as they are, and no content that is taken as it is can hold a digest over itself.
      let boundary = Array("=_\(digest.hex.prefix(32))".utf8)
      out += Array("Content-Type: multipart/\(subtype);\n boundary=\"".utf8) + boundary + Array("\"\n".utf8)
      for part in parts {
        out += [0x0A, 0x2D, 0x2D] + boundary + [0x0A]
        part.append(to: &out)
      }
      out += [0x0A, 0x2D, 0x2D] + boundary + [0x2D, 0x2D, 0x0A]
    }
  }
}
