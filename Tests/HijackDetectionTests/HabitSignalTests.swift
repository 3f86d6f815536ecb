import MailModel
import Testing

@testable import HijackDetection

/// Twelve mails by Ann, changed by `change`, one a day.
private func anns(_ change: @Sendable (inout Mail) -> Void) -> [Mail] {
  (0..<12).map { number in
    var mail = Mail(
      id: "h\(number)", from: "ann@corp.example", name: "Ann Example", subject: "habit \(number)", day: Double(number),
      text: "Good morning.")
    change(&mail)
    return mail
  }
}

private func languages(_ value: String, field: HeaderName = "Accept-Language") -> [HeaderField] {
  [HeaderField(name: field, value: value)]
}

private let sealed = [HeaderField(name: "ARC-Authentication-Results", value: "i=1; mx.corp.example; dkim=pass")]
private let outlookEncoding = (transfer: "quoted-printable", charset: "iso-8859-1")
private let mailerEncoding = (transfer: "base64", charset: "utf-8")

/// Three mails by a partner whom the archive knows.
private let known = (0..<3).map {
  Mail(id: "p\($0)", from: "pat@partner-firm.example", name: "Pat Partner", day: Double($0))
}

private let stories: [SignalStory] = [
  // new-language-setting
  .init(
    signal: "new-language-setting", before: anns { $0.header = languages("de-DE, en-US") },
    judged: ann("a program that is set to Czech") { $0.header = languages("cs-CZ") }, fires: true),
  .init(
    signal: "new-language-setting", before: anns { $0.header = languages("de-DE", field: "Content-Language") },
    judged: ann("the language of the text") {
      $0.header = languages("en-US", field: "Content-Language")
      $0.text = "We have not had the parts that you were to send us, and would like to know when they will come."
    }, fires: false),
  .init(
    signal: "new-language-setting", before: anns { $0.header = languages("de-DE, en-US") },
    judged: ann("as ever, with weights") { $0.header = languages("de-DE,en-US;q=0.7") }, fires: false),
  .init(
    signal: "new-language-setting", before: anns { $0.header = languages("de-DE, en-US") },
    judged: ann("another program, in which nothing is known") {
      ($0.header, $0.mailer) = (languages("cs-CZ"), "iPhone Mail 18A")
    }, fires: false),
  .init(
    signal: "new-language-setting", before: anns { $0.header = languages("de-DE", field: "Content-Language") },
    judged: ann("a new computer") { $0.header = languages("cs-CZ", field: "Content-Language") },
    after: (0..<2).map { number in
      ann("l\(number)") {
        ($0.header, $0.day) = (languages("cs-CZ", field: "Content-Language"), 32 + Double(number))
      }
    }, fires: false),
  // new-encoding
  .init(
    signal: "new-encoding", before: anns { $0.encoding = outlookEncoding },
    judged: ann("put together by a script") { $0.encoding = mailerEncoding }, fires: true),
  .init(
    signal: "new-encoding", before: anns { $0.encoding = outlookEncoding },
    judged: ann("as ever") { $0.encoding = outlookEncoding }, fires: false),
  .init(
    signal: "new-encoding", before: anns { $0.encoding = outlookEncoding },
    judged: ann("with letters beyond ASCII for the first time") {
      ($0.encoding, $0.text) = (mailerEncoding, "Die Auszüge.")
    }, fires: false),
  .init(
    signal: "new-encoding", before: anns { $0.encoding = outlookEncoding },
    judged: ann("after an update") { $0.encoding = mailerEncoding },
    after: (0..<2).map { number in
      ann("l\(number)") { ($0.encoding, $0.day) = (mailerEncoding, 32 + Double(number)) }
    }, fires: false),
  // unsealed-against-habit
  .init(
    signal: "unsealed-against-habit",
    before: (0..<9).map { number in
      Mail(id: "s\(number)", from: "pat@partner-firm.example", day: Double(number), header: sealed)
    },
    judged: stranger("without its seals") { $0.from = "pat@partner-firm.example" }, fires: true),
  .init(
    signal: "unsealed-against-habit",
    before: (0..<9).map { number in
      Mail(id: "s\(number)", from: "pat@partner-firm.example", day: Double(number), header: number < 7 ? sealed : [])
    },
    judged: stranger("of which some have none") { $0.from = "pat@partner-firm.example" }, fires: false),
  .init(
    signal: "unsealed-against-habit",
    before: (0..<9).map { number in
      Mail(id: "s\(number)", from: "pat@partner-firm.example", day: Double(number), header: sealed)
    },
    judged: stranger("after a move to another service") { $0.from = "pat@partner-firm.example" },
    after: (0..<2).map { number in
      Mail(id: "m\(number)", from: "pat@partner-firm.example", subject: "Re: tender 7", day: 32 + Double(number))
    }, fires: false),
  // signed-by-another
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("with the true address below") {
      ($0.name, $0.text) = (
        "Pat Partner", "See http://new.test/a\n\nKind regards\nPat Partner\npat@partner-firm.example"
      )
    }, fires: true),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("under another name") {
      ($0.name, $0.text) = ("Office Sales", "See the list.\n\nMit freundlichen Grüßen\nPat Partner\nEinkauf")
    }, fires: true),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("who speaks of somebody") {
      $0.text = "Please write to pat@partner-firm.example from now on, who knows all of it.\n\nKind regards\nEve Other"
    }, fires: false),
  .init(
    signal: "signed-by-another", before: known,
    judged: ann("with somebody's address for the reader") {
      $0.text = "Here it is:\npat@partner-firm.example\n\nKind regards\nAnn Example\nann@corp.example"
    }, fires: false),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("who quotes a signature") {
      $0.text = "Thank you.\n\n> Kind regards\n> Pat Partner\n> pat@partner-firm.example\n"
    }, fires: false),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("an assistant of the same house") {
      ($0.from, $0.name) = ("assistant@partner-firm.example", "Ada Assist")
      $0.text = "The list follows.\n\nKind regards\nPat Partner\npat@partner-firm.example"
    }, fires: false),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("a private account that stays") {
      ($0.name, $0.text) = ("Pat Partner", "As agreed.\n-- \nPat Partner\npat@partner-firm.example")
    },
    after: (0..<3).map { number in
      stranger("l\(number)") {
        ($0.name, $0.text) = ("Pat Partner", "As agreed.\n-- \nPat Partner\npat@partner-firm.example")
        $0.day = 30 + Double(number)
      }
    }, fires: false),
  .init(
    signal: "signed-by-another", before: known,
    judged: stranger("below a list's footer") {
      $0.header = [HeaderField(name: "List-Id", value: "<chat.lists.test>")]
      $0.text = "I agree.\n\nRegards\nPat Partner\npat@partner-firm.example"
    }, fires: false),
]

@Suite struct HabitSignalTests {
  @Test(arguments: stories) func story(_ story: SignalStory) {
    #expect(story.seen().contains(story.signal) == story.fires)
  }

  @Test(arguments: [
    (
      "See below.\n\nBest regards,\nAnn Example\nHead of Sales\nEmail: ann@corp.example", "Ann Example",
      ["ann@corp.example"]
    ),
    ("Siehe unten.\n\nMit freundlichen Grüßen\n\ni. A. Eva Muster\n", "i. A. Eva Muster", []),
    ("Bien à vous\nJean-Luc Dupont\n<jl@firme.example>\n", "Jean-Luc Dupont", ["jl@firme.example"]),
    ("Ask ann@corp.example, please.\n", "", []),
    ("Hi.\n-- \nBob Sample\nbob@corp.example\n", "Bob Sample", ["bob@corp.example"]),
    ("Regards\nthe whole team of 12\n", "", []), ("", "", []), ("Regards", "", []),
  ]) func signatures(text: String, name: String, addresses: [String]) {
    let signature = Mail(id: "s", from: "x@x.test", text: text).facts.signature
    #expect(signature.name == name)
    #expect(signature.addresses == addresses)
  }
}
