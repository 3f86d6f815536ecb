import MailModel
import Testing

@testable import HijackDetection

@Suite struct CampaignTests {
  /// Six people who write to one another in many threads.
  static func company() -> Archive {
    var archive = Archive()
    let people = ["ann", "bob", "cy", "di", "eve", "flo"]
    for number in 0..<36 {
      let (from, to) = (people[number % 6], people[(number + 1 + number / 6) % 6])
      let thread = archive.begin(
        Mail(
          id: "c\(number)", from: "\(from)@corp.example", to: ["\(to)@corp.example"], subject: "matter \(number)",
          day: Double(number) * 0.5, newText: [UInt64(number) * 10 + 1]
        ).facts)
      archive.reply(
        in: thread,
        Mail(
          id: "d\(number)", from: "\(to)@corp.example", to: ["\(from)@corp.example"], subject: "Re: matter \(number)",
          day: Double(number) * 0.5 + 0.2, inReplyTo: ["c\(number)"], newText: [UInt64(number) * 10 + 2]
        ).facts)
    }
    return archive
  }

  /// Puts an answer into the thread of that number, from its own participant.
  static func strike(_ archive: inout Archive, thread: Int, change: (inout Mail) -> Void) -> ContentDigest {
    let first = archive.messages[thread * 2]
    var mail = Mail(
      id: "h\(thread)", from: first.author, to: first.recipients.map(\.key), subject: "Re: matter \(thread)",
      day: 20 + Double(thread) * 0.01, inReplyTo: ["d\(thread)"])
    change(&mail)
    let facts = mail.facts
    archive.reply(in: thread, facts)
    return facts.digest
  }

  @Test func waveOfLinksThroughOwnServerIsOneCampaignAtTheAlarmLine() {
    var archive = Self.company()
    let hijacks = (0..<4).map { number in
      Self.strike(&archive, thread: number) { mail in
        mail.text = "Please see the documents by the link below:\nhttp://host\(number).test/quia-sit/dolorem.zip"
      }
    }
    let findings = archive.findings().filter { $0.kind == .hijack }
    #expect(Set(findings.filter { $0.level >= .high }.map(\.message)) == Set(hijacks))
    #expect(Set(findings.map(\.campaign)).count == 1)
    #expect(findings.allSatisfy { $0.campaign?.hasPrefix("k") == true && $0.family == "internal-compromised-account" })
    #expect(findings.allSatisfy { finding in finding.signals.contains { $0.id == "campaign" } })
  }

  @Test func waveOfWorkbooksIsOneCampaignByTheirNames() {
    var archive = Self.company()
    let hijacks = (0..<3).map { number in
      Self.strike(&archive, thread: number) { mail in
        mail.text = "Please see the attached."
        mail.attachments = [
          .made("diagram-\(300 + number).xls", .oleXls, score: 0.9, techniques: ["xlm-macrosheet"])
        ]
      }
    }
    let findings = archive.findings()
    #expect(Set(findings.filter { $0.kind == .hijack && $0.level >= .high }.map(\.message)) == Set(hijacks))
    #expect(findings.filter { $0.kind == .attachment }.count == 3)
    #expect(Set(findings.map(\.id)).count == findings.count)
  }

  @Test func oneMacroWorkbookFromAGenuineAccountStaysBelowTheAlarmLine() {
    var archive = Self.company()
    let sent = Self.strike(&archive, thread: 2) { mail in
      mail.attachments = [.made("budget.xlsm", .ooxmlXlsm, score: 0.3, techniques: ["vba-autoexec"])]
    }
    #expect(archive.findings().filter { $0.message == sent && $0.level >= .high }.isEmpty)
  }

  @Test func newslettersAreNoCampaign() {
    var archive = Self.company()
    for number in 0..<5 {
      _ = Self.strike(&archive, thread: number) { mail in
        mail.from = "news@shop.test"
        mail.text = "Click here: http://shop.test/summer-sale/offer-1234567"
        mail.header = [HeaderField(name: "List-Unsubscribe", value: "<mailto:off@shop.test>")]
      }
    }
    #expect(archive.findings().isEmpty)
  }

  @Test func announcementsOfOneSenderStayBelowTheAlarmLine() {
    var archive = Self.company()
    for number in [0, 6, 12, 18] {
      _ = Self.strike(&archive, thread: number) { mail in
        mail.from = "ann@corp.example"
        mail.text =
          "By the way, the minutes are at http://wiki.newtool.test/minutes/of-june now. We should talk on Friday."
      }
    }
    #expect(archive.findings().filter { $0.level >= .medium }.isEmpty)
  }

  @Test func messagesFarApartAreNoCampaign() {
    var archive = Self.company()
    for number in 0..<3 {
      _ = Self.strike(&archive, thread: number) { mail in
        mail.day = 20 + Double(number) * 30
        mail.text = "http://host\(number).test/quia-sit/dolorem.zip"
      }
    }
    #expect(archive.findings().allSatisfy { $0.campaign == nil })
  }
}

extension CampaignTests {
  @Test func oneCommonPhraseIsNoCampaign() {
    var archive = Self.company()
    for number in 0..<4 {
      _ = Self.strike(&archive, thread: number) { mail in
        mail.text = "Please find the document for matter \(number) here: http://host\(number).test/view"
        mail.newText = [7] + (0..<8).map { UInt64(100 * number + $0 + 1000) }
      }
    }
    #expect(archive.findings().allSatisfy { $0.campaign == nil })
  }

  @Test func nearlyOneTextIsACampaign() {
    var archive = Self.company()
    for number in 0..<4 {
      _ = Self.strike(&archive, thread: number) { mail in
        mail.text =
          "Good morning, please find the document that you wanted here: http://host\(number).test/view\(number)"
        mail.newText = Array(5...14) + [UInt64(1000 + number)]
      }
    }
    #expect(archive.findings().contains { $0.campaign != nil })
  }
}
