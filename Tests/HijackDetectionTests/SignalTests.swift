import Conversations
import MailModel
import Testing

@testable import HijackDetection

/// For each signal a conversation that fires it, and a near one that must not.
struct SignalStory: Sendable, CustomTestStringConvertible {
  var signal: String
  /// Messages before the judged one, on top of the ordinary archive and the tender thread.
  var before: [Mail] = []
  /// Messages in the tender thread before the judged one.
  var inThread: [Mail] = []
  /// The judged message, an answer in the tender thread.
  var judged: Mail
  /// Messages that follow in the thread.
  var after: [Mail] = []
  var fires: Bool
  /// Why the judged message stands below its parent.
  var link = LinkReason.references
  /// The place in the thread below which the messages that follow stand; nil for the last before each.
  var goesOnBelow: Int?

  var testDescription: String { "\(signal) \(fires ? "fires" : "stays silent") \(judged.id)" }

  func seen() -> Set<String> {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    for mail in before { archive.begin(mail.facts) }
    for mail in inThread { archive.reply(in: thread, mail.facts) }
    let facts = judged.facts
    archive.reply(in: thread, facts)
    archive.links[facts.digest] = link
    for mail in after { archive.reply(in: thread, mail.facts, below: goesOnBelow) }
    return archive.signals(of: facts.digest)
  }
}

/// Ann's ordinary answer in the tender thread, changed by `change`.
func ann(_ id: String, _ change: (inout Mail) -> Void = { _ in }) -> Mail {
  var mail = Mail(
    id: id, from: "ann@corp.example", name: "Ann Example", subject: "Re: tender 7", day: 22,
    inReplyTo: ["t2@corp.example"], newText: Array(61...70), quotedText: Array(31...50))
  change(&mail)
  return mail
}

/// A message by a stranger in the tender thread, changed by `change`.
func stranger(_ id: String, _ change: (inout Mail) -> Void = { _ in }) -> Mail {
  ann(id) { mail in
    mail.from = "x@strange.test"
    mail.name = ""
    mail.origin = "203.0.113.9"
    mail.helo = "strange.test"
    change(&mail)
  }
}

/// A partner's answer in the tender thread.
let partner = Mail(
  id: "t3", from: "pat@partner-firm.example", to: ["ann@corp.example"], subject: "Re: tender 7", day: 21.5,
  inReplyTo: ["t2@corp.example"])

/// A header of Thread-Index whose clock says 2021-06-22 (desktop form), with so many blocks without delay.
private func threadIndex(blocks: Int, startingOnDay day: Double = 21) -> [UInt8] {
  let ticks = UInt64(Archive.start + Int64(day * 86_400) + 11_644_473_600) * 10_000_000
  let clock = stride(from: 56, through: 16, by: -8).map { UInt8(truncatingIfNeeded: ticks >> UInt64($0)) }
  return clock + Array(repeating: 7, count: 16) + (0..<blocks).flatMap { _ -> [UInt8] in [0, 0, 0, 0, 9] }
}

private let stories: [SignalStory] = [
  // Identity
  .init(signal: "known-name-new-address", judged: stranger("a") { $0.name = "Ann Example" }, fires: true),
  .init(
    signal: "known-name-new-address", judged: stranger("name turned round") { $0.name = "Example, Ann" }, fires: true),
  .init(
    signal: "known-name-new-address",
    judged: stranger("Exchange's own name for her") {
      ($0.name, $0.from) = ("Ann Example", "IMCEAEX-_o=Corp_cn=ann@exchange.invalid")
    }, fires: false),
  .init(
    signal: "unlike-named-client",
    judged: stranger("her name, another program") { ($0.name, $0.mailer) = ("Ann Example", "PHPMailer 6") }, fires: true
  ),
  .init(
    signal: "unlike-named-client", judged: stranger("her name and program") { $0.name = "Ann Example" }, fires: false),
  .init(
    signal: "unlike-named-client", judged: ann("herself, another program") { $0.mailer = "PHPMailer 6" }, fires: false),
  .init(
    signal: "unlike-named-origin", judged: stranger("her name, another place") { $0.name = "Ann Example" }, fires: true),
  .init(
    signal: "unlike-named-origin",
    judged: stranger("her name, her place") {
      ($0.name, $0.origin, $0.helo) = ("Ann Example", "198.51.100.7", "mail.corp.example")
    }, fires: false),
  .init(signal: "known-name-new-address", judged: stranger("unknown name") { $0.name = "Eve Other" }, fires: false),
  .init(signal: "known-name-new-address", judged: ann("known address"), fires: false),
  .init(signal: "look-alike-participant", judged: stranger("one edit") { $0.from = "ann@corpp.example" }, fires: false),
  .init(
    signal: "look-alike-participant", inThread: [partner],
    judged: stranger("th for tn") { $0.from = "pat@parther-firm.example" }, fires: true),
  .init(
    signal: "look-alike-participant",
    inThread: [partner, stranger("first") { ($0.from, $0.day) = ("pat@parther-firm.example", 21.8) }],
    judged: stranger("the second message of the imitator") { $0.from = "pat@parther-firm.example" }, fires: true),
  .init(
    signal: "look-alike-participant", inThread: [partner],
    judged: stranger("the partner again") { $0.from = "pat@partner-firm.example" }, fires: false),
  .init(
    signal: "look-alike-participant",
    before: (0..<3).map { Mail(id: "s\($0)", from: "s@parther-firm.example", day: Double($0)) }, inThread: [partner],
    judged: stranger("a sister firm with a past") { $0.from = "s@parther-firm.example" }, fires: false),
  .init(
    signal: "look-alike-domain",
    before: (0..<4).map { Mail(id: "p\($0)", from: "p@partner-firm.example", day: Double($0)) },
    judged: stranger("rn for m") { $0.from = "p@partner-firrn.example" }, fires: true),
  .init(
    signal: "look-alike-domain",
    before: (0..<4).map { Mail(id: "p\($0)", from: "p@partner-firm.example", day: Double($0)) },
    judged: stranger("another ending") { $0.from = "p@partner-firm.test" }, fires: true),
  .init(
    signal: "look-alike-domain",
    before: (0..<4).map { Mail(id: "p\($0)", from: "p@partner-firm.example", day: Double($0)) }
      + (0..<4).map { Mail(id: "s\($0)", from: "s@partner-farm.example", day: Double($0)) },
    judged: stranger("a sister firm with a past") { $0.from = "s@partner-farm.example" }, fires: false),
  .init(
    signal: "name-shows-other-address", judged: stranger("shows ann") { $0.name = "ann@corp.example" }, fires: true),
  .init(
    signal: "name-shows-other-address", judged: stranger("shows itself") { $0.name = "x@strange.test" }, fires: false),
  .init(signal: "reply-to-diverted", judged: ann("leads away") { $0.replyTo = ["ann@else.test"] }, fires: true),
  .init(signal: "reply-to-diverted", judged: ann("a colleague") { $0.replyTo = ["bob@corp.example"] }, fires: false),
  .init(
    signal: "reply-to-diverted",
    before: [Mail(id: "r", from: "ann@corp.example", day: 5, replyTo: ["ann@private.test"])],
    judged: ann("as ever") { $0.replyTo = ["ann@private.test"] }, fires: false),
  .init(signal: "return-path-diverted", judged: ann("bounces away") { $0.returnPath = "<b@else.test>" }, fires: true),
  .init(
    signal: "return-path-diverted", judged: ann("bounces home") { $0.returnPath = "<ann@corp.example>" }, fires: false),
  // Client and transport
  .init(signal: "new-client", judged: ann("by php") { $0.mailer = "PHPMailer 6" }, fires: true),
  .init(signal: "new-client", judged: ann("a newer version") { $0.mailer = "Mozilla Thunderbird 91" }, fires: false),
  .init(signal: "new-client", judged: stranger("no past") { $0.mailer = "PHPMailer 6" }, fires: false),
  .init(
    signal: "new-origin", judged: ann("elsewhere") { ($0.origin, $0.helo) = ("203.0.113.9", "host.test") }, fires: true),
  .init(signal: "new-origin", judged: ann("same host, other net") { $0.origin = "203.0.113.9" }, fires: false),
  .init(signal: "new-time-zone", judged: ann("far east") { $0.zone = 480 }, fires: true),
  .init(signal: "new-time-zone", judged: ann("winter time") { $0.zone = 60 }, fires: false),
  .init(
    signal: "new-client-and-origin",
    judged: ann("both") { ($0.mailer, $0.origin, $0.helo) = ("PHPMailer 6", "203.0.113.9", "host.test") }, fires: true),
  .init(signal: "new-client-and-origin", judged: ann("client only") { $0.mailer = "PHPMailer 6" }, fires: false),
  .init(
    signal: "client-recurs", judged: ann("new phone") { $0.mailer = "iPhone Mail 18A" },
    after: (0..<3).map { number in
      ann("later\(number)") { ($0.mailer, $0.day) = ("iPhone Mail 18B", 25 + Double(number)) }
    }, fires: true),
  .init(
    signal: "client-recurs",
    judged: ann("only the program is new, and the place comes back") {
      $0.mailer = "iPhone Mail 18A"
    }, after: (0..<4).map { number in ann("later\(number)") { $0.day = 25 + Double(number) } }, fires: false),
  .init(signal: "client-recurs", judged: ann("once") { $0.mailer = "iPhone Mail 18A" }, fires: false),
  .init(
    signal: "missing-thread-index", judged: stranger("calls itself Outlook") { $0.mailer = "Microsoft Outlook 16.0" },
    fires: true),
  .init(
    signal: "missing-thread-index",
    judged: stranger("has it") {
      ($0.mailer, $0.threadIndex) = ("Microsoft Outlook 16.0", Array(repeating: 1, count: 22))
    },
    fires: false),
  // Thread
  .init(signal: "reply-without-references", judged: ann("names nothing") { $0.inReplyTo = [] }, fires: true),
  .init(signal: "reply-without-references", judged: ann("names its parent"), fires: false),
  .init(
    signal: "reply-without-references",
    before: (0..<3).map { Mail(id: "n\($0)", from: "ann@corp.example", subject: "Re: old", day: Double($0)) },
    judged: ann("never does") { $0.inReplyTo = [] }, fires: false),
  .init(signal: "dormant-thread-revived", judged: ann("a year on") { $0.day = 387 }, fires: true),
  .init(signal: "dormant-thread-revived", judged: ann("a month on") { $0.day = 51 }, fires: false),
  .init(signal: "quote-without-ancestor", judged: ann("alien quote") { $0.quotedText = Array(500...540) }, fires: true),
  .init(
    signal: "quote-without-ancestor", judged: ann("grandparent's words") { $0.quotedText = Array(1...20) }, fires: false
  ),
  .init(signal: "repeated-reply-prefix", judged: ann("twice") { $0.subject = "Re: Re: tender 7" }, fires: true),
  .init(signal: "repeated-reply-prefix", judged: ann("once only"), fires: false),
  .init(signal: "author-new-to-thread", judged: stranger("injected"), fires: true),
  .init(signal: "author-new-to-thread", judged: ann("a participant"), fires: false),
  .init(
    signal: "warned-by-reader", judged: ann("doubted"),
    after: [
      Mail(
        id: "w", from: "bob@corp.example", to: ["ann@corp.example"], subject: "Re: tender 7", day: 22.1,
        inReplyTo: ["doubted"], text: "Ann, did you send this?")
    ], fires: true),
  .init(
    signal: "warned-by-reader", judged: ann("thanked"),
    after: [Mail(id: "w", from: "bob@corp.example", subject: "Re: tender 7", day: 22.1, text: "Thank you, Ann.")],
    fires: false),
  // Payload
  .init(signal: "new-link-domain", judged: ann("new host") { $0.text = "See http://new.test/a" }, fires: true),
  .init(
    signal: "new-link-domain", judged: ann("own host") { $0.text = "See http://intranet.corp.example/a" }, fires: false),
  .init(
    signal: "new-link-domain", judged: ann("everyone's host") { $0.text = "See https://www.google.com/a" }, fires: false
  ),
  .init(
    signal: "new-link-domain", judged: ann("quoted only") { $0.text = "Yes.\n\n> See http://new.test/a\n> and so on" },
    fires: false),
  .init(
    signal: "new-link-domain",
    before: [Mail(id: "l", from: "cy@corp.example", day: 2, text: "as http://new.test/b says")],
    judged: ann("linked weeks ago") { $0.text = "See http://new.test/a" }, fires: false),
  .init(
    signal: "new-link-domain",
    before: [Mail(id: "l", from: "cy@corp.example", day: 21, text: "as http://new.test/b says")],
    judged: ann("linked in the same wave") { $0.text = "See http://new.test/a" }, fires: true),
  .init(
    signal: "new-link-domain",
    judged: ann("rewritten by a gateway") {
      $0.text =
        "https://eu01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.corp.example%2Fx&data=05"
    }, fires: false),
  .init(
    signal: "campaign-link-path", judged: ann("latin zip") { $0.text = "http://h.test/quia-sit/dolorem.zip" },
    fires: true),
  .init(
    signal: "campaign-link-path", judged: ann("digits") { $0.text = "http://h.test/etveniam/quidem-1234567" },
    fires: true),
  .init(
    signal: "campaign-link-path", judged: ann("a date") { $0.text = "http://h.test/news/report-20210914" }, fires: false
  ),
  .init(
    signal: "campaign-link-path", judged: ann("a page") { $0.text = "http://h.test/en/about-us.html" }, fires: false),
  .init(signal: "link-to-archive", judged: ann("zip") { $0.text = "http://h.test/a/b/c/d/e.zip" }, fires: true),
  .init(signal: "link-to-archive", judged: ann("pdf") { $0.text = "http://h.test/a/b/c/d/e.pdf" }, fires: false),
  .init(signal: "link-to-address", judged: ann("public") { $0.text = "http://203.0.113.8/x" }, fires: true),
  .init(signal: "link-to-address", judged: ann("private") { $0.text = "http://192.168.1.8/x" }, fires: false),
  .init(
    signal: "misleading-link-text",
    judged: ann("shows another") {
      ($0.text, $0.links) = (
        "See www.bank.example", [HyperLink(target: "http://evil.test/x", text: "www.bank.example")]
      )
    }, fires: true),
  .init(
    signal: "misleading-link-text",
    judged: ann("shows words") {
      ($0.text, $0.links) = ("See the page here", [HyperLink(target: "http://evil.test/x", text: "here")])
    }, fires: false),
  .init(
    signal: "risky-attachment-new",
    judged: ann("macro") { $0.attachments = [.made("diagram-7.xls", .oleXls, techniques: ["xlm-macrosheet"])] },
    fires: true),
  .init(
    signal: "risky-attachment-new", judged: ann("plain workbook") { $0.attachments = [.made("list.xls", .oleXls)] },
    fires: false),
  .init(
    signal: "risky-attachment-new",
    before: (0..<3).map { number in
      var mail = Mail(id: "m\(number)", from: "ann@corp.example", day: Double(number))
      mail.attachments = [.made("budget\(number).xlsm", .ooxmlXlsm)]
      return mail
    },
    judged: ann("finance as ever") { $0.attachments = [.made("budget9.xlsm", .ooxmlXlsm)] }, fires: false),
  .init(
    signal: "malicious-attachment", judged: ann("bad") { $0.attachments = [.made("a.doc", .oleDoc, score: 0.9)] },
    fires: true),
  .init(
    signal: "malicious-attachment", judged: ann("good") { $0.attachments = [.made("a.doc", .oleDoc, score: 0.3)] },
    fires: false),
  .init(
    signal: "archive-password",
    judged: ann("locked") {
      ($0.text, $0.attachments) = ("Archive password: U523", [.made("a.zip", .zip, encrypted: true)])
    }, fires: true),
  .init(
    signal: "archive-password",
    judged: ann("open") { ($0.text, $0.attachments) = ("Archive password: U523", [.made("a.zip", .zip)]) }, fires: false
  ),
  .init(
    signal: "archive-password",
    judged: ann("no password") {
      ($0.text, $0.attachments) = ("I passed the files on.", [.made("a.zip", .zip, encrypted: true)])
    }, fires: false),
  .init(
    signal: "attachment-link-domain",
    judged: ann("a page that says open") {
      $0.attachments = [.made("a.pdf", .pdf).leading(to: ["https://never-seen.test/open"])]
    }, fires: true),
  .init(
    signal: "attachment-link-domain",
    judged: ann("a paper with its sources") {
      $0.attachments = [.made("a.pdf", .pdf).leading(to: (0..<9).map { "https://source\($0).test/a" })]
    }, fires: false),
  // Intent
  .init(
    signal: "new-bank-account",
    inThread: [partner.changed { $0.text = "Our account is DE89 3704 0044 0532 0130 00." }],
    judged: ann("another account") { $0.text = "Please pay to GB82 WEST 1234 5698 7654 32 from now on." }, fires: true),
  .init(
    signal: "new-bank-account",
    inThread: [partner.changed { $0.text = "Our account is DE89 3704 0044 0532 0130 00." }],
    judged: ann("the same account") { $0.text = "Please pay to DE89 3704 0044 0532 0130 00." }, fires: false),
  .init(
    signal: "new-bank-account",
    judged: ann("a first account") { $0.text = "Please pay to GB82 WEST 1234 5698 7654 32." }, fires: false),
  .init(
    signal: "bank-detail-change",
    judged: ann("new bank") { $0.text = "Please note our new bank details: DE89 3704 0044 0532 0130 00" }, fires: true),
  .init(signal: "bank-detail-change", judged: ann("an invoice") { $0.text = "The invoice is paid." }, fires: false),
  .init(
    signal: "generic-lure", judged: ann("lure") { $0.text = "Please see the attached by the link: http://h.test/x" },
    fires: true),
  .init(signal: "generic-lure", judged: ann("nothing to open") { $0.text = "Please see attached." }, fires: false),
  .init(
    signal: "credential-request",
    judged: ann("sign in") { $0.text = "Please confirm your account at http://h.test/x" }, fires: true),
  .init(
    signal: "credential-request", judged: ann("talk of it") { $0.text = "I had to confirm my order." }, fires: false),
  // Exculpation
  .init(
    signal: "quoted-later", judged: ann("gone on from"),
    after: [
      Mail(
        id: "q", from: "bob@corp.example", subject: "Re: tender 7", day: 23, inReplyTo: ["gone on from"],
        newText: Array(81...90), quotedText: Array(61...70))
    ], fires: true),
  .init(signal: "quoted-later", judged: ann("a leaf"), fires: false),
  .init(
    signal: "habitual-attachment",
    before: (0..<3).map { number in
      var mail = Mail(id: "m\(number)", from: "ann@corp.example", day: Double(number))
      mail.attachments = [.made("budget\(number).xlsm", .ooxmlXlsm)]
      return mail
    },
    judged: ann("again") { $0.attachments = [.made("budget9.xlsm", .ooxmlXlsm)] }, fires: true),
  .init(
    signal: "habitual-attachment", judged: ann("first") { $0.attachments = [.made("budget9.xlsm", .ooxmlXlsm)] },
    fires: false),
  .init(
    signal: "known-correspondent",
    before: (0..<3).flatMap { number in
      [
        Mail(id: "f\(number)", from: "q@partner-firm.example", name: "Quentin Quill", day: Double(number)),
        Mail(id: "g\(number)", from: "bob@corp.example", to: ["q@partner-firm.example"], day: Double(number) + 0.5),
      ]
    },
    judged: stranger("a second mailbox at a known firm") {
      ($0.from, $0.name) = ("quill@partner-firm.example", "Quentin Quill")
    }, fires: true),
  .init(
    signal: "known-correspondent", judged: stranger("unknown firm") { $0.name = "Ann Example" }, fires: false),
  .init(
    signal: "colleagues-changed",
    before: ["cy", "di"].flatMap { name in
      [10.0, 12].map { day in
        Mail(id: "\(name)\(day)", from: "\(name)@corp.example", day: day, origin: "203.0.113.9", helo: "new.host.test")
      }
    },
    judged: ann("after the migration") { ($0.origin, $0.helo) = ("203.0.113.9", "new.host.test") }, fires: true),
  .init(
    signal: "colleagues-changed",
    before: ["cy", "di"].map { name in
      Mail(id: name, from: "\(name)@corp.example", day: 18, origin: "203.0.113.9", helo: "new.host.test")
    },
    judged: ann("in the week of a wave") { ($0.origin, $0.helo) = ("203.0.113.9", "new.host.test") }, fires: false),
  .init(
    signal: "colleagues-changed",
    before: ["cy", "di"].map { name in
      Mail(id: name, from: "\(name)@corp.example", day: 12, origin: "203.0.113.9", helo: "new.host.test")
    },
    judged: ann("colleagues who did so once") { ($0.origin, $0.helo) = ("203.0.113.9", "new.host.test") }, fires: false),
  .init(
    signal: "colleagues-changed", judged: ann("alone") { ($0.origin, $0.helo) = ("203.0.113.9", "new.host.test") },
    fires: false),
  .init(
    signal: "index-extended",
    inThread: [ann("t3") { $0.threadIndex = threadIndex(blocks: 0) }],
    judged: ann("one block more") { ($0.threadIndex, $0.inReplyTo) = (threadIndex(blocks: 1), ["t3"]) }, fires: true),
  .init(
    signal: "index-extended",
    inThread: [ann("t3") { $0.threadIndex = threadIndex(blocks: 0) }],
    judged: stranger("one block more by nobody known") {
      ($0.threadIndex, $0.inReplyTo) = (threadIndex(blocks: 1), ["t3"])
    }, fires: false),
  .init(
    signal: "index-extended",
    inThread: [ann("t3") { $0.threadIndex = threadIndex(blocks: 0) }],
    judged: ann("two blocks more") { ($0.threadIndex, $0.inReplyTo) = (threadIndex(blocks: 2), ["t3"]) }, fires: false),
  .init(
    signal: "thread-index-broken",
    judged: ann("a clock of last year") { $0.threadIndex = threadIndex(blocks: 1, startingOnDay: -300) }, fires: true),
  .init(
    signal: "thread-index-broken",
    judged: ann("a clock of yesterday") { $0.threadIndex = threadIndex(blocks: 1) }, fires: false),
  .init(
    signal: "thread-index-broken",
    inThread: [partner.changed { $0.threadIndex = threadIndex(blocks: 1) }],
    judged: ann("a copied index") { ($0.threadIndex, $0.inReplyTo) = (threadIndex(blocks: 1), ["t3"]) }, fires: true),
  .init(
    signal: "altered-bank-details",
    inThread: [partner.changed { $0.text = "Our account is DE89 3704 0044 0532 0130 00." }],
    judged: ann("another account in the quote") {
      $0.text = "As you wrote.\n\n> Our account is GB82 WEST 1234 5698 7654 32.\n"
    }, fires: true),
  .init(
    signal: "altered-bank-details",
    inThread: [partner.changed { $0.text = "Our account is DE89 3704 0044 0532 0130 00." }],
    judged: ann("the same account in the quote") {
      $0.text = "As you wrote.\n\n> Our account is DE89370400440532013000.\n"
    }, fires: false),
  .init(
    signal: "forged-internal-authentication",
    judged: ann("internal from outside") {
      ($0.origin, $0.helo) = ("203.0.113.9", "host.test")
      $0.header = [HeaderField(name: "X-MS-Exchange-Organization-AuthAs", value: "Internal")]
    }, fires: true),
  .init(
    signal: "forged-internal-authentication",
    judged: ann("internal from inside") {
      $0.header = [HeaderField(name: "X-MS-Exchange-Organization-AuthAs", value: "Internal")]
    }, fires: false),
]

@Suite struct SignalTests {
  @Test(arguments: stories) func firesOnlyWhereItShould(_ story: SignalStory) {
    #expect(story.seen().contains(story.signal) == story.fires)
  }

  @Test func everySignalIsInTheCatalogueOnce() {
    let ids = SignalCatalogue.definitions.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(
      SignalCatalogue.definitions.allSatisfy {
        ($0.defaultWeight != 0) != $0.id.hasPrefix("server-") && !$0.summary.isEmpty
      })
  }
}
