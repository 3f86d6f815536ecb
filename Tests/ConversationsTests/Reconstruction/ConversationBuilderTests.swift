import Conversations
import MailModel
import MailTestSupport
import Testing

@Suite("Conversations from edges one by one") struct ConversationBuilderTests {
  /// A builder that got all edges, each without its text.
  static func builder(_ mails: [ThreadEdges]) -> ConversationBuilder {
    var builder = ConversationBuilder()
    for var mail in mails {
      mail.newText = []
      mail.quotedText = []
      builder.add(mail)
    }
    return builder
  }

  @Test("The order within each step changes nothing, nor does telling a thing twice", arguments: UInt64(0)..<30)
  func order(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let heap = ThreadReconstructionTests.heap(seed: seed)
    let expected = ThreadReconstruction(heap).conversations
    let wanted = Self.builder(heap).messagesToPlace
    for _ in 0..<4 {
      var builder = Self.builder((heap + heap.prefix(20)).shuffled(using: &random))
      #expect(builder.messagesToPlaceByQuotes() == wanted)
      for mail in heap.shuffled(using: &random) where wanted.contains(mail.message) {
        builder.setQuotedText(mail.quotedText, of: mail.message)
      }
      for mail in (heap + heap).shuffled(using: &random) { builder.addNewText(mail.newText, of: mail.message) }
      #expect(builder.conversations() == expected)
    }
  }

  @Test("What is not asked for would change nothing", arguments: UInt64(0)..<60)
  func enough(seed: UInt64) {
    let heap = ThreadReconstructionTests.heap(seed: seed)
    var builder = Self.builder(heap)
    for mail in heap { builder.setQuotedText(mail.quotedText, of: mail.message) }
    for mail in heap { builder.addNewText(mail.newText, of: mail.message) }
    #expect(builder.conversations() == ThreadReconstruction(heap).conversations)
  }

  @Test("Only answers at the head of a tree without a proven link are asked for") func asking() {
    let header = WeakLinkTests.header
    let mails = [
      mail("a", index: header, gmail: "17"),
      mail("b", day: 1, refs: ["a"], subject: "Re: topic"),
      mail("no answer", day: 2),
      mail("indexed", day: 3, subject: "Re: topic", index: header + WeakLinkTests.block),
      mail("numbered", day: 4, subject: "Re: topic", gmail: "17"),
      mail("bare", day: 5, subject: "Re: topic"),
      mail("missing", day: 6, refs: ["x"], subject: "Re: topic"),
      // Two trees that hang together: the second might be joined to what its number names before its turn comes.
      mail("one", day: 7, refs: ["y"], subject: "Re: else"),
      mail("two", day: 8, refs: ["z"], irt: ["y"], subject: "Re: topic", gmail: "17"),
    ]
    #expect(Self.builder(mails).messagesToPlace == ["bare", "missing", "one", "two"].map { mail($0).message })
  }

  @Test("Messages may be added after the question, and unknown ones told of") func late() {
    var builder = Self.builder([mail("b", day: 1, subject: "Re: x", from: "bob@x.example")])
    #expect(builder.messagesToPlaceByQuotes().isEmpty)
    builder.add(mail("a"))
    #expect(builder.messagesToPlaceByQuotes() == [mail("b").message])
    builder.setQuotedText([1, 2, 3], of: mail("b").message)
    builder.setQuotedText([1, 2, 3, 4], of: mail("b").message)
    builder.setQuotedText([1], of: mail("nobody").message)
    builder.addNewText([1, 2, 3], of: mail("nobody").message)
    builder.addNewText([1, 2, 3], of: mail("a").message)
    let conversations = builder.conversations()
    #expect(conversations.map { $0.nodes.map(\.link) } == [[.root, .quotedHistory]])
  }

  @Test("Nothing gives nothing") func nothing() {
    #expect(ConversationBuilder().conversations().isEmpty)
    #expect(ConversationBuilder().messagesToPlace.isEmpty)
  }

  @Test("Subjects and addresses that differ in how accents are written are the same") func accents() {
    let mails = [
      mail("a", subject: "Besprechung Ko\u{308}ln"),
      mail("b", day: 1, subject: "AW: Besprechung K\u{F6}ln"),
    ]
    #expect(trees(mails) == ["a", "  b subject"])
  }

  @Test("Two thousand bare answers with one subject take part in one another's conversations") func manyBareAnswers() {
    let people = (0..<20).map { "p\($0)@x.example" }
    let mails = (0..<2_000).map { number in
      mail("m\(number)", day: Double(number) / 1_000, subject: "Re: topic", from: people[number % 20], to: people)
    }
    #expect(ThreadReconstruction(mails).conversations.count == 1)
  }
}

extension ConversationBuilder {
  /// What a copy of this builder asks for.
  var messagesToPlace: [ContentDigest] {
    var copy = self
    return copy.messagesToPlaceByQuotes()
  }
}
