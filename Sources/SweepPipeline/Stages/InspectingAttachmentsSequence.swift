import AttachmentInspection
import CaseStore
import HijackDetection
import MailModel

/// The fourth stage: attachments are inspected, and each message's facts are complete.
///
/// A content is inspected once, by digest; what depends on the mail around it (its name, its declared type) is added
/// for each place.
public struct InspectingAttachmentsSequence<Base: AsyncSequence>: AsyncSequence, Sendable
where Base: Sendable, Base.Element == MailBatch<LinkedMail> {
  /// A batch of messages with all their facts.
  public typealias Element = MailBatch<SweptMessage>
  let base: Base
  let inspector: AttachmentInspector
  let cache: VerdictCache
  let quarantine: Quarantine
  let keeping: ContentKeeping
  let width: Int

  /// Begins to inspect.
  public func makeAsyncIterator() -> Iterator {
    let inspector = inspector
    let cache = cache
    let quarantine = quarantine
    let keeping = keeping
    return Iterator(
      mapped: base.mapConcurrently(width: width) { batch in
        let digests = batch.elements.flatMap { $0.parsed.attachments.map(\.part.decodedDigest) }
        try cache.prepare(digests)
        let kept = keeping.keepsAny ? try cache.keptContents(among: digests) : []
        return batch.with(
          batch.elements.map { linked in
            let place = linked.parsed.place
            guard quarantine.admits(place, to: .inspecting) else { return SweptMessage(steppingOver: linked) }
            return quarantine.during(.inspecting, place) {
              SweptMessage(inspecting: linked, with: inspector, cache: cache, keeping: keeping.beside(kept))
            }
          })
      }.makeAsyncIterator())
  }

  /// Hands on swept batches in archive order.
  public struct Iterator: AsyncIteratorProtocol {
    var mapped: OrderedConcurrentMap<Base, MailBatch<SweptMessage>>.Iterator

    /// The next inspected batch; nil at the end.
    public mutating func next() async throws -> MailBatch<SweptMessage>? { try await mapped.next() }
  }
}

extension AsyncSequence where Self: Sendable, Element == MailBatch<LinkedMail> {
  /// These messages with their attachments inspected, on up to `width` tasks.
  public func inspectingAttachments(
    with inspector: AttachmentInspector, cache: VerdictCache, keeping: ContentKeeping = ContentKeeping(),
    quarantine: Quarantine = Quarantine(), width: Int
  ) -> InspectingAttachmentsSequence<Self> {
    InspectingAttachmentsSequence(
      base: self, inspector: inspector, cache: cache, quarantine: quarantine, keeping: keeping, width: width)
  }
}

extension SweptMessage {
  /// The message with its attachments named and not looked into: one of them brought the process down.
  init(steppingOver linked: LinkedMail) {
    let attachments = linked.parsed.attachments.map { payload in
      var verdict = AttachmentVerdict(
        digest: payload.part.decodedDigest, size: payload.bytes.count, type: .other)
      verdict.limitsHit = ["quarantined"]
      return SweptAttachment(part: payload.part, via: payload.via, verdict: verdict)
    }
    self.init(
      linked, attachments, Self.facts(of: attachments, in: linked.parsed.message, placed: attachments.map(\.verdict)))
  }

  init(
    inspecting linked: LinkedMail, with inspector: AttachmentInspector, cache: VerdictCache,
    keeping: ContentKeeping = ContentKeeping()
  ) {
    var attachments = linked.parsed.attachments.map { payload in
      SweptAttachment(
        part: payload.part, via: payload.via,
        verdict: cache.verdict(on: payload.part.decodedDigest) {
          #if DEBUG
            TestFault.commit(payload.bytes, at: .inspecting)
          #endif
          return inspector.inspect(payload.bytes, digest: payload.part.decodedDigest)
        })
    }
    let passwords = Self.passwords(for: attachments, of: linked)
    let facts = Self.facts(
      of: attachments, in: linked.parsed.message,
      placed: Self.opened(attachments, of: linked, with: inspector, passwords))
    for index in attachments.indices {
      if attachments[index].verdict.encrypted { attachments[index].passwords = passwords }
      attachments[index].kept = keeping.content(
        of: linked.parsed.attachments[index].bytes, attachments[index].verdict, facts[index])
    }
    self.init(linked, attachments, facts)
  }

  private init(_ linked: LinkedMail, _ attachments: [SweptAttachment], _ facts: [AttachmentFact]) {
    self.init(
      place: linked.parsed.place, role: linked.parsed.role, flags: linked.parsed.flags,
      message: linked.parsed.message,
      facts: MessageFacts(
        extracting: linked.parsed.message, history: linked.history, edges: linked.edges, attachments: facts,
        ruleMatches: linked.parsed.ruleMatches, passages: linked.parsed.passages),
      attachments: attachments)
  }

  private static func facts(
    of attachments: [SweptAttachment], in message: Message, placed verdicts: [AttachmentVerdict]
  ) -> [AttachmentFact] {
    zip(attachments, verdicts).map { attachment, verdict in
      AttachmentFact(
        verdict.placed(name: attachment.part.filename, declaredType: attachment.part.contentType),
        declaredType: attachment.part.contentType, range: place(of: attachment, in: message))
    }
  }

  /// Where an attachment's encoded bytes stand in the message; nil for what lies within another part.
  private static func place(of attachment: SweptAttachment, in message: Message) -> ByteRange? {
    guard attachment.via == nil else { return nil }
    let index = message.parts.firstIndex { $0.path == attachment.part.path && $0.range == attachment.part.range }
    return index.flatMap { message.partPlaces.indices.contains($0) ? message.partPlaces[$0] : nil }
  }

  /// The passwords that the mail names, where something in it is locked.
  private static func passwords(for attachments: [SweptAttachment], of linked: LinkedMail) -> [String] {
    guard attachments.contains(where: \.verdict.encrypted) else { return [] }
    let message = linked.parsed.message
    return PasswordCandidates.candidates(subject: message.subject ?? "", text: message.text)
  }

  /// The verdicts for this place: what is locked is tried with the passwords that the mail around it names.
  ///
  /// Such a verdict belongs to the place; what is stored by digest follows from the bytes alone.
  private static func opened(
    _ attachments: [SweptAttachment], of linked: LinkedMail, with inspector: AttachmentInspector,
    _ passwords: [String]
  ) -> [AttachmentVerdict] {
    guard !passwords.isEmpty else { return attachments.map(\.verdict) }
    return zip(attachments, linked.parsed.attachments).map { attachment, payload in
      guard attachment.verdict.encrypted else { return attachment.verdict }
      return inspector.inspect(payload.bytes, digest: payload.part.decodedDigest, passwords: passwords)
    }
  }
}
