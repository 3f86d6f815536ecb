import AttachmentInspection
import MailModel

/// What judgement needs to know of one attachment of one message.
public struct AttachmentFact: Sendable, Hashable {
  /// The digest of the decoded bytes.
  public var digest: ContentDigest
  /// The declared name; nil where none was given.
  public var name: String?
  /// The declared media type in lower case.
  public var declaredType: String
  /// Bytes of the attachment.
  public var size: Int
  /// What the bytes are.
  public var type: AttachmentType
  /// The probability that it is malicious, 0…1.
  public var score: Double
  /// Whether it is, or holds, something that opens only with a password.
  public var encrypted: Bool
  /// The ids of the techniques found, heaviest first.
  public var techniques: [String]
  /// The URLs in it, in order of appearance.
  public var urls: [String]

  /// Where its encoded bytes stand in the message; nil where it lies within another part.
  public var range: ByteRange?

  /// Takes from a verdict what judgement needs.
  public init(_ verdict: AttachmentVerdict, declaredType: String, range: ByteRange? = nil) {
    self.range = range
    digest = verdict.digest
    name = verdict.name.map { bounded($0, to: 256) }
    self.declaredType = bounded(declaredType, to: 128)
    size = verdict.size
    type = verdict.type
    score = verdict.score.isFinite ? min(max(verdict.score, 0), 1) : 0
    encrypted = verdict.encrypted
    techniques = Array(verdict.techniques.map(\.id).prefix(16))
    urls = verdict.urls.prefix(16).map { bounded($0, to: 512) }
  }

  /// The level that the score stands for.
  public var level: Level { Level(score: score) }

  /// Whether it is as good as proven to be malicious.
  public var isProven: Bool { level >= .high }

  func pack(into writer: inout PackedWriter) {
    writer.raw(digest.bytes)
    writer.optional(name) { $0.text($1) }
    writer.text(declaredType)
    writer.count(size)
    writer.text(type.rawValue)
    writer.real(score)
    writer.byte(encrypted ? 1 : 0)
    writer.list(techniques) { $0.text($1) }
    writer.list(urls) { $0.text($1) }
    writer.optional(range) { writer, range in
      writer.count(range.offset)
      writer.count(range.length)
    }
  }

  init(from reader: inout PackedReader) {
    digest = reader.digest()
    name = reader.optional { $0.text() }
    declaredType = reader.text()
    size = reader.size()
    type = reader.choice(.other)
    score = reader.real()
    encrypted = reader.byte() == 1
    techniques = reader.list { $0.text() }
    urls = reader.list { $0.text() }
    range = reader.optional { reader in
      let offset = reader.size()
      return ByteRange(offset: offset, length: reader.size())
    }
  }
}

extension PackedReader {
  /// A digest; zeros, and damage, where there are not 32 bytes.
  mutating func digest() -> ContentDigest {
    if let digest = ContentDigest(bytes: raw()) { return digest }
    markDamaged()
    return .zero
  }
}
