import Conversations
import MailModel
import Testing

@testable import HijackDetection

/// Judges an archive that comes in pieces, as the pipeline does: after each piece only what can have changed.
private struct IncrementalJudge {
  let archive: Archive
  private let conversations: [Conversation]
  private let readKeys: [ContentDigest: Set<ObservationKey>]
  private var known: [MessageFacts] = []
  private var places: [ContentDigest: [MailboxPlace]] = [:]
  private var evidence: Evidence
  var present: Set<ContentDigest> = []
  var observed: [Int: [ObservedMessage]] = [:]
  var judged = 0

  init(_ archive: Archive) {
    self.archive = archive
    conversations = archive.conversations
    readKeys = Dictionary(
      archive.messages.map { ($0.digest, Set($0.readKeys)) }, uniquingKeysWith: { first, _ in first })
    evidence = Evidence([], [:], archive.organisation)
  }

  /// Takes in messages, each with all its places.
  mutating func add(_ piece: [MessageFacts]) {
    add(piece.map { ($0, archive.places[$0.digest] ?? []) })
  }

  /// Takes in messages, each with one or more of its places; some may be known from other places.
  mutating func add(_ piece: [(facts: MessageFacts, places: [MailboxPlace])]) {
    let old = evidence
    for (message, found) in piece {
      places[message.digest, default: []] += found
      if present.insert(message.digest).inserted { known.append(message) }
    }
    evidence = Evidence(known, places, archive.organisation)
    let changed = known.filter { message in
      let digest = message.digest
      return old.facts[digest] == nil || old.copies.originals[digest] != evidence.copies.originals[digest]
        || old.mailboxes[digest].signature != evidence.mailboxes[digest].signature
    }
    let affected = evidence.baselines.keysAffected(by: changed)
    let dirty = Set(changed.map(\.digest))
    for number in archive.threads.indices {
      let members = archive.threads[number].map(\.digest).filter(present.contains)
      guard !members.isEmpty else { continue }
      let mustJudge = members.contains { digest in
        dirty.contains(digest) || !affected.isDisjoint(with: readKeys[digest] ?? [])
      }
      guard mustJudge else { continue }
      judged += 1
      observed[number] = evidence.observe(conversation(number))
    }
  }

  /// The conversation as far as its messages are there: a parent that is missing is a placeholder.
  private func conversation(_ number: Int) -> Conversation {
    var conversation = conversations[number]
    for index in conversation.nodes.indices {
      if let digest = conversation.nodes[index].message, !present.contains(digest) {
        conversation.nodes[index].message = nil
      }
    }
    return conversation
  }

  var findings: [Finding] {
    let all = observed.sorted { $0.key < $1.key }.flatMap(\.value)
    return VerdictPass.findings(all, campaigns: CampaignPass.campaigns(among: all, pack: .builtin), pack: .builtin)
  }
}

@Suite struct IncrementalJudgementTests {
  @Test(arguments: 0..<5) func equalsFullJudgementInAnySplitAndOrder(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let archive = Archive.random(threads: 8, using: &generator)
    var full = IncrementalJudge(archive)
    full.add(archive.messages)
    var pieces = IncrementalJudge(archive)
    var rest = archive.messages.shuffled(using: &generator)
    while !rest.isEmpty {
      let count = Int.random(in: 1...max(1, rest.count / 3), using: &generator)
      pieces.add(Array(rest.prefix(count)))
      rest.removeFirst(count)
    }
    for number in archive.threads.indices {
      #expect(pieces.observed[number] ?? [] == full.observed[number] ?? [])
    }
    #expect(pieces.findings == full.findings)
    #expect(!full.findings.isEmpty)
  }

  /// Mailboxes come one after another, so a message known from one comes to a new place with another, and a copy may come
  /// long before or after its original.
  @Test(arguments: [UInt64]([0, 1, 2, 5])) func equalsFullJudgementMailboxByMailbox(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let archive = Archive.randomMailboxes(threads: 24, using: &generator)
    var full = IncrementalJudge(archive)
    full.add(archive.messages)
    let boxes = Set(archive.places.values.flatMap { $0 })
    var pieces = IncrementalJudge(archive)
    for box in boxes.sorted(by: { ($0.mailbox, $0.folder.rawValue) < ($1.mailbox, $1.folder.rawValue) })
      .shuffled(using: &generator)
    {
      let messages = archive.messages.filter { archive.places[$0.digest]?.contains(box) ?? false }
      pieces.add(messages.shuffled(using: &generator).map { ($0, [box]) })
    }
    for number in archive.threads.indices {
      #expect(pieces.observed[number] ?? [] == full.observed[number] ?? [])
    }
    #expect(pieces.findings == full.findings)
    let seen = Set(full.observed.values.joined().flatMap(\.signals).map(\.id))
    #expect(seen.contains("absent-from-sent") && seen.contains("sent-from-account"))
    // No mail is found twice, however many copies there are.
    let ids = full.findings.filter { $0.kind == .hijack }.map { "\($0.from) \($0.date?.seconds ?? 0) \($0.subject)" }
    #expect(Set(ids).count == ids.count)
  }

  @Test func leavesAloneWhatNothingTouches() {
    let archive = Archive.ordinary()
    var judge = IncrementalJudge(archive)
    judge.add(archive.messages)
    let before = judge.judged
    judge.add([
      Mail(id: "far", from: "zoe@far.test", name: "Zoe Far", to: ["yan@far.test"], day: 3, helo: "far.test").facts
    ])
    #expect(judge.judged == before)
  }

  @Test func orderOfAddingDoesNotMatter() {
    var generator = SeededGenerator(seed: 99)
    let archive = Archive.random(threads: 8, using: &generator)
    var shuffled = archive
    shuffled.messages.shuffle(using: &generator)
    #expect(shuffled.findings() == archive.findings())
  }
}
