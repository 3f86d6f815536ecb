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

@Suite("Case store")
struct CaseStoreTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/case.db"
  }

  private func batch(_ ids: [String], position: Int64) -> FactBatch {
    let source = ArchiveSource(path: "mail.mbox", kind: .mbox, size: 1_000, modified: 1)
    let messages = ids.enumerated().map { index, id in
      var message = Message(digest: ContentDigest(of: id), size: 10)
      message.messageID = MessageID(id)
      message.from = [MailAddress(address: "Ann@corp.example")]
      message.defects = [Defect(.missingDate)]
      let history = QuotedHistory(message.text)
      let edges = ThreadEdges(message, history: history)
      return SweptMessage(
        place: Place(source: "mail.mbox", range: ByteRange(offset: Int(position) + index * 10, length: 10)),
        message: message,
        facts: MessageFacts(extracting: message, history: history, edges: edges, attachments: []), attachments: [])
    }
    let identity = SourceIdentity(
      size: 1_000, modified: 1, headDigest: .zero, tailDigest: .zero, position: position + Int64(ids.count * 10))
    return FactBatch(
      messages: messages,
      checkpoints: [Checkpoint(source: source, identity: identity, isComplete: false)])
  }

  @Test func aBatchAndItsCheckpointAreStoredTogether() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch(["a@b", "c@d"], position: 0))
    let source = try #require(try store.sources().first)
    #expect(source.position == 20)
    #expect(source.messages == 2)
    #expect(!source.isComplete)
    let counts = try store.counts(now: 0)
    #expect(counts.messages == 2)
    #expect(counts.defects == 2)
  }

  @Test func storingABatchTwiceChangesNothing() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch(["a@b", "c@d"], position: 0))
    try await store.persist(batch(["a@b", "c@d"], position: 0))
    let counts = try store.counts(now: 0)
    #expect(counts.messages == 2)
    #expect(counts.uniqueMessages == 2)
    #expect(counts.defects == 2)
  }

  @Test func factsComeBackAsTheyWereStored() async throws {
    let store = try CaseStore(path: path, for: .creating)
    let stored = batch(["a@b"], position: 0)
    try await store.persist(stored)
    var read: [MessageFacts] = []
    try store.forEachFacts { read.append($0.facts) }
    #expect(read == stored.messages.map(\.facts))
  }

  @Test func aReplacedSourceIsForgottenWithMessagesThatStandNowhereElse() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch(["a@b"], position: 0))
    try await store.forgetSources(at: ["mail.mbox"])
    #expect(try store.sources().isEmpty)
    #expect(try store.counts(now: 0).uniqueMessages == 0)
  }

  @Test func aCaseWhoseMakerWasKilledAtOnceIsMadeAnew() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/case.db"
    let queue = try DatabaseQueue(path: path)
    try await queue.write { try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)") }
    try queue.close()
    #expect(try CaseStore(path: path, for: .creating).sources().isEmpty)
  }

  @Test func oneWriterAtATimeAndReadersBesideIt() throws {
    let writer = try CaseStore(path: path, for: .creating)
    #expect(throws: CaseError(.locked, path: path, message: "")) { try CaseStore(path: path, for: .writing) }
    let reader = try CaseStore(path: path, for: .reading)
    #expect(try reader.counts(now: 0).messages == 0)
    withExtendedLifetime(writer) {}
  }

  @Test func aCaseIsForItsOwnerAlone() throws {
    _ = try CaseStore(path: path, for: .creating)
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func whatIsNoCaseIsRefused() throws {
    try folder.write(Array("hello, this is no database, and long enough to be looked at".utf8), to: "case.db")
    #expect(throws: CaseError(.notACase, path: path, message: "")) { try CaseStore(path: path, for: .reading) }
    let other = folder.path + "/other.db"
    let queue = try DatabaseQueue(path: other)
    try queue.write { try $0.execute(sql: "CREATE TABLE x (y)") }
    try queue.close()
    #expect(throws: CaseError(.notACase, path: other, message: "")) { try CaseStore(path: other, for: .creating) }
    #expect(throws: CaseError(.notFound, path: "", message: "")) {
      try CaseStore(path: folder.path + "/absent.db", for: .reading)
    }
  }

  @Test func aNewerCaseIsRefusedWithAClearWord() throws {
    _ = try CaseStore(path: path, for: .creating)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99: from the future')") }
    try queue.close()
    #expect(throws: CaseError(.tooNew, path: path, message: "")) { try CaseStore(path: path, for: .reading) }
  }

  @Test func aSealedCaseIsOnePlainFile() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch(["a@b"], position: 0))
    store.seal()
    let beside = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(beside == ["case.db", "case.db-lock"])
    // Bytes 18 and 19 of a database tell how it is written (SQLite file format §1.3.3): 1 is a rollback journal.
    let header = try Data(contentsOf: URL(fileURLWithPath: path)).prefix(20)
    #expect(Array(header.suffix(2)) == [1, 1])
    #expect(try CaseStore(path: path, for: .reading).counts(now: 0).messages == 1)
  }

  @Test func foreignKeysAreEnforcedAndTheLogIsWrittenAhead() throws {
    let store = try CaseStore(path: path, for: .creating)
    let (keys, journal) = try store.read { db in
      (try Int.fetchOne(db, sql: "PRAGMA foreign_keys"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
    }
    #expect(keys == 1)
    #expect(journal == "wal")
  }
}
