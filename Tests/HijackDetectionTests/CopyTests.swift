import MailModel
import Testing

@testable import HijackDetection

@Suite struct CopyTests {
  @Test func copiesOfAHijackAreOneFindingOfTheReceivedCopy() {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    let received = Mail(
      id: "x@hacked.test", from: "info@hacked.test", name: "Ann Example", to: ["bob@corp.example", "cy@corp.example"],
      subject: "Re: tender 7", day: 22, mailer: "PHPMailer 6.1", origin: "203.0.113.9", helo: "hacked.test",
      text: "Please see the attached document by the link:\nhttps://strange.test/quia-sit/dolorem.zip\n")
    var sent = received
    sent.origin = nil
    archive.reply(in: thread, sent.facts)
    archive.reply(in: thread, received.facts)
    let findings = archive.findings()
    #expect(findings.map(\.message) == [received.facts.digest])
    #expect(findings.first?.fingerprint.count == 32)
  }

  @Test func copiesAreNoNoveltyOfOneAnother() {
    var archive = Archive.ordinary()
    // Twelve messages by Ann are in Bob's mailbox; their copies in her Sent folder have no way.
    for number in 0..<12 {
      let copy = Mail(
        id: "old\(number)@corp.example", from: "ann@corp.example", name: "Ann Example", subject: "matter \(number)",
        day: Double(number), origin: nil, text: "Good morning, here is what came of matter \(number).")
      archive.reply(in: number, copy.facts, below: 0)
    }
    let thread = archive.tenderThread()
    var baselines = Baselines(organisation: archive.organisation)
    for message in archive.messages { baselines.add(message) }
    let last = archive.messages[archive.messages.count - 2]
    #expect(thread == archive.threads.count - 1)
    #expect(History(of: last, in: baselines.index).before(MessageKeys(last).author) == 12)
    #expect(archive.findings().isEmpty)
  }

  @Test func sentFoldersAloneAreNoHistoryOfOrigins() {
    var archive = Archive()
    for number in 0..<8 {
      archive.begin(Mail(id: "s\(number)", from: "ann@corp.example", day: Double(number), origin: nil).facts)
    }
    let received = Mail(id: "r", from: "ann@corp.example", subject: "Re: x", day: 9).facts
    archive.begin(received)
    #expect(!archive.signals(of: received.digest).contains("new-origin"))
  }
}
