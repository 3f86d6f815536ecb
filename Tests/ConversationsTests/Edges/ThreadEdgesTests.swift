import Conversations
import MailModel
import Testing

@Suite("Edges of a message") struct ThreadEdgesTests {
  @Test("What a message says of its place") func edges() {
    var message = Message(digest: ContentDigest(of: "x"), size: 1)
    message.header = [
      HeaderField(name: "Thread-Index", value: "AdepMvCvBwcHBwcHBwcHBwcHBwcHBw=="),
      HeaderField(name: "X-GM-THRID", value: "17"),
    ]
    message.messageID = MessageID("a@b")
    message.subject = "Re: Lunch"
    message.from = [MailAddress(name: "Ann", address: "Ann@Corp.example")]
    message.to = [MailAddress(address: "Bob@x.example")]
    message.cc = [MailAddress(address: "cy@x.example")]
    message.inReplyTo = [MessageID("p@q")]
    message.references = [MessageID("o@p"), MessageID("p@q")]
    message.text = "I shall be there at noon\n\nOn 1 May, Bob wrote:\n> who will come to lunch today\n"
    let edges = ThreadEdges(message, history: QuotedHistory(message.text))
    #expect(edges.message == message.digest)
    #expect(edges.messageID == message.messageID)
    #expect(edges.references == message.references)
    #expect(edges.inReplyTo == message.inReplyTo)
    #expect(edges.threadIndex.count == 22)
    #expect(edges.gmailThread == "17")
    #expect(edges.subject.base == "lunch")
    #expect(edges.author == "ann@corp.example")
    #expect(edges.recipients == ["bob@x.example", "cy@x.example"])
    #expect(edges.newText == Shingles.fingerprints(of: "I shall be there at noon", limit: 64))
    #expect(edges.quotedText == Shingles.fingerprints(of: "who will come to lunch today", limit: 64))
  }

  @Test("A bare message has no edges but itself") func bare() {
    let edges = ThreadEdges(Message(digest: .zero, size: 0), history: QuotedHistory(""))
    #expect(edges == ThreadEdges(message: .zero))
  }

  @Test("Endless references keep the first and the last") func bounded() {
    var message = Message(digest: .zero, size: 0)
    message.references = (0..<5_000).map { MessageID("\($0)") }
    let references = ThreadEdges(message, history: QuotedHistory(message.text)).references
    #expect(references.count == ThreadEdges.maximumReferences)
    #expect(references.first == MessageID("0"))
    #expect(references.last == MessageID("4999"))
  }
}
