import MailModel
import Testing

@testable import HijackDetection

/// For each signal of the mailboxes an archive that fires it, and near ones that must not.
struct MailboxStory: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var signal: String
  /// Mails by Ann to Bob, one a day, of which both mailboxes have a copy; nil where Ann's has none.
  var folders: [MailboxPlace.Folder?] = Array(repeating: .sent, count: 20)
  /// The program of those mails.
  var mailer = "Mozilla Thunderbird 78"
  /// The judged one, on the tenth day.
  var judged = Mail(
    id: "judged@corp.example", from: "ann@corp.example", name: "Ann Example", subject: "Re: tender 7", day: 10.5,
    text: "See http://new.test/a")
  /// Where the sender's copy of the judged one lies; nil where there is none.
  var copy: MailboxPlace?
  /// What more there is.
  var more: @Sendable (inout Archive) -> Void = { _ in }
  var fires: Bool

  func seen() -> Set<String> {
    var archive = Archive()
    for (day, folder) in folders.enumerated() {
      let mail = Mail(
        id: "m\(day)@corp.example", from: "ann@corp.example", name: "Ann Example", subject: "matter \(day)",
        day: Double(day), mailer: mailer)
      archive.send(mail, copy: folder.map { MailboxPlace(mailbox: "ann", folder: $0) })
    }
    for day in 0..<6 {
      let mail = Mail(
        id: "b\(day)@corp.example", from: "bob@corp.example", to: ["ann@corp.example"], subject: "other \(day)",
        day: Double(day))
      archive.send(mail, copy: MailboxPlace(mailbox: "bob", folder: .sent), to: "ann")
    }
    more(&archive)
    archive.send(judged, copy: copy)
    return archive.signals(of: judged.facts.digest)
  }
}

extension Archive {
  /// Adds a mail as Bob's mailbox received it, and the sender's copy.
  mutating func send(_ mail: Mail, copy: MailboxPlace?, to reader: String = "bob", folder: MailboxPlace.Folder = .other)
  {
    let received = mail.facts
    let thread = begin(received)
    places[received.digest] = [MailboxPlace(mailbox: reader, folder: folder)]
    guard let copy else { return }
    let item = mail.outlookItem.facts
    places[item.digest] = [copy]
    reply(in: thread, item)
  }
}

private let kept: [MailboxPlace.Folder?] = Array(repeating: .sent, count: 20)
private let judged = MailboxStory(testDescription: "", signal: "", fires: true).judged

private let stories: [MailboxStory] = [
  // absent-from-sent
  .init(testDescription: "no copy where all others have one", signal: "absent-from-sent", fires: true),
  .init(
    testDescription: "a copy", signal: "absent-from-sent", copy: MailboxPlace(mailbox: "ann", folder: .sent),
    fires: false),
  .init(
    testDescription: "a copy that was filed elsewhere", signal: "absent-from-sent",
    copy: MailboxPlace(mailbox: "ann", folder: .other), fires: false),
  .init(
    testDescription: "a copy that was thrown away", signal: "absent-from-sent",
    copy: MailboxPlace(mailbox: "ann", folder: .deleted), fires: false),
  .init(
    testDescription: "a delegate's copy", signal: "absent-from-sent",
    copy: MailboxPlace(mailbox: "bob", folder: .sent), fires: false),
  .init(
    testDescription: "every third has none", signal: "absent-from-sent",
    folders: (0..<20).map { $0 % 3 == 0 ? nil : .sent }, fires: false),
  .init(
    testDescription: "sent mail was exported until that day only", signal: "absent-from-sent",
    folders: (0..<20).map { $0 < 11 ? .sent : nil }, fires: false),
  .init(
    testDescription: "sent mail is kept from that day only", signal: "absent-from-sent",
    folders: (0..<20).map { $0 < 11 ? nil : .sent }, fires: false),
  .init(
    testDescription: "too few to tell", signal: "absent-from-sent", folders: (0..<20).map { $0 < 8 ? nil : .sent },
    fires: false),
  .init(
    testDescription: "the wave's other mails have none either", signal: "absent-from-sent",
    folders: (0..<20).map { $0 == 10 || $0 == 11 ? nil : .sent }, fires: true),
  .init(
    testDescription: "a phone that never keeps copies", signal: "absent-from-sent",
    judged: judged.changed { $0.mailer = "iPhone Mail 18A" },
    more: { archive in
      for day in [3.5, 6.5, 16.5] {
        archive.send(
          Mail(
            id: "p\(day)", from: "ann@corp.example", name: "Ann Example", subject: "on the way", day: day,
            mailer: "iPhone Mail 18A"), copy: nil)
      }
    }, fires: false),
  .init(
    testDescription: "an answer to an invitation", signal: "absent-from-sent",
    judged: judged.changed { $0.header = [HeaderField(name: "Auto-Submitted", value: "auto-replied")] }, fires: false),
  .init(
    testDescription: "a scanner's mail to oneself", signal: "absent-from-sent",
    judged: judged.changed { $0.to = ["ann@corp.example"] }, fires: false),
  .init(
    testDescription: "sent on behalf", signal: "absent-from-sent",
    judged: judged.changed { $0.sender = "bob@corp.example" }, fires: false),
  .init(
    testDescription: "a shared mailbox that keeps nothing", signal: "absent-from-sent",
    judged: judged.changed { $0.from = "info@corp.example" }, fires: false),
  .init(
    testDescription: "somebody whose mailbox is not there", signal: "absent-from-sent",
    judged: judged.changed { $0.from = "zoe@else.test" }, fires: false),
  // sent-from-account
  .init(
    testDescription: "in the sender's sent mail", signal: "sent-from-account",
    copy: MailboxPlace(mailbox: "ann", folder: .sent), fires: true),
  .init(
    testDescription: "in another's sent mail", signal: "sent-from-account",
    copy: MailboxPlace(mailbox: "bob", folder: .sent), fires: false),
  // sent-copy-thrown-away
  .init(
    testDescription: "only this one was thrown away", signal: "sent-copy-thrown-away",
    copy: MailboxPlace(mailbox: "ann", folder: .deleted), fires: true),
  .init(
    testDescription: "thrown away like every fourth", signal: "sent-copy-thrown-away",
    folders: (0..<20).map { $0 % 4 == 0 ? .deleted : .sent }, copy: MailboxPlace(mailbox: "ann", folder: .deleted),
    fires: false),
  .init(
    testDescription: "kept", signal: "sent-copy-thrown-away", copy: MailboxPlace(mailbox: "ann", folder: .sent),
    fires: false),
  .init(
    testDescription: "what Ann received as well was thrown away", signal: "sent-copy-thrown-away",
    judged: judged.changed { $0.cc = ["ann@corp.example"] }, copy: MailboxPlace(mailbox: "ann", folder: .deleted),
    fires: false),
  // sent-by-another
  .init(
    testDescription: "from Bob's mailbox in Ann's name", signal: "sent-by-another",
    copy: MailboxPlace(mailbox: "bob", folder: .sent), fires: true),
  .init(
    testDescription: "Bob does so often", signal: "sent-by-another", copy: MailboxPlace(mailbox: "bob", folder: .sent),
    more: { archive in
      archive.send(
        Mail(id: "d", from: "ann@corp.example", name: "Ann Example", subject: "by proxy", day: 4.5),
        copy: MailboxPlace(mailbox: "bob", folder: .sent))
    }, fires: false),
  .init(
    testDescription: "Exchange says who sent it", signal: "sent-by-another",
    judged: judged.changed { $0.sender = "bob@corp.example" }, copy: MailboxPlace(mailbox: "bob", folder: .sent),
    fires: false),
  .init(
    testDescription: "Bob's second address", signal: "sent-by-another",
    judged: judged.changed { $0.from = "bob@corp-group.example" }, copy: MailboxPlace(mailbox: "bob", folder: .sent),
    fires: false),
]

@Suite struct MailboxSignalTests {
  @Test(arguments: stories) func firesOnlyWhereItShould(_ story: MailboxStory) {
    #expect(story.seen().contains(story.signal) == story.fires)
  }

  @Test func aThreadThatWasTidiedUpIsNoTrace() {
    var archive = Archive()
    for day in 0..<12 {
      archive.send(
        Mail(id: "m\(day)", from: "ann@corp.example", subject: "matter \(day)", day: Double(day)),
        copy: MailboxPlace(mailbox: "ann", folder: .sent))
    }
    let question = Mail(id: "q", from: "bob@corp.example", to: ["ann@corp.example"], subject: "tender 7", day: 12).facts
    let answer = Mail(id: "a", from: "ann@corp.example", subject: "Re: tender 7", day: 12.5, inReplyTo: ["q"])
    archive.send(answer, copy: MailboxPlace(mailbox: "ann", folder: .deleted))
    #expect(archive.signals(of: answer.facts.digest).contains("sent-copy-thrown-away"))
    archive.messages.append(question)
    archive.threads[archive.threads.count - 1].insert((question.digest, nil), at: 0)
    #expect(archive.signals(of: answer.facts.digest).contains("sent-copy-thrown-away"))
    archive.places[question.digest] = [MailboxPlace(mailbox: "ann", folder: .deleted)]
    #expect(!archive.signals(of: answer.facts.digest).contains("sent-copy-thrown-away"))
  }

  @Test func whatLiesInTheSentMailOfItsAuthorCameFromWithin() {
    var archive = Archive.ordinary()
    for message in archive.messages where message.author == "ann@corp.example" {
      archive.places[message.digest] = [MailboxPlace(mailbox: "ann", folder: .sent)]
    }
    let thread = archive.tenderThread()
    let bad = Mail(
      id: "x", from: "ann@corp.example", name: "Ann Example", subject: "Re: tender 7", day: 22, mailer: "PHPMailer 6.1",
      origin: "203.0.113.9", helo: "hacked.test",
      text: "Our new bank details: DE89 3704 0044 0532 0130 00. See https://strange.test/quia-sit/dolorem.zip\n")
    archive.reply(in: thread, bad.facts)
    #expect(archive.findings().first?.family == "payment-diversion")
    archive.places[bad.facts.digest] = [MailboxPlace(mailbox: "ann", folder: .sent)]
    #expect(archive.findings().first?.family == "internal-compromised-account")
  }

  @Test func aMailboxIsTheirsWhoWroteMostOfItsSentMail() {
    var survey = MailboxSurvey()
    var mails = (0..<5).map { Mail(id: "a\($0)", from: "ann@corp.example", day: Double($0)) }
    mails += (0..<4).map { Mail(id: "b\($0)", from: "info@corp.example", day: Double($0)) }
    for mail in mails { survey.add(mail.facts, places: [MailboxPlace(mailbox: "Anna K", folder: .sent)]) }
    let traces = survey.traces(Copies())
    #expect(traces[mails[0].facts.digest].marks == [.authorHasMailbox, .inOwnSent])
    #expect(traces[mails[5].facts.digest] == MailboxTrace(marks: .inForeignSent, foreignSender: "ann@corp.example"))
  }

  @Test func anEmptySurveyKnowsNothing() {
    var survey = MailboxSurvey()
    let mail = Mail(id: "a", from: "ann@corp.example").facts
    survey.add(mail, places: [])
    #expect(survey.traces(Copies())[mail.digest] == .none)
  }
}
