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
  let width: Int

  /// Begins to inspect.
  public func makeAsyncIterator() -> Iterator {
    let inspector = inspector
    let cache = cache
    return Iterator(
      mapped: base.mapConcurrently(width: width) { batch in
        let digests = batch.elements.flatMap { $0.parsed.attachments.map(\.part.decodedDigest) }
        try cache.prepare(digests)
        return batch.with(
          batch.elements.map { SweptMessage(inspecting: $0, with: inspector, cache: cache) })
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
    with inspector: AttachmentInspector, cache: VerdictCache, width: Int
  ) -> InspectingAttachmentsSequence<Self> {
    InspectingAttachmentsSequence(base: self, inspector: inspector, cache: cache, width: width)
  }
}

extension SweptMessage {
  init(inspecting linked: LinkedMail, with inspector: AttachmentInspector, cache: VerdictCache) {
    let attachments = linked.parsed.attachments.map { payload in
      SweptAttachment(
        part: payload.part, via: payload.via,
        verdict: cache.verdict(on: payload.part.decodedDigest) {
          inspector.inspect(payload.bytes, digest: payload.part.decodedDigest)
        })
    }
    let opened = Self.opened(attachments, of: linked, with: inspector)
    let facts = zip(attachments, opened).map { attachment, verdict in
      AttachmentFact(
        verdict.placed(name: attachment.part.filename, declaredType: attachment.part.contentType),
        declaredType: attachment.part.contentType, range: Self.place(of: attachment, in: linked.parsed.message))
    }
    self.init(
      place: linked.parsed.place, role: linked.parsed.role, flags: linked.parsed.flags,
      message: linked.parsed.message,
      facts: MessageFacts(
        extracting: linked.parsed.message, history: linked.history, edges: linked.edges, attachments: facts),
      attachments: attachments)
  }

  /// Where an attachment's encoded bytes stand in the message; nil for what lies within another part.
  private static func place(of attachment: SweptAttachment, in message: Message) -> ByteRange? {
    guard attachment.via == nil else { return nil }
    let index = message.parts.firstIndex { $0.path == attachment.part.path && $0.range == attachment.part.range }
    return index.flatMap { message.partPlaces.indices.contains($0) ? message.partPlaces[$0] : nil }
  }

  /// The verdicts for this place: what is locked is tried with the passwords that the mail around it names.
  ///
  /// Such a verdict belongs to the place; what is stored by digest follows from the bytes alone.
  private static func opened(
    _ attachments: [SweptAttachment], of linked: LinkedMail, with inspector: AttachmentInspector
  ) -> [AttachmentVerdict] {
    guard attachments.contains(where: \.verdict.encrypted) else { return attachments.map(\.verdict) }
    let message = linked.parsed.message
    let passwords = PasswordCandidates.candidates(subject: message.subject ?? "", text: message.text)
    guard !passwords.isEmpty else { return attachments.map(\.verdict) }
    return zip(attachments, linked.parsed.attachments).map { attachment, payload in
      guard attachment.verdict.encrypted else { return attachment.verdict }
      return inspector.inspect(payload.bytes, digest: payload.part.decodedDigest, passwords: passwords)
    }
  }
}
