import Conversations
import MailModel
import MailTestSupport
import Testing

@Suite("Weak links") struct WeakLinkTests {
  static let header: [UInt8] = [1, 0xD7] + Array(repeating: 7, count: 20)
  static let block: [UInt8] = [0, 0, 0, 9, 1]

  static let cases: [ThreadReconstructionTests.Case] = [
    .init(
      "Thread-Index extended by a block",
      [mail("a", index: header), mail("b", day: 1, subject: "Re: topic", index: header + block)],
      ["a", "  b thread-index"]),
    .init(
      "Thread-Index extended by two blocks, the parent missing",
      [mail("a", index: header), mail("b", day: 1, subject: "Re: topic", index: header + block + block)],
      ["a", "  b thread-index"]),
    .init(
      "Thread-Index, another topic",
      [mail("a", index: header), mail("b", day: 1, subject: "Re: other", index: header + block)], ["a", "b"]),
    .init(
      "Thread-Index, another conversation's",
      [
        mail("a", index: header),
        mail("b", day: 1, subject: "Re: topic", from: "bob@x.example", index: [2] + header.dropFirst() + block),
      ],
      ["a", "b"]),
    .init(
      "Thread-Index of a later message",
      [mail("a", day: 1, index: header), mail("b", subject: "Re: topic", index: header + block)], ["a", "b"]),
    .init(
      "Gmail's thread",
      [mail("a", gmail: "17"), mail("b", day: 1, gmail: "17"), mail("c", day: 2, gmail: "18")],
      ["a", "  b gmail-thread", "c"]),
    .init(
      "quoted text",
      [mail("a", new: [1, 2, 3, 4]), mail("b", day: 1, subject: "Re: x", quoted: [1, 2, 3, 9])],
      ["a", "  b quoted-history"]),
    .init(
      "too little quoted text",
      [mail("a", new: [1, 2, 3, 4]), mail("b", day: 1, subject: "Re: x", quoted: [1, 2, 8, 9])], ["a", "b"]),
    .init(
      "too small a share of what is quoted",
      [mail("a", new: [1, 2, 3]), mail("b", day: 1, subject: "Re: x", quoted: Array(1...11))], ["a", "b"]),
    .init(
      "quoted text of a later message",
      [mail("a", day: 2, new: [1, 2, 3, 4]), mail("b", day: 1, subject: "Re: x", quoted: [1, 2, 3, 4])], ["a", "b"]),
    .init(
      "quoted text without Re:",
      [mail("a", new: [1, 2, 3, 4]), mail("b", day: 1, subject: "x", quoted: [1, 2, 3, 4])], ["a", "b"]),
    .init(
      "quoted text, references that name nothing: the placeholder goes",
      [mail("a", new: [1, 2, 3, 4]), mail("b", day: 1, refs: ["x"], subject: "Re: x", quoted: [1, 2, 3, 4])],
      ["a", "  b quoted-history"]),
    .init(
      "quoted text, a missing parent with two answers: it moves",
      [
        mail("a", new: [1, 2, 3, 4]), mail("b", day: 1, refs: ["x"], subject: "Re: x", quoted: [1, 2, 3, 4]),
        mail("c", day: 2, refs: ["x"]),
      ], ["a", "  x? quoted-history", "    b", "    c"]),
    .init(
      "subject, and the author took part",
      [mail("a"), mail("b", day: 1, subject: "Re: topic")], ["a", "  b subject"]),
    .init(
      "subject, and a recipient took part",
      [mail("a"), mail("b", day: 1, subject: "AW: Topic", from: "bob@x.example", to: ["ann@x.example"])],
      ["a", "  b subject"]),
    .init(
      "subject alone is nothing",
      [mail("a"), mail("b", day: 1, subject: "Re: topic", from: "bob@x.example", to: ["list@x.example"])],
      ["a", "b"]),
    .init("subject without Re:", [mail("a"), mail("b", day: 1)], ["a", "b"]),
    .init("subject after half a year", [mail("a"), mail("b", day: 181, subject: "Re: topic")], ["a", "b"]),
    .init("subject, undated", [mail("a"), mail("b", day: nil, subject: "Re: topic")], ["a", "b"]),
    .init("an empty subject", [mail("a", subject: ""), mail("b", day: 1, subject: "Re:")], ["a", "b"]),
    .init(
      "subject, but references that name nothing",
      [mail("a"), mail("b", day: 1, refs: ["x"], subject: "Re: topic")], ["a", "x?", "  b"]),
    .init(
      "the latest earlier message is answered",
      [mail("a"), mail("b", day: 1, refs: ["a"], subject: "Re: topic"), mail("c", day: 2, subject: "Re: topic")],
      ["a", "  b", "    c subject"]),
    .init(
      "who joined by a weak link has taken part",
      [
        mail("a"), mail("b", day: 1, subject: "Re: topic", from: "bob@x.example", to: ["ann@x.example"]),
        mail("c", day: 2, subject: "Re: topic", from: "cy@x.example", to: ["bob@x.example"]),
      ], ["a", "  b subject", "    c subject"]),
    .init(
      "the stronger reason is told",
      [
        mail("a", index: header, gmail: "17", new: [1, 2, 3]),
        mail("b", day: 1, subject: "Re: topic", index: header + block, gmail: "17", quoted: [1, 2, 3]),
      ], ["a", "  b thread-index"]),
    .init(
      "a message with a parent needs no weak link",
      [mail("r"), mail("a", day: 1, gmail: "17"), mail("b", day: 2, refs: ["r"], gmail: "17")],
      ["a", "r", "  b"]),
  ]

  @Test(arguments: cases) func tree(of example: ThreadReconstructionTests.Case) {
    #expect(trees(example.mails) == example.trees)
    #expect(trees(example.mails.reversed()) == example.trees)
  }

  @Test("A phrase that everybody uses links nobody") func houseStyle() {
    let many = (0..<40).map { mail("m\($0)", new: [1, 2, 3]) }
    let answer = mail("b", day: 1, subject: "Re: x", quoted: [1, 2, 3])
    #expect(ThreadReconstruction(many + [answer]).conversations.count == 41)
  }
}
