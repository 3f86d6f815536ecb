import MailModel
import Testing

@testable import HijackDetection

/// Which messages are taken for a sender's own copy of which.
@Suite struct SentCopyTests {
  /// A mail by Ann as Bob received it.
  private static func received(_ change: (inout Mail) -> Void = { _ in }) -> Mail {
    var mail = Mail(
      id: "r@corp.example", from: "ann@corp.example", name: "Ann Example", to: ["bob@corp.example", "cy@corp.example"],
      subject: "Re: tender 7", day: 10, threadIndex: index(3), newText: Array(1...20))
    change(&mail)
    return mail
  }

  private static func index(_ last: UInt8) -> [UInt8] {
    [1, 0xD7] + Array(repeating: 7, count: 20) + [0, 0, 1, last, 9]
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var copy: Mail
    var original = received()
    var isCopy: Bool
  }

  private static func copy(
    _ description: String, _ isCopy: Bool, of original: Mail = received(), _ change: (inout Mail) -> Void = { _ in }
  ) -> Case {
    var copy = original.outlookItem
    change(&copy)
    return Case(testDescription: description, copy: copy, original: original, isCopy: isCopy)
  }

  private static let second = 1.0 / 86_400
  private static let unindexed = received { $0.threadIndex = [] }

  static let cases: [Case] = [
    copy("without identifier", true),
    copy("with the identifier", true) { $0.id = "r@corp.example" },
    copy("with another identifier", false) { $0.id = "x@corp.example" },
    copy("by the directory's name", true) { $0.from = "/o=corp/ou=first/cn=recipients/cn=ann" },
    copy("by the directory's name, another display name", false) {
      ($0.from, $0.name) = ("/o=corp/cn=eve", "Eve Other")
    },
    copy("by display name alone", true) { ($0.from, $0.name) = ("Ann Example", "") },
    copy("by somebody else", false) { $0.from = "eve@corp.example" },
    copy("a recipient without address", true) { $0.to = ["bob@corp.example", "Cy Sample"] },
    copy("no recipients", true) { $0.to = [] },
    copy("one recipient less", false) { $0.to = ["bob@corp.example"] },
    copy("another recipient", false) { $0.to = ["bob@corp.example", "di@corp.example"] },
    copy("two clocks four minutes apart", true) { $0.day += 240 * second },
    copy("two clocks six minutes apart", false) { $0.day += 360 * second },
    copy("the next answer in the thread", false) { $0.threadIndex = index(4) },
    copy("another topic", false) { $0.subject = "Re: tender 8" },
    copy("a forward", false) { $0.subject = "tender 7" },
    copy("a footer was added on the way", true) { $0.newText = Array(1...15) },
    copy("other words", false) { $0.newText = Array(101...120) },
    copy("a link was added on the way", true, of: received { $0.text = "As agreed, see http://footer.test/legal" }) {
      $0.text = "As agreed."
    },
    copy("a link that the received one lacks", false) { $0.text = "See http://new.test/a" },
    copy("an attachment that the received one lacks", false) { $0.attachments = [.made("a.xls", .oleXls)] },
    copy("no index on one side, the same second", true) { $0.threadIndex = [] },
    copy("no index on one side, ten seconds apart", false) { ($0.threadIndex, $0.day) = ([], $0.day + 10 * second) },
    copy("no index at all, the same second", true, of: unindexed),
    copy("no index at all, and no address either", false, of: unindexed) { $0.to = ["Bob Sample", "Cy Sample"] },
    copy("no index at all, a few other words", false, of: unindexed) { ($0.newText, $0.text) = ([], "Thanks!") },
    copy("received as well", false) { $0.origin = "198.51.100.7" },
  ]

  private static func copies(_ mails: [Mail]) -> [ContentDigest: ContentDigest] {
    var search = CopySearch()
    let facts = Dictionary(mails.map { ($0.facts.digest, $0.facts) }) { first, _ in first }
    for one in facts.values { search.add(one) }
    return search.copies { facts[$0] }.originals
  }

  @Test(arguments: cases) func isCopyOrNot(_ example: Case) {
    let found = Self.copies([example.copy, example.original])
    #expect(found == (example.isCopy ? [example.copy.facts.digest: example.original.facts.digest] : [:]))
  }

  @Test func sameWordsSentTwiceAreTwoMails() {
    let first = Self.received()
    let second = Self.received { ($0.id, $0.day) = ("r2@corp.example", $0.day + 100 * Self.second) }
    let sent = [first.outlookItem, second.outlookItem]
    let both = Self.copies([first, second] + sent)
    #expect(
      both == [sent[0].facts.digest: first.facts.digest, sent[1].facts.digest: second.facts.digest])
    // One of the copies was thrown away: the other mail's copy does not take its place.
    #expect(Self.copies([first, second, sent[1]]) == [sent[1].facts.digest: second.facts.digest])
    #expect(Self.copies([first] + sent) == [sent[0].facts.digest: first.facts.digest])
  }

  @Test func twoMailsAtOnceDecideNothing() {
    let first = Self.received()
    let second = Self.received { $0.id = "r2@corp.example" }
    #expect(Self.copies([first, second, first.outlookItem]).isEmpty)
  }

  @Test func aCopyExportedTwiceIsTwoCopies() {
    let mail = Self.received()
    let again = mail.outlookItem.changed { $0.variant = "exported again" }
    #expect(Self.copies([mail, mail.outlookItem, again]).count == 2)
  }

  @Test func theLongestWayStandsForAllReceivedCopies() {
    let short = Self.received()
    let long = Self.received {
      $0.header = [HeaderField(name: "Received", value: "from a (a [192.0.2.1]) by mx.corp.example with ESMTP id 1")]
      $0.variant = "long"
    }
    let found = Self.copies([short, long, short.outlookItem])
    #expect(found == [short.outlookItem.facts.digest: long.facts.digest])
  }

  @Test func aCopyOfACopyIsOneOfTheReceivedMail() {
    let mail = Self.received()
    let withIdentifier = mail.outlookItem.changed { ($0.id, $0.day) = (mail.id, $0.day + 200 * Self.second) }
    let without = mail.outlookItem.changed { $0.day += 400 * Self.second }
    let found = Self.copies([mail, withIdentifier, without])
    #expect(Set(found.values) == [mail.facts.digest])
    #expect(found.count == 2)
  }

  @Test func newslettersAndCrowdsDecideNothing() {
    let many = (0..<200).map { number in
      Self.received { ($0.id, $0.variant) = ("n\(number)@corp.example", "\(number)") }
    }
    #expect(Self.copies(many + [many[0].outlookItem]).isEmpty)
  }

  @Test func tenThousandItemsOfOneSubjectTakeNoTime() {
    var search = CopySearch()
    var facts: [ContentDigest: MessageFacts] = [:]
    let item = Self.received().outlookItem.facts
    for number in 0..<10_000 {
      var one = item
      one.edges.message = ContentDigest(of: "\(number)")
      facts[one.digest] = one
      search.add(one)
    }
    var asked = 0
    let found = search.copies { digest -> MessageFacts? in
      asked += 1
      return facts[digest]
    }
    #expect(found == Copies() && asked == 0)
  }

  @Test func copiesDoNotCountAsHistory() {
    var archive = Archive()
    for number in 0..<6 {
      let mail = Self.received { ($0.id, $0.day, $0.subject) = ("m\(number)", Double(number), "Re: matter \(number)") }
      let place = archive.begin(mail.facts)
      archive.reply(in: place, mail.outlookItem.facts)
    }
    let last = Self.received().facts
    archive.begin(last)
    let evidence = archive.evidence(archive.messages)
    let keys = MessageKeys(last)
    let history = History(of: last, in: evidence.baselines.index)
    #expect(history.before(keys.author) == 6)
    #expect(history.before(keys.replyWithoutReferences) == 6)
    #expect(history.before(ObservationKey(.authorZone, "ann@corp.example", "0")) == 0)
  }

  @Test(arguments: [true, false]) func aHijackWithItsSentCopyIsOneFinding(hasIdentifier: Bool) {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    let received = Mail(
      id: "x@corp.example", from: "ann@corp.example", name: "Ann Example", to: ["bob@corp.example", "cy@corp.example"],
      subject: "Re: tender 7", day: 22, mailer: "PHPMailer 6.1", origin: "203.0.113.9", helo: "hacked.test",
      text: "Please see the attached document by the link:\nhttps://strange.test/quia-sit/dolorem.zip\n",
      newText: Array(1...9))
    let sent = received.outlookItem.changed { $0.id = hasIdentifier ? received.id : "" }
    archive.reply(in: thread, sent.facts)
    archive.reply(in: thread, received.facts, below: 1)
    #expect(archive.findings().map(\.message) == [received.facts.digest])
  }

  @Test func anOutlookItemAloneIsNotBlamedForWhatItLacks() {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    let item = Mail(
      id: "", from: "ann@corp.example", name: "Ann Example", subject: "Re: tender 7", day: 22, zone: 0, mailer: nil,
      origin: nil, text: "See http://new.test/a", threadIndex: Self.index(3)
    ).facts
    archive.reply(in: thread, item)
    let seen = archive.signals(of: item.digest)
    let groups = Set(seen.compactMap { SignalCatalogue.definition($0)?.group })
    #expect(groups.isDisjoint(with: [.client, .transport]))
    #expect(!seen.contains("reply-without-references"))
  }
}
