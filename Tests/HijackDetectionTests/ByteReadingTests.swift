import Conversations
import MailModel
import Testing

@testable import HijackDetection

/// The readers that work on bytes: forms that are read, and texts made to cost time.
@Suite struct ByteReadingTests {
  @Test(arguments: [
    ("192.0.2.44", "192.0.2.0/24"), ("2001:DB8:7::1", "2001:db8:7::/48"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
    ("::ffff:192.0.2.44", "192.0.2.0/24"), ("2001:db8::192.0.2.44", "2001:db8:0::/48"),
    ("fe80::1%eth0", "fe80:0:0::/48"),
    ("1:2:3:4:5:6:7::", "1:2:3::/48"), ("::", "0:0:0::/48"),
  ])
  func addressesAreRead(text: String, network: String) {
    #expect(IPAddress(text)?.network == network)
  }

  @Test(arguments: [
    "", ".", ":", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.4444", "1:2:3", "1::2::3", "12345::", "g::",
    "1:2:3:4:5:6:7:8:9", "1.2.3.4:5",
  ])
  func otherTextsAreNoAddresses(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("Tue, 14 Sep 2021 10:03:11 +0200 (CEST)", 1_631_606_591), ("14 sep 2021 08:03 GMT", 1_631_606_580),
    ("\t14\r\n Sep  2021 08:03:11 -0000", 1_631_606_591),
  ])
  func datesAreRead(text: String, seconds: Int64) {
    #expect(ReceivedDate.seconds(Array(text.utf8)[...]) == seconds)
  }

  @Test(arguments: [
    "", "Sep", "14 Sep 2021", "14 Sep 99999999999999999999 08:03", "14 Sep 2021 08:99", "(14 Sep 2021 08:03)",
  ])
  func otherTextsAreNoDates(text: String) {
    #expect(ReceivedDate.seconds(Array(text.utf8)[...]) == nil)
  }

  @Test(arguments: [
    ("from a.test (b.test [192.0.2.44]) by c.test (x (y)) with ESMTPS id 7; Tue, 14 Sep 2021 08:03:11 GMT", "b.test"),
    ("from [192.0.2.44] (HELO=a.test) by [c.test] with SMTP id 7", "192.0.2.44"),
    ("FROM A.Test (unknown) BY c.test", "a.test"), ("from a.test (((((", "a.test"),
  ])
  func hopsAreRead(field: String, from: String) {
    #expect(Hop(received: field).from == from)
  }

  @Test func exchangeKeepsItsBuildInTheComment() {
    let hop = Hop(received: "from a.test by b.test with Microsoft SMTP Server (TLS) (version=TLS1_2) id 15.1.2176.2")
    #expect(hop.exchangeBuild == "15.1.2176.2")
    #expect(Hop(received: "from a.test by b.test with Microsoft SMTP Server (TLS 15.1.2176.2)").id == "15.1.2176.2")
  }

  @Test(arguments: [("aé", 2, "a"), ("aé", 3, "aé"), ("é", 0, ""), ("日本", 5, "日"), ("", 4, "")])
  func textsAreCutBetweenCharacters(text: String, limit: Int, cut: String) {
    #expect(bounded(text, to: limit) == cut)
  }

  @Test func phrasesAreKnownInCapitalsAndWithTypographicApostrophes() {
    #expect(RequestFacts(in: "I DIDN’T  SEND this", ibans: []).contains(.warning))
    #expect(RequestFacts(in: "ÄNDERUNG UNSERER BANKVERBINDUNG", ibans: []).contains(.bankChange))
    #expect(RequestFacts(in: "НЕ ОТКРЫВАЙТЕ", ibans: []).contains(.warning))
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "h", "http://", "www.", "pass ", "password: ", "AB12", "DE89 3704 ", "\n> ", "On 1 a@b:\n", "From: a\n", "---- ",
      "é",
      "((", "1.2.3.", ":", "re", "<",
    ])
  func hostileTextsCostLinearTime(piece: String) {
    let text = String(repeating: piece, count: 100_000 / piece.utf8.count)
    var message = Message(digest: ContentDigest(of: piece), size: text.utf8.count)
    message.text = text
    message.subject = text
    message.links = (0..<256).map { HyperLink(target: "http://h\($0).test/" + String(piece), text: text) }
    message.header = ["Received", "Received", "X-Mailer", "Return-Path", "List-Id", "X-Originating-IP"].map {
      HeaderField(name: HeaderName($0), value: text)
    }
    let history = QuotedHistory(text)
    let edges = ThreadEdges(message, history: history)
    var facts: MessageFacts?
    let spent = ContinuousClock().measure {
      facts = MessageFacts(extracting: message, history: history, edges: edges, attachments: [])
    }
    #expect(spent < .seconds(5))
    #expect(facts.map { $0.newLinks.count <= 64 && $0.hops.count == 2 } == true)
  }
}
