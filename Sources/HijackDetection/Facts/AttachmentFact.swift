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
  /// The ids of the techniques found, heaviest first, each once.
  public var techniques: [String]
  /// The URLs in it, in order of appearance.
  public var urls: [String]
  /// What the heaviest of the user's rules that matched states for itself; nil where none states anything.
  ///
  /// Packed with the message's facts, not with the attachment.
  public var statedWeight: Double?

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
    var seen: Set<String> = []
    techniques = Array(verdict.techniques.map(\.id).filter { seen.insert($0).inserted }.prefix(64))
    urls = verdict.urls.prefix(16).map { bounded($0, to: 512) }
    statedWeight = Self.statedWeight(verdict)
  }

  /// What rules state for themselves; where some of several state nothing, not less than those weigh as built in.
  private static func statedWeight(_ verdict: AttachmentVerdict) -> Double? {
    let stated = verdict.ruleMatches.map(\.statedWeight)
    guard let heaviest = stated.compactMap({ $0 }).max() else { return nil }
    let floor = AttachmentWeights.builtin.weights["yara-match"] ?? 0
    return stated.contains { $0 == nil } ? max(heaviest, floor) : heaviest
  }

  /// The attachment with the score that its techniques have by other numbers.
  public func scored(by weights: AttachmentWeights) -> AttachmentFact {
    var fact = self
    fact.score = weights.score(of: techniques, stated: statedWeight)
    return fact
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
