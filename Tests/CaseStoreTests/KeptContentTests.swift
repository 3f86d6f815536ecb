import AttachmentInspection
import Conversations
import Foundation
import GRDB
import HijackDetection
import MailArchives
import MailModel
import MailTestSupport
import Testing

@testable import CaseStore

@Suite("Kept contents")
struct KeptContentTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/case.db"
  }

  @Test(arguments: [0, 1, 1_000, 200_000]) func bytesComeBack(count: Int) throws {
    var generator = SplitMix64(seed: UInt64(count))
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...7, using: &generator) }
    let kept = try #require(KeptContent(deflating: bytes))
    #expect(kept.bytes == bytes)
    #expect(count < 1_000 || kept.deflated.count < count)
  }

  @Test func damageIsNoContent() throws {
    var kept = try #require(KeptContent(deflating: Array("some text, some text".utf8)))
    kept.size += 1
    #expect(kept.bytes == nil)
    kept.size = .max
    #expect(kept.bytes == nil)
    kept.size = -1
    #expect(kept.bytes == nil)
    #expect(KeptContent(size: 20, deflated: [1, 2, 3]).bytes == nil)
  }

  /// A message with one attachment of that content.
  private func swept(_ id: String, _ content: String, at offset: Int, keeps: Bool = true) -> SweptMessage {
    var message = Message(digest: ContentDigest(of: id), size: 10)
    message.messageID = MessageID(id)
    let history = QuotedHistory("")
    let bytes = Array(content.utf8)
    let verdict = AttachmentInspector().inspect(bytes)
    let part = BodyPart(
      path: "1", contentType: "text/plain", filename: "a.txt", decodedSize: bytes.count, decodedDigest: verdict.digest,
      range: ByteRange(offset: 0, length: bytes.count))
    var attachment = SweptAttachment(part: part, via: nil, verdict: verdict)
    attachment.passwords = ["one", "two words"]
    if keeps { attachment.kept = KeptContent(deflating: bytes) }
    return SweptMessage(
      place: Place(source: "mail.mbox", range: ByteRange(offset: offset, length: 10)), message: message,
      facts: MessageFacts(
        extracting: message, history: history, edges: ThreadEdges(message, history: history),
        attachments: [
          AttachmentFact(verdict.placed(name: "a.txt", declaredType: "text/plain"), declaredType: "text/plain")
        ]),
      attachments: [attachment])
  }

  private func batch(_ messages: [SweptMessage], limit: Int64 = .max) -> FactBatch {
    let source = ArchiveSource(path: "mail.mbox", kind: .mbox, size: 1_000, modified: 1)
    let identity = SourceIdentity(size: 1_000, modified: 1, headDigest: .zero, tailDigest: .zero, position: 20)
    var batch = FactBatch(
      messages: messages, checkpoints: [Checkpoint(source: source, identity: identity, isComplete: false)])
    batch.mostKeptBytes = limit
    return batch
  }

  @Test func aContentIsKeptOnceUpToTheLimit() async throws {
    let store = try CaseStore(path: path, for: .creating)
    let size = Int64(try #require(KeptContent(deflating: Array("content one".utf8))).deflated.count)
    let messages = [
      swept("a@b", "content one", at: 0), swept("c@d", "content one", at: 10), swept("e@f", "content two", at: 20),
    ]
    try await store.persist(batch(messages, limit: size))
    var counts = try store.counts(now: 0)
    #expect(counts.keptContents == 1)
    #expect(counts.keptBytes == size)
    #expect(counts.contentsLeftOut == 1)
    // Room that comes later is used where the content comes again.
    try await store.persist(batch([swept("g@h", "content two", at: 30)]))
    counts = try store.counts(now: 0)
    #expect(counts.keptContents == 2)
    #expect(counts.contentsLeftOut == 0)
    #expect(try store.keptContent(ContentDigest(of: "content two")) == Array("content two".utf8))
    try await store.forgetSources(at: ["mail.mbox"])
    #expect(try store.keptContents().isEmpty)
  }

  @Test func anOlderInspectorsVerdictIsOutdated() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch([swept("a@b", "kept", at: 0), swept("c@d", "gone", at: 10, keeps: false)]))
    #expect(try store.outdatedContents(rules: nil).isEmpty)
    #expect(try store.outdatedContents(rules: "").isEmpty)
    #expect(try store.outdatedContents(rules: "other").count == 2)
    try await store.write { try $0.execute(sql: "UPDATE attachment_content SET inspector = inspector - 1") }
    let outdated = try store.outdatedContents(rules: nil)
    #expect(Set(outdated.map(\.isKept)) == [true, false])
    let content = try #require(outdated.first { $0.isKept })
    let place = try #require(try store.places(ofContent: content.row).first)
    #expect(place.name == "a.txt")
    #expect(place.passwords == ["one", "two words"])

    var verdict = AttachmentInspector().inspect(Array("kept".utf8))
    verdict.score = 0.77
    try await store.replaceVerdict(
      ofContent: content.row, with: verdict, rules: "",
      facts: [(place, AttachmentFact(verdict, declaredType: "text/plain"))])
    #expect(try store.outdatedContents(rules: nil).count == 1)
    #expect(try store.verdicts(on: [content.digest], rules: "")[content.digest]?.score == 0.77)
    #expect(try store.facts(at: [place.message]).values.first?.attachments.first?.score == 0.77)
  }

  @Test func aCaseFromBeforeContentsWereKeptIsBroughtForward() async throws {
    // A case as it was written then: the tables of that time, with what was in them.
    let verdict = AttachmentInspector().inspect(Array("text".utf8))
    let queue = try DatabaseQueue(path: path)
    try CaseSchema.migrator.migrate(queue, upTo: "5: copies and mailboxes in judgement")
    try await queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO message (id, digest, message_id, size, author, subject) VALUES (1, x'01', 'a@b', 10, 'ann', 's');
          """)
      try db.execute(
        sql: """
          INSERT INTO attachment_content (id, digest, size, type, score, inspector, verdict)
          VALUES (1, ?, 4, 'text', 0.01, ?, ?)
          """,
        arguments: [Data(verdict.digest.bytes), AttachmentInspector.version, Data(verdict.packed())])
      try db.execute(
        sql: """
          INSERT INTO part (message, ordinal, path, content_type, offset, length, content)
          VALUES (1, 0, '1', 'text/plain', 0, 4, 1);
          INSERT INTO judgement (id, judged_through, scoring, places) VALUES (1, 1, 'x', 'y');
          """)
    }
    try queue.close()

    #expect(throws: CaseError(.conflict, path: path, message: "")) { try CaseStore(path: path, for: .reading) }
    let store = try CaseStore(path: path, for: .writing)
    let counts = try store.counts(now: 0)
    #expect(counts.attachments == 1)
    #expect(counts.keptContents == 0)
    #expect(counts.pack.isEmpty)
    // Its verdicts hold as those without rules; its attachments name no passwords.
    #expect(try store.verdicts(on: [verdict.digest], rules: "")[verdict.digest] == verdict)
    #expect(try store.outdatedContents(rules: nil).isEmpty)
    #expect(try store.places(ofContent: 1).first?.passwords == [])
  }
}
