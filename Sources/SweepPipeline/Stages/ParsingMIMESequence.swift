import AttachmentInspection
import CaseStore
import HijackDetection
import MailArchives
import MailModel
import MailParsing

/// A message as the MIME stage leaves it: parsed, with the decoded bytes of what has to be inspected.
public struct ParsedMail: Sendable {
  /// Where the message stands.
  public var place: Place
  /// The role of the folder in which the mailbox keeps this message, where it is not the source's.
  public var role: FolderRole?
  /// What the mailbox notes of the message.
  public var flags: MessageFlags
  /// The parsed message, the reader's defects among its own.
  public var message: Message
  /// The parts that are attachments, with their decoded bytes.
  public var attachments: [AttachmentPayload]
  /// The rules of the user's that match the message, as it stands or decoded.
  public var ruleMatches: [RuleMatch] = []
  /// Where its texts have what signals name.
  public var passages: [Passage] = []
}

/// An attachment with its decoded bytes.
public struct AttachmentPayload: Sendable {
  /// The part that carries it.
  public var part: BodyPart
  /// How it was found where it is no part of the tree.
  public var via: String?
  /// The bytes after transfer decoding.
  public var bytes: [UInt8]
}

/// The second stage: raw messages become parsed ones.
public struct ParsingMIMESequence<Base: AsyncSequence>: AsyncSequence, Sendable
where Base: Sendable, Base.Element == MailBatch<RawMessage> {
  /// A batch of parsed messages.
  public typealias Element = MailBatch<ParsedMail>
  let base: Base
  let parser: MIMEParser
  let quarantine: Quarantine
  let rules: (any BufferMatching)?
  let width: Int

  /// Begins to parse.
  public func makeAsyncIterator() -> Iterator {
    let parser = parser
    let quarantine = quarantine
    let rules = rules
    return Iterator(
      mapped: base.mapConcurrently(width: width) { batch in
        batch.with(
          batch.elements.compactMap { raw in
            guard quarantine.admits(raw.place, to: .parsing) else { return nil }
            return quarantine.during(.parsing, raw.place) { ParsedMail(parsing: raw, with: parser, rules: rules) }
          })
      }.makeAsyncIterator())
  }

  /// Hands on parsed batches in archive order.
  public struct Iterator: AsyncIteratorProtocol {
    var mapped: OrderedConcurrentMap<Base, MailBatch<ParsedMail>>.Iterator

    /// The next parsed batch; nil at the end.
    public mutating func next() async throws -> MailBatch<ParsedMail>? { try await mapped.next() }
  }
}

extension AsyncSequence where Self: Sendable, Element == MailBatch<RawMessage> {
  /// These messages parsed within `limits`, on up to `width` tasks; `rules` are held against each as it stands, against
  /// its decoded texts, and against the text as people read it.
  public func parsingMIME(
    limits: ParsingLimits = ParsingLimits(), rules: (any BufferMatching)? = nil,
    quarantine: Quarantine = Quarantine(), width: Int
  ) -> ParsingMIMESequence<Self> {
    ParsingMIMESequence(
      base: self, parser: MIMEParser(limits: limits), quarantine: quarantine, rules: rules, width: width)
  }
}

extension ParsedMail {
  init(parsing raw: RawMessage, with parser: MIMEParser, rules: (any BufferMatching)? = nil) {
    #if DEBUG
      TestFault.commit(raw.bytes.array, at: .parsing)
    #endif
    var attachments: [AttachmentPayload] = []
    var matches = rules?.matches(in: raw.bytes.array).matches ?? []
    var message = parser.parse(raw.bytes, digest: raw.digest) { part, via, bytes in
      guard part.isAttachment || via != nil else {
        if let rules { matches += rules.matches(in: Array(bytes)).matches }
        return
      }
      attachments.append(AttachmentPayload(part: part, via: via, bytes: Array(bytes)))
    }
    // A picture that the text shows, as the logo of a signature, is nobody's attachment.
    let shown = Set(message.parts.lazy.filter { $0.role == .inline }.map(\.path))
    if !shown.isEmpty { attachments.removeAll { $0.via == nil && shown.contains($0.part.path) } }
    if let rules { matches += rules.matches(in: Array(message.text.utf8)).matches }
    message.defects = raw.defects + message.defects
    self.init(place: raw.place, role: raw.role, flags: raw.flags, message: message, attachments: attachments)
    var seen: Set<String> = []
    passages = PassageSearch.passages(of: message, in: raw.bytes)
    ruleMatches = matches.filter { seen.insert($0.name).inserted }
  }
}

extension BodyPart {
  /// Whether the part is something to inspect rather than the text of the mail.
  ///
  /// A text without a name, not marked as an attachment (RFC 2183 §2.2), is the mail's own text; all else can carry
  /// something.
  var isAttachment: Bool {
    if filename != nil || disposition == "attachment" { return true }
    return contentType != "text/plain" && contentType != "text/html"
  }
}
