/// A leaf of a message's MIME tree (RFC 2045, RFC 2046): what it says it is, and its decoded content's digest.
public struct BodyPart: Sendable, Hashable {
  /// The part's place in the tree, IMAP-style (RFC 3501 §6.4.5): "1", "1.2".
  public var path: String
  /// `type/subtype` in lower case.
  public var contentType: String
  /// The charset parameter in lower case; nil where the part names none.
  public var charset: String?
  /// `attachment`, `inline` or another disposition in lower case (RFC 2183); nil where the part names none.
  public var disposition: String?
  /// The decoded file name, from Content-Disposition or else Content-Type; nil where neither gives one.
  public var filename: String?
  /// The transfer encoding in lower case as the part names it; `7bit` where it names none.
  public var transferEncoding: String
  /// Bytes after transfer decoding.
  public var decodedSize: Int
  /// The digest of the bytes after transfer decoding.
  public var decodedDigest: ContentDigest
  /// The part's encoded body within the message, quoting undone.
  public var range: ByteRange
  /// The Content-ID without brackets; nil where the part has none.
  public var contentID: String?
  /// What the part is to the message around it.
  public var role: PartRole = .attachment
  /// Whether the content is encrypted (RFC 3156, RFC 8551, RFC 4880 armor), so that nothing in it can be read.
  public var isEncrypted = false
  /// What the part says of content that lies elsewhere: the fragment that it is (message/partial: `id`, `number`,
  /// `total`), or where the content is kept (message/external-body: `access-type`, `url` and others); lower-case names.
  public var reference: [String: String] = [:]

  /// Makes a part from all that is known of it.
  public init(
    path: String, contentType: String, charset: String? = nil, disposition: String? = nil, filename: String? = nil,
    transferEncoding: String = "7bit", decodedSize: Int, decodedDigest: ContentDigest, range: ByteRange,
    contentID: String? = nil
  ) {
    self.path = path
    self.contentType = contentType
    self.charset = charset
    self.disposition = disposition
    self.filename = filename
    self.transferEncoding = transferEncoding
    self.decodedSize = decodedSize
    self.decodedDigest = decodedDigest
    self.range = range
    self.contentID = contentID
  }
}

/// What a part is to the message that holds it.
public enum PartRole: String, Sendable, Hashable, CaseIterable {
  /// The message's own text, in one of its forms, or what belongs to its form: a signature, a delivery status.
  case body
  /// A picture that the text shows, such as a logo in a signature.
  case inline
  /// All else: what somebody attached.
  case attachment
}

/// A part that does not stand in the MIME tree itself: found inside a leaf, or only by a second reading of the mail.
public struct EmbeddedPart: Sendable, Hashable {
  /// How it was found: `uuencode`, `tnef`, `recovering-view`.
  public var via: String
  /// The part.
  public var part: BodyPart

  /// Makes an embedded part from how it was found and what it is.
  public init(via: String, part: BodyPart) {
    self.via = via
    self.part = part
  }
}
