import Conversations
import MailModel
import Testing

@testable import HijackDetection

/// Bob, whose words are those of the matter, and the people whom he writes to.
private let bobOnTheMatter = Mail(
  id: "t3", from: "bob@corp.example", name: "Bob Sample", to: ["ann@corp.example"], subject: "Re: tender 7", day: 21.5,
  inReplyTo: ["t2@corp.example"],
  text: """
    The foundry delivers the castings in September, and the bearings follow with the gearbox from Rotterdam. The \
    drawings of the flange need another tolerance, the surveyor says, before the crane lifts anything.
    """)

private func later(_ id: String, day: Double, below parent: String = "t3", _ text: String = "Thank you.") -> Mail {
  Mail(
    id: id, from: "bob@corp.example", name: "Bob Sample", to: ["ann@corp.example"], subject: "Re: tender 7", day: day,
    inReplyTo: [parent], text: text)
}

/// Mail of a partner firm that signs it, but for the first few.
private func signedMail(_ count: Int, unsigned: Int = 0) -> [Mail] {
  (0..<count).map { number in
    var mail = Mail(id: "s\(number)", from: "pat@partner-firm.example", day: Double(number))
    guard number >= unsigned else { return mail }
    mail.header = [HeaderField(name: "DKIM-Signature", value: "v=1; a=rsa-sha256; d=partner-firm.example; s=k")]
    return mail
  }
}

private let german = bobOnTheMatter.changed {
  $0.text = "Das ist nicht die Zeichnung, die wir von Ihnen haben wollten, und sie ist auch nicht die letzte."
}

private let stories: [SignalStory] = [
  // Identity
  .init(
    signal: "known-mailbox-new-domain", judged: stranger("ann elsewhere") { $0.from = "ann.b@corp-mail.test" },
    fires: false),
  .init(
    signal: "known-mailbox-new-domain",
    before: (0..<3).map { Mail(id: "k\($0)", from: "pat.miller@partner.example", day: Double($0)) },
    judged: stranger("the same mailbox on a new domain") { $0.from = "pat.miller@part-ner.test" }, fires: true),
  .init(
    signal: "known-mailbox-new-domain",
    before: (0..<3).map { Mail(id: "k\($0)", from: "office@partner.example", day: Double($0)) },
    judged: stranger("everybody's office") { $0.from = "office@else.test" }, fires: false),
  .init(
    signal: "several-names",
    before: [Mail(id: "o", from: "x@strange.test", name: "Cy Other", day: 21)],
    judged: stranger("the second name") { $0.name = "Ann Example" }, fires: true),
  .init(
    signal: "several-names",
    before: [Mail(id: "o", from: "x@strange.test", name: "Example, Ann", day: 21)],
    judged: stranger("the same name turned round") { $0.name = "Ann Example" }, fires: false),
  .init(
    signal: "look-alike-recipient", inThread: [partner],
    judged: ann("to the imitator") { $0.to = ["pat@parther-firm.example"] }, fires: true),
  .init(
    signal: "look-alike-recipient", inThread: [partner],
    judged: ann("to the partner") { $0.to = ["pat@partner-firm.example"] }, fires: false),
  // Client and transport
  .init(
    signal: "new-writing-habit",
    judged: ann("another order") {
      $0.fieldOrder = ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"]
    }, fires: true),
  .init(signal: "new-writing-habit", judged: ann("as ever"), fires: false),
  .init(
    signal: "unsigned-against-habit",
    before: signedMail(9),
    judged: stranger("without a signature") { $0.from = "pat@partner-firm.example" }, fires: true),
  .init(
    signal: "unsigned-against-habit", before: signedMail(9),
    judged: stranger("signed by the domain above its own") {
      $0.from = "pat@mail.partner-firm.example"
      $0.header = [HeaderField(name: "DKIM-Signature", value: "v=1; d=partner-firm.example; s=k; a=rsa-sha256")]
    }, fires: false),
  .init(
    signal: "unsigned-against-habit", before: signedMail(9, unsigned: 2),
    judged: stranger("from a firm that has programs which do not sign") { $0.from = "pat@partner-firm.example" },
    fires: false),
  .init(
    signal: "unsigned-against-habit", before: signedMail(9),
    judged: stranger("as the author's own mailbox keeps it") {
      ($0.from, $0.origin) = ("pat@partner-firm.example", nil)
    }, fires: false),
  .init(
    signal: "burst-of-bounces", judged: ann("sent to an old archive"),
    after: (0..<3).map { number in
      var mail = Mail(
        id: "b\(number)", from: "mailer-daemon@mx.test", to: ["ann@corp.example"], subject: "Undelivered", day: 22.1)
      mail.returnPath = "<>"
      mail.variant = "\(number)"
      return mail
    }, fires: true),
  .init(
    signal: "burst-of-bounces",
    before: (0..<4).map { number in
      var mail = Mail(
        id: "o\(number)", from: "mailer-daemon@mx.test", to: ["ann@corp.example"], subject: "Undelivered",
        day: Double(number))
      mail.returnPath = "<>"
      return mail
    },
    judged: ann("her mail bounces at all times"),
    after: (0..<3).map { number in
      var mail = Mail(
        id: "b\(number)", from: "mailer-daemon@mx.test", to: ["ann@corp.example"], subject: "Undelivered", day: 22.1)
      mail.returnPath = "<>"
      mail.variant = "\(number)"
      return mail
    }, fires: false),
  // Thread
  .init(
    signal: "off-topic-reply", inThread: [bobOnTheMatter],
    judged: ann("about nothing") {
      ($0.text, $0.inReplyTo) = (
        "Kindly consult the enclosed overview regarding outstanding settlement: http://new.test/overview", ["t3"]
      )
    }, fires: true),
  .init(
    signal: "off-topic-reply", inThread: [bobOnTheMatter],
    judged: ann("about the castings") {
      ($0.text, $0.inReplyTo) = (
        "The castings from Rotterdam are described in this overview, with all tolerances: http://new.test/overview",
        ["t3"]
      )
    }, fires: false),
  .init(
    signal: "passed-over", inThread: [bobOnTheMatter],
    judged: ann("nobody answers") { ($0.text, $0.inReplyTo) = ("See http://new.test/a", ["t3"]) },
    after: [later("l1", day: 23), later("l2", day: 24)], fires: true, goesOnBelow: 2),
  .init(
    signal: "passed-over", inThread: [bobOnTheMatter],
    judged: ann("all answer another, and one quotes it") {
      ($0.text, $0.inReplyTo) = ("See http://new.test/a", ["t3"])
    },
    after: [later("l1", day: 23), later("l2", day: 24).changed { $0.quotedText = Array(61...70) }], fires: false,
    goesOnBelow: 2),
  .init(
    signal: "passed-over", inThread: [bobOnTheMatter],
    judged: ann("only its author goes on") { ($0.text, $0.inReplyTo) = ("See http://new.test/a", ["t3"]) },
    after: [later("l1", day: 23), later("l2", day: 24)].map { $0.changed { $0.from = "ann@corp.example" } },
    fires: false, goesOnBelow: 2),
  .init(
    signal: "passed-over", inThread: [bobOnTheMatter],
    judged: ann("thanks that nobody answers") { $0.inReplyTo = ["t3"] },
    after: [later("l1", day: 23), later("l2", day: 24)], fires: false, goesOnBelow: 2),
  .init(
    signal: "language-differs", inThread: [german],
    judged: ann("in English") {
      ($0.text, $0.inReplyTo) = ("Please have a look at what we are sending you with this mail, and tell us.", ["t3"])
    }, fires: false),
  .init(
    signal: "language-differs", inThread: [german],
    judged: stranger("in French") {
      ($0.text, $0.inReplyTo) = (
        "Vous trouverez tout ce que nous avons dans les pages qui sont sur notre site, avec les prix.", ["t3"]
      )
    }, fires: true),
  .init(
    signal: "language-differs", inThread: [german],
    judged: stranger("in German too") {
      ($0.text, $0.inReplyTo) = ("Wir haben das nicht von Ihnen, und es ist auch nicht bei uns.", ["t3"])
    }, fires: false),
  .init(
    signal: "recipients-gathered",
    inThread: [
      bobOnTheMatter.changed {
        ($0.id, $0.cc, $0.day) = ("t2b", ["cy@corp.example", "di@corp.example", "eve@corp.example"], 21.2)
      }, bobOnTheMatter,
    ],
    judged: ann("to all who ever were there") {
      ($0.inReplyTo, $0.cc) = (["t3"], ["cy@corp.example", "di@corp.example", "eve@corp.example"])
    }, fires: true),
  .init(
    signal: "recipients-gathered",
    inThread: [
      bobOnTheMatter.changed { $0.cc = ["cy@corp.example", "di@corp.example", "eve@corp.example"] }
    ],
    judged: ann("to all of the answered mail") {
      ($0.inReplyTo, $0.cc) = (["t3"], ["cy@corp.example", "di@corp.example", "eve@corp.example"])
    }, fires: false),
  .init(
    signal: "ancestor-omitted", judged: ann("names what nobody knows") { $0.inReplyTo = ["elsewhere@else.test"] },
    fires: true, link: .quotedHistory),
  .init(
    signal: "ancestor-omitted", judged: ann("names its parent"), fires: false),
  // Altered quotations
  .init(
    signal: "altered-amount",
    inThread: [partner.changed { ($0.text, $0.newText) = ("We agreed on EUR 12.500,00 for it.", Array(200...219)) }],
    judged: ann("more in the quote") {
      ($0.text, $0.quotedText, $0.inReplyTo) = (
        "Yes.\n\n> We agreed on EUR 92.500,00 for it.\n", Array(200...219), ["t3"]
      )
    }, fires: true),
  .init(
    signal: "altered-amount",
    inThread: [partner.changed { ($0.text, $0.newText) = ("We agreed on EUR 12.500,00 for it.", Array(200...219)) }],
    judged: ann("written otherwise") {
      ($0.text, $0.quotedText, $0.inReplyTo) = ("Yes.\n\n> We agreed on EUR 12,500 for it.\n", Array(200...219), ["t3"])
    }, fires: false),
  .init(
    signal: "altered-link",
    inThread: [
      partner.changed { ($0.text, $0.newText) = ("All is on http://files.partner-firm.test/list", Array(200...219)) }
    ],
    judged: ann("leads elsewhere in the quote") {
      ($0.text, $0.quotedText, $0.inReplyTo) = (
        "Yes.\n\n> All is on http://files.evil-host.test/list\n", Array(200...219), ["t3"]
      )
    }, fires: true),
  .init(
    signal: "altered-link",
    inThread: [
      partner.changed { ($0.text, $0.newText) = ("All is on http://files.partner-firm.test/list", Array(200...219)) }
    ],
    judged: ann("rewritten by a gateway in the quote") {
      ($0.text, $0.quotedText, $0.inReplyTo) = (
        "Yes.\n\n> All is on https://eu01.safelinks.protection.outlook.com/?url=http%3A%2F%2Ffiles.partner-firm.test%2Flist\n",
        Array(200...219), ["t3"]
      )
    }, fires: false),
  .init(
    signal: "altered-address", inThread: [partner],
    judged: ann("another address in the quote") {
      ($0.text, $0.inReplyTo) = ("Yes.\n\n> Write to pat@parther-firm.example then.\n", ["t3"])
    }, fires: true),
  .init(
    signal: "altered-address", inThread: [partner],
    judged: ann("the partner's address in the quote") {
      ($0.text, $0.inReplyTo) = ("Yes.\n\n> Write to pat@partner-firm.example then.\n", ["t3"])
    }, fires: false),
  // Payload
  .init(
    signal: "file-share-new", judged: ann("a drive") { $0.text = "See https://drive.google.com/uc?id=aB3xY9kLmN" },
    fires: true),
  .init(
    signal: "file-share-new",
    before: [Mail(id: "d", from: "ann@corp.example", day: 3, text: "See https://drive.google.com/uc?id=old")],
    judged: ann("the drive as ever") { $0.text = "See https://drive.google.com/uc?id=aB3xY9kLmN" }, fires: false),
  .init(
    signal: "file-share-new",
    judged: ann("a page that leads to a drive") {
      $0.attachments = [.made("a.pdf", .pdf).leading(to: ["https://drive.google.com/uc?id=aB3xY9kLmN"])]
    }, fires: true),
  .init(
    signal: "file-share-new",
    judged: ann("a page that leads to everybody's search") {
      $0.attachments = [.made("a.pdf", .pdf).leading(to: ["https://www.google.com/search?q=a"])]
    }, fires: false),
  .init(
    signal: "random-link-path", judged: ann("a word of chance") { $0.text = "See http://new.test/a/7k2m9x4q1z.php" },
    fires: true),
  .init(
    signal: "random-link-path", judged: ann("a word of people") { $0.text = "See http://new.test/products/gearboxes" },
    fires: false),
  .init(
    signal: "open-redirect",
    judged: ann("leads on") { $0.text = "See http://r.new.test/track?u=https%3A%2F%2Fother.test%2Fx" }, fires: true),
  .init(
    signal: "open-redirect",
    judged: ann("leads on at home") { $0.text = "See http://r.new.test/login?u=https%3A%2F%2Fwww.new.test%2Fx" },
    fires: false),
]

@Suite struct ContinuitySignalTests {
  @Test(arguments: stories) func story(_ story: SignalStory) {
    #expect(story.seen().contains(story.signal) == story.fires)
  }

  @Test func signalsNameTheBytesTheyRestOn() throws {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    var attachment = AttachmentFact.made("diagram-7.xls", .oleXls, techniques: ["xlm-macrosheet"])
    attachment.range = ByteRange(offset: 900, length: 5000)
    let judged = ann("macro") { $0.attachments = [attachment] }.facts
    archive.reply(in: thread, judged)
    let observed = try #require(archive.observed(in: thread).first { $0.message == judged.digest })
    let risky = try #require(observed.signals.first { $0.id == "risky-attachment-new" })
    #expect(risky.ranges == [ByteRange(offset: 900, length: 5000)])
    #expect(
      judged.ranges(of: [.from, .subject]) == [ByteRange(offset: 44, length: 20), ByteRange(offset: 110, length: 20)])
    #expect(judged.ranges(of: []) == nil)
  }

  @Test(
    arguments: [
      ("We have not had the parts that you were to send us, and would like to know when they will come.", "en"),
      ("Wir haben die Teile noch nicht bekommen und wüssten gern, wann sie bei uns sind.", "de"),
      ("Nous avons reçu les pièces mais pas encore la facture, vous pouvez nous dire quand elle sera là ?", "fr"),
      ("Hemos recibido las piezas, pero no la factura para este mes; gracias por su respuesta.", "es"),
      ("Abbiamo ricevuto i pezzi ma non la fattura, può dirci quando sarà pronta? Grazie per la risposta.", "it"),
      ("Recebemos as peças mas não a fatura, você pode nos dizer quando ela está pronta? Obrigado.", "pt"),
      ("We hebben de onderdelen nog niet, kunnen jullie zeggen wanneer het wordt verzonden?", "nl"),
      ("Nie mamy jeszcze części, czy może pan powiedzieć, kiedy będzie dostawa? Dziękuję.", "pl"),
      ("Мы не получили детали, можно ли узнать, как это будет?", "ru"),
      ("Ми ще не отримали деталі, чи можна дізнатися, коли це буде?", "uk"),
      ("Δεν έχουμε λάβει ακόμη τα εξαρτήματα από εσάς.", "el"), ("部品はまだ届いていません。いつになりますか。", "ja"),
      ("我们还没有收到零件，请告诉我们什么时候可以到。", "zh"), ("아직 부품을 받지 못했습니다.", "ko"),
    ]) func languages(text: String, language: String)
  {
    #expect(TextProfile(PhraseText.normalised(text)).language == language)
  }

  @Test func amountsAreComparedByTheirValue() {
    #expect(MoneyAmount.found(in: "EUR 12.500,00 and € 12,500 and 12'500 EUR") == ["EUR 12500"])
    #expect(
      MoneyAmount.found(in: "$1,234.50, GBP 99.9, 5 EUR, version 1.2.3, 2021-09-14") == ["USD 1234.5", "GBP 99.9"])
    #expect(MoneyAmount.found(in: "").isEmpty)
  }

  /// Hostile text costs no more than its length.
  @Test func longTextsAreReadOnce() {
    let text = String(repeating: "1,1 @a. € ", count: 20_000)
    #expect(MoneyAmount.found(in: text).count <= 16)
    #expect(QuotedAddresses.found(in: QuotedHistory("> " + text)).count <= 16)
    _ = TextProfile(PhraseText.normalised(text))
  }
}
