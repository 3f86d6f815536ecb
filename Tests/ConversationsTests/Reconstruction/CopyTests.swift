import Conversations
import MailModel
import MailTestSupport
import Testing

/// Senders' own copies, told to the reconstruction: they stand beside their originals.
@Suite("Copies in conversations") struct CopyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var mails: [ThreadEdges]
    /// Which message, by its content, is a copy of which.
    var originals: [String: String]
    var trees: [String]
  }

  private static let header = WeakLinkTests.header
  private static let block = WeakLinkTests.block
  private static func item(day: Double = 0, subject: String = "topic", index: [UInt8] = [], new: [UInt64] = [])
    -> ThreadEdges
  {
    mail(nil, day: day, subject: subject, content: "item", index: index, new: new)
  }

  static let cases: [Case] = [
    Case(
      testDescription: "of a root: both are roots, and what answers the mail stands below the received one",
      mails: [mail("a", day: 0.001), item(), mail("b", day: 1, refs: ["a"])], originals: ["item": "content of a"],
      trees: ["-", "a", "  b"]),
    Case(
      testDescription: "of an answer: below the same parent, though it names none",
      mails: [mail("a"), mail("b", day: 1.001, refs: ["a"]), item(day: 1), mail("c", day: 2, refs: ["a", "b"])],
      originals: ["item": "content of b"], trees: ["a", "  -", "  b", "    c"]),
    Case(
      testDescription: "what answers the copy answers the original",
      mails: [
        mail("a", day: 0.001, new: [9]), item(new: [1, 2, 3, 4]),
        mail("b", day: 1, subject: "Re: x", quoted: [1, 2, 3]),
      ], originals: ["item": "content of a"], trees: ["-", "a", "  b quoted-history"]),
    Case(
      testDescription: "a copy goes where a weak link takes its original",
      mails: [mail("a", index: header), mail("b", day: 1, subject: "Re: topic", index: header + block), item(day: 1)],
      originals: ["item": "content of b"], trees: ["a", "  - thread-index", "  b thread-index"]),
    Case(
      testDescription: "an earlier copy with the identifier does not take the original's place",
      mails: [
        mail("a", day: 0.001), mail("a", content: "item"), mail("b", day: 1, refs: ["a"]),
      ], originals: ["item": "content of a"], trees: ["a", "a", "  b"]),
    Case(
      testDescription: "a copy of a copy is left out",
      mails: [mail("a"), mail("b", day: 1), item(day: 2)],
      originals: ["item": "content of b", "content of b": "content of a"],
      trees: ["-", "a", "b"]),
    Case(
      testDescription: "an original that is not there",
      mails: [mail("a"), item(day: 1)], originals: ["item": "content of z"], trees: ["-", "a"]),
  ]

  private static func digests(_ originals: [String: String]) -> [ContentDigest: ContentDigest] {
    Dictionary(uniqueKeysWithValues: originals.map { (ContentDigest(of: $0), ContentDigest(of: $1)) })
  }

  @Test(arguments: cases) func tree(of example: Case) {
    let originals = Self.digests(example.originals)
    #expect(trees(example.mails, originals: originals) == example.trees)
    #expect(trees(example.mails.reversed(), originals: originals) == example.trees)
  }

  @Test("A conversation keeps its name when a copy comes") func name() {
    let mails = [mail("tail"), mail("x", day: 1, refs: ["tail"])]
    let originals = Self.digests(["item": "content of tail"])
    #expect(
      ThreadReconstruction(mails + [Self.item()], originals: originals).conversations.map(\.id)
        == ThreadReconstruction(mails).conversations.map(\.id))
  }

  @Test("Copies told in any order, any number of times, give the same trees", arguments: UInt64(0)..<30)
  func order(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let heap = ThreadReconstructionTests.heap(seed: seed)
    var originals: [ContentDigest: ContentDigest] = [:]
    for copy in heap.shuffled(using: &random).prefix(12) {
      originals[copy.message] = heap.randomElement(using: &random)?.message
    }
    let expected = ThreadReconstruction(heap, originals: originals).conversations
    for _ in 0..<3 {
      let again = ThreadReconstruction(heap.shuffled(using: &random), originals: originals).conversations
      #expect(again == expected)
    }
    var conversationOf: [ContentDigest: ConversationID] = [:]
    for conversation in expected {
      for node in conversation.nodes {
        if let message = node.message { conversationOf[message] = conversation.id }
      }
    }
    #expect(conversationOf.count == heap.count)
    for (copy, original) in originals where originals[original] == nil {
      #expect(conversationOf[copy] == conversationOf[original])
    }
  }
}
