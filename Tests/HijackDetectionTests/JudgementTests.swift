import MailModel
import Testing

@testable import HijackDetection

@Suite struct JudgementTests {
  @Test func impostorWithStolenThreadCrossesTheAlarmLine() {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    let bad = Mail(
      id: "x@hacked.test", from: "info@hacked.test", name: "Ann Example", subject: "Re: tender 7", day: 22,
      mailer: "PHPMailer 6.1", origin: "203.0.113.9", helo: "hacked.test",
      text: "Please see the attached document by the link:\nhttps://strange.test/quia-sit/dolorem.zip\n"
    ).facts
    archive.reply(in: thread, bad)
    let findings = archive.findings()
    #expect(findings.first?.message == bad.digest)
    #expect(findings.first?.kind == .hijack)
    #expect(findings.first?.family == "external-impostor")
    #expect((findings.first?.level ?? .info) >= .high)
    #expect(findings.count == 1)
  }

  @Test func ordinaryMailGivesNoFinding() {
    var archive = Archive.ordinary()
    _ = archive.tenderThread()
    #expect(archive.findings().isEmpty)
  }
}
