import AttachmentInspection
import MailModel
import Testing

@testable import HijackDetection

@Suite struct PackingTests {
  private static let samples: [MessageFacts] = {
    var generator = SeededGenerator(seed: 7)
    return Archive.random(threads: 12, using: &generator).messages
  }()

  @Test func factsComeBackAsTheyWere() {
    for facts in Self.samples { #expect(MessageFacts(packed: facts.packed()) == facts) }
  }

  @Test func observedMessagesComeBackAsTheyWere() {
    var generator = SeededGenerator(seed: 8)
    let archive = Archive.random(threads: 12, using: &generator)
    for thread in archive.threads.indices {
      for observed in archive.observed(in: thread) { #expect(ObservedMessage(packed: observed.packed()) == observed) }
    }
  }

  @Test func shortenedBytesAreRefused() {
    let packed = Self.samples[3].packed()
    for count in 0..<packed.count { #expect(MessageFacts(packed: Array(packed.prefix(count))) == nil) }
    #expect(MessageFacts(packed: packed + [0]) == nil)
  }

  @Test func damagedBytesNeverTrap() {
    var generator = SeededGenerator(seed: 11)
    for facts in Self.samples.prefix(20) {
      let packed = facts.packed()
      for _ in 0..<60 {
        var damaged = packed
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        // Whatever is read can be written and read again.
        if let read = MessageFacts(packed: damaged) { #expect(MessageFacts(packed: read.packed()) == read) }
        _ = ObservedMessage(packed: damaged)
      }
    }
  }

  @Test func noiseIsRefused() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<500 {
      let noise =
        [1] + (0..<Int.random(in: 0..<80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = MessageFacts(packed: noise)
      _ = ObservedMessage(packed: noise)
    }
    #expect(MessageFacts(packed: [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) == nil)
  }
}

@Suite struct RuleFactTests {
  private static let match = RuleMatch(
    rule: "R", namespace: "n", meta: [.init(key: "weight", value: "3.5")])

  @Test func whatRulesFoundComesBack() throws {
    var facts = Mail(id: "m", from: "ann@corp.test", attachments: [.made("a.doc", .oleDoc), .made("b.doc", .oleDoc)])
      .facts
    let plain = facts.packed()
    facts.ruleMatches = [RuleFact(Self.match), RuleFact(RuleMatch(rule: "S", namespace: "n"))]
    facts.attachments[1].statedWeight = 2.5
    #expect(MessageFacts(packed: facts.packed()) == facts)
    #expect(facts.packed() != plain)
    #expect(MessageFacts(packed: plain)?.ruleMatches.isEmpty == true)
  }

  @Test func techniquesAreNamedOnce() {
    var verdict = AttachmentVerdict(digest: .zero, size: 1, type: .text)
    verdict.techniques = (0..<40).map { Technique(id: $0 < 30 ? "script" : "padding", evidence: "\($0)", weight: 1) }
    #expect(AttachmentFact(verdict, declaredType: "").techniques == ["script", "padding"])
    #expect(AttachmentFact(verdict, declaredType: "").statedWeight == nil)
    verdict.ruleMatches = [Self.match]
    #expect(AttachmentFact(verdict, declaredType: "").statedWeight == 3.5)
    // A rule that states nothing weighs as built in, and the heaviest counts.
    verdict.ruleMatches.append(RuleMatch(rule: "S", namespace: "n"))
    #expect(AttachmentFact(verdict, declaredType: "").statedWeight == 4.6)
  }

  @Test func otherWeightsScoreTheFacts() {
    let facts = Mail(
      id: "m", from: "ann@corp.test",
      attachments: [.made("a.html", .html, score: 0.3, techniques: ["html-script", "html-smuggling"])]
    ).facts
    #expect(facts.scored(by: .builtin) == facts)
    var weights = AttachmentWeights.builtin
    weights.weights["html-smuggling"] = 0
    #expect(facts.scored(by: weights).attachments[0].score < 0.05)
  }

  @Test func aMessageThatARuleMatchesIsListedWhereverItStands() {
    var archive = Archive()
    var facts = Mail(id: "m", from: "x@strange.test").facts
    facts.ruleMatches = [RuleFact(Self.match)]
    archive.begin(facts)
    let findings = archive.findings()
    #expect(findings.flatMap(\.signals).filter { $0.id == "yara-message" }.map(\.weight) == [3.5])
    #expect(findings.allSatisfy { $0.level < .high })
  }
}
