import Conversations
import MailModel
import Testing

@testable import HijackDetection

/// Judges an archive that comes in pieces, as the pipeline does: after each piece only what can have changed.
private struct IncrementalJudge {
  let archive: Archive
  private let conversations: [Conversation]
  private let readKeys: [ContentDigest: Set<ObservationKey>]
  let facts: [ContentDigest: MessageFacts]
  var baselines: Baselines
  var present: Set<ContentDigest> = []
  var observed: [Int: [ObservedMessage]] = [:]
  var judged = 0

  init(_ archive: Archive) {
    self.archive = archive
    conversations = archive.conversations
    readKeys = Dictionary(
      archive.messages.map { ($0.digest, Set($0.readKeys)) }, uniquingKeysWith: { first, _ in first })
    facts = Dictionary(archive.messages.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
    baselines = Baselines(organisation: archive.organisation)
  }

  mutating func add(_ piece: [MessageFacts]) {
    let affected = baselines.keysAffected(by: piece)
    for message in piece {
      baselines.add(message)
      present.insert(message.digest)
    }
    let new = Set(piece.map(\.digest))
    let pass = SignalPass(pack: .builtin, organisation: archive.organisation)
    for number in archive.threads.indices {
      let members = archive.threads[number].map(\.digest).filter(present.contains)
      guard !members.isEmpty else { continue }
      let mustJudge = members.contains { digest in
        new.contains(digest) || !affected.isDisjoint(with: readKeys[digest] ?? [])
      }
      guard mustJudge else { continue }
      judged += 1
      observed[number] = pass.observe(conversation(number), facts: facts, baselines: baselines)
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
