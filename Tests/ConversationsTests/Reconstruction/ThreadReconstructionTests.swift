import Conversations
import MailModel
import MailTestSupport
import Testing

@Suite("Threads from identifiers") struct ThreadReconstructionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var mails: [ThreadEdges]
    var trees: [String]

    init(_ name: String, _ mails: [ThreadEdges], _ trees: [String]) {
      testDescription = name
      self.mails = mails
      self.trees = trees
    }
  }

  static let cases: [Case] = [
    Case("nothing", [], []),
    Case("one message", [mail("a")], ["a"]),
    Case("two messages without relation", [mail("a"), mail("b", day: 1)], ["a", "b"]),
    Case(
      "a chain of references",
      [mail("a"), mail("b", day: 1, refs: ["a"]), mail("c", day: 2, refs: ["a", "b"])], ["a", "  b", "    c"]),
    Case("In-Reply-To alone", [mail("a"), mail("b", day: 1, irt: ["a"])], ["a", "  b in-reply-to"]),
    Case(
      "In-Reply-To with several identifiers: the one that is there",
      [mail("a"), mail("b", day: 1, irt: ["host@x", "a"])], ["a", "  b in-reply-to"]),
    Case(
      "the last reference rules over In-Reply-To",
      [mail("a"), mail("b", day: 1, refs: ["a"]), mail("c", day: 2, refs: ["a", "b"], irt: ["a"])],
      ["a", "  b", "    c"]),
    Case(
      "an In-Reply-To that is there rules over a last reference that is not",
      [mail("a"), mail("c", day: 2, refs: ["a", "x"], irt: ["a"])], ["a", "  c in-reply-to"]),
    Case("a missing root is named", [mail("b", refs: ["a"])], ["a?", "  b"]),
    Case("a chain of missing ones is named by its first", [mail("d", refs: ["a", "b", "c"])], ["a?", "  d"]),
    Case(
      "a missing message that joins two is kept",
      [mail("a"), mail("c", day: 1, refs: ["a", "b"]), mail("d", day: 2, refs: ["a", "b"])],
      ["a", "  b?", "    c", "    d"]),
    Case(
      "a missing message between two is left out",
      [mail("a"), mail("c", day: 1, refs: ["a", "b"])], ["a", "  c"]),
    Case(
      "others' references place a message that names none",
      [mail("a"), mail("b", day: 1), mail("c", day: 2, refs: ["a", "b"])], ["a", "  b", "    c"]),
    Case(
      "all references connect, used as parents or not",
      [mail("a"), mail("b", day: 1), mail("c", day: 2, refs: ["b"], irt: ["a"])], ["a", "b", "  c"]),
    Case("a message that names itself", [mail("a", refs: ["a"], irt: ["a"])], ["a"]),
    Case("two that name each other", [mail("a", refs: ["b"]), mail("b", day: 1, refs: ["a"])], ["a", "  b"]),
    Case(
      "a cycle of three is cut at the earliest",
      [mail("a", day: 2, refs: ["c"]), mail("b", day: 1, refs: ["a"]), mail("c", day: 3, refs: ["b"])],
      ["b", "  c", "    a"]),
    Case(
      "a cycle closed by hearsay is cut there",
      [mail("a", day: 5), mail("b", day: 1, refs: ["a"]), mail("c", day: 6, refs: ["b", "a", "x"])],
      ["a", "  b", "  c"]),
    Case("the same content twice is one message", [mail("a"), mail("a")], ["a"]),
    Case(
      "one identifier with two contents",
      [
        mail("r"), mail("a", day: 1, refs: ["r"]), mail("a", day: 3, refs: ["r"], content: "other"),
        mail("b", day: 2, refs: ["r", "a"]),
      ], ["r", "  a", "    b", "  a"]),
    Case(
      "messages without identifiers stand alone or below what they name",
      [mail("a"), mail(nil, day: 1, refs: ["a"], content: "x"), mail(nil, day: 2, content: "y")],
      ["-", "a", "  -"]),
    Case(
      "siblings by date, undated last",
      [
        mail("a"), mail("d", day: nil, refs: ["a"]), mail("c", day: 3, refs: ["a"]), mail("b", day: 2, refs: ["a"]),
      ], ["a", "  b", "  c", "  d"]),
    Case(
      "a placeholder stands by its earliest message",
      [
        mail("a"), mail("d", day: 2, refs: ["a"]), mail("x", day: 1, refs: ["a", "p"]),
        mail("y", day: 3, refs: ["a", "p"]),
      ], ["a", "  p?", "    x", "    y", "  d"]),
    Case("identifiers differ by case", [mail("a"), mail("b", day: 1, refs: ["A"])], ["A?", "  b", "a"]),
  ]

  @Test(arguments: cases) func tree(of example: Case) {
    #expect(trees(example.mails) == example.trees)
    #expect(trees(example.mails.reversed()) == example.trees)
  }

  @Test("The id comes from the smallest identifier of all that are borne or named")
  func conversationID() {
    let conversations = ThreadReconstruction([mail("m", refs: ["b", "x"])]).conversations
    #expect(conversations.map(\.id.rawValue) == ["c" + ContentDigest(of: "b").hex.prefix(20)])
    let nameless = ThreadReconstruction([mail(nil, content: "x")]).conversations
    #expect(
      nameless.map(\.id.rawValue) == ["c" + ContentDigest(of: "sha256:" + ContentDigest(of: "x").hex).hex.prefix(20)])
  }

  @Test("A chain of 100,000 answers") func deepChain() {
    var mails = [mail("m0")]
    for number in 1..<100_000 { mails.append(mail("m\(number)", day: Double(number), refs: ["m\(number - 1)"])) }
    let conversations = ThreadReconstruction(mails.reversed()).conversations
    #expect(conversations.count == 1)
    #expect(conversations.first?.nodes.last?.depth == 99_999)
  }

  @Test("A cycle of 20,000 answers, and one of placeholders") func longCycle() {
    let mails = (0..<20_000).map { mail("m\($0)", day: Double($0), refs: ["m\(($0 + 1) % 20_000)"]) }
    #expect(ThreadReconstruction(mails).conversations.first?.nodes.count == 20_000)
    let named = mail("x", refs: ["a", "b", "c", "a", "b", "c"])
    #expect(ThreadReconstruction([named]).conversations.first?.nodes.last?.message == named.message)
  }

  @Test("Ten thousand answers to one message") func manyChildren() {
    let mails = [mail("m")] + (0..<10_000).map { mail("n\($0)", day: Double($0 + 1), refs: ["m"]) }
    let nodes = ThreadReconstruction(mails).conversations.first?.nodes ?? []
    #expect(nodes.count == 10_001)
    #expect(nodes.dropFirst().map { $0.messageID?.rawValue } == (0..<10_000).map { "n\($0)" })
  }

  /// A heap of messages that name each other, and others, at random.
  static func heap(seed: UInt64) -> [ThreadEdges] {
    var random = SplitMix64(seed: seed)
    return (0..<60).map { number in
      let names = { (count: Int, random: inout SplitMix64) in
        (0..<Int.random(in: 0...count, using: &random)).map { _ in "m\(Int.random(in: 0..<70, using: &random))" }
      }
      let fingerprints = { (random: inout SplitMix64) in
        Set((0..<8).map { _ in UInt64.random(in: 0..<60, using: &random) }).sorted()
      }
      let isBare = Int.random(in: 0..<2, using: &random) == 0
      return mail(
        Int.random(in: 0..<10, using: &random) == 0 ? nil : "m\(number % 55)",
        day: Int.random(in: 0..<8, using: &random) == 0 ? nil : Double(Int.random(in: 0..<40, using: &random)),
        refs: isBare ? [] : names(4, &random), irt: isBare ? [] : names(1, &random),
        subject: ["Re: lunch", "lunch", "Re: tender", "report"].randomElement(using: &random) ?? "",
        from: "p\(Int.random(in: 0..<6, using: &random))", to: ["p\(Int.random(in: 0..<6, using: &random))"],
        content: "\(number)", index: Array(repeating: 1, count: [0, 22, 27, 32].randomElement(using: &random) ?? 0),
        gmail: ["7", nil, nil, nil].randomElement(using: &random) ?? nil, new: fingerprints(&random),
        quoted: fingerprints(&random))
    }
  }

  @Test("The order of the messages changes nothing", arguments: UInt64(0)..<30)
  func order(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let heap = Self.heap(seed: seed)
    let expected = ThreadReconstruction(heap).conversations
    for _ in 0..<4 {
      #expect(ThreadReconstruction(heap.shuffled(using: &random)).conversations == expected)
    }
  }

  @Test("Every message stands once, behind its parent", arguments: UInt64(0)..<30)
  func wellFormed(seed: UInt64) {
    let heap = Self.heap(seed: seed)
    let conversations = ThreadReconstruction(heap).conversations
    #expect(conversations.flatMap(\.nodes).compactMap(\.message).sorted() == heap.map(\.message).sorted())
    #expect(Set(conversations.map(\.id)).count == conversations.count)
    for conversation in conversations {
      for (index, node) in conversation.nodes.enumerated() {
        #expect((node.parent ?? -1) < index)
        #expect(node.depth == node.parent.map { conversation.nodes[$0].depth + 1 } ?? 0)
        #expect((node.parent == nil) == (node.link == .root))
      }
    }
  }
}
