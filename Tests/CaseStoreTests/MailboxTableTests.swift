import Conversations
import GRDB
import HijackDetection
import MailArchives
import MailModel
import MailTestSupport
import Testing

@testable import CaseStore

@Suite("Mailboxes in a case")
struct MailboxTableTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/case.db"
  }

  private func batch(_ sourcePath: String, owner: String? = nil, _ notes: [(FolderRole?, MessageFlags)]) -> FactBatch {
    var source = ArchiveSource(path: sourcePath, kind: .mbox, size: 100, modified: 1)
    source.location = "/evidence/" + sourcePath
    source.statedOwner = owner
    let messages = notes.enumerated().map { index, note in
      let message = Message(digest: ContentDigest(of: "\(index)"), size: 10)
      let history = QuotedHistory(message.text)
      let edges = ThreadEdges(message, history: history)
      return SweptMessage(
        place: Place(source: sourcePath, range: ByteRange(offset: index * 10, length: 10)), role: note.0, flags: note.1,
        message: message,
        facts: MessageFacts(extracting: message, history: history, edges: edges, attachments: []), attachments: [])
    }
    let identity = SourceIdentity(
      size: 100, modified: 1, headDigest: .zero, tailDigest: .zero, position: 100,
      beginnings: FileBeginnings(packed: [1, 2, 3, 4]))
    return FactBatch(
      messages: messages, checkpoints: [Checkpoint(source: source, identity: identity, isComplete: true)])
  }

  private func places(_ store: CaseStore) throws -> [String] {
    var places: [String] = []
    try store.forEachMessageRow { places.append("\($0.owner ?? "-") \($0.role?.rawValue ?? "-")") }
    return places
  }

  @Test func aPlaceHasTheRoleOfTheMessageElseOfTheSource() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(
      batch("ann@corp.example/Inbox.mbox", [(nil, .seen), (.sent, [.seen, .deleted]), (nil, .draft)]))
    try await store.persist(batch("bob.mbox", owner: "bob@corp.example", [(nil, .draft), (.junk, [])]))
    #expect(
      try places(store) == [
        "ann@corp.example inbox", "ann@corp.example sent", "ann@corp.example drafts", "bob@corp.example drafts",
        "bob@corp.example junk",
      ])
    let source = try #require(try store.sources().first)
    #expect(source.location == "/evidence/ann@corp.example/Inbox.mbox")
    #expect(source.identity?.beginnings == FileBeginnings(packed: [1, 2, 3, 4]))
  }

  @Test func anotherOwnerTakesTheJudgementWithItAndTheSameOneDoesNot() async throws {
    let store = try CaseStore(path: path, for: .creating)
    try await store.persist(batch("bob.mbox", owner: "bob@corp.example", [(nil, [])]))
    var changes = JudgementChanges()
    changes.judgedThrough = 1
    try await store.persist(changes)
    try await store.setOwners([("bob.mbox", "bob@corp.example"), ("absent.mbox", "x@corp.example")])
    #expect(try store.judgementState()?.judgedThrough == 1)
    try await store.setOwners([("bob.mbox", "carl@corp.example")])
    #expect(try store.judgementState() == nil)
    #expect(try places(store) == ["carl@corp.example unknown"])
  }

  @Test func aCaseOfBeforeIsBroughtForward() async throws {
    do {
      let store = try CaseStore(path: path, for: .creating)
      try await store.persist(batch("ann@corp.example/Inbox.mbox", [(nil, [])]))
      store.seal()
    }
    let queue = try DatabaseQueue(path: path)
    try await queue.write { db in
      for (table, column) in [
        ("source", "location"), ("place", "role"), ("place", "flags"), ("checkpoint", "beginnings"),
      ] {
        try db.execute(sql: "ALTER TABLE \(table) DROP COLUMN \(column)")
      }
      try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = '4: mailboxes'")
    }
    try queue.close()
    let store = try CaseStore(path: path, for: .writing)
    #expect(try places(store) == ["ann@corp.example inbox"])
    let source = try #require(try store.sources().first)
    #expect(source.location == nil)
    #expect(source.identity?.beginnings == FileBeginnings())
  }
}
