import MailModel
import Testing

@testable import HijackDetection

/// What is new says nothing where nothing is known, and what a list puts below every mail is no wave.
@Suite struct NoveltyTests {
  /// Six threads on a list; answers carry the list's footer in their new text.
  private static func list(footer: String, from first: Double, every days: Double = 0.1) -> Archive {
    var archive = Archive()
    for number in 0..<6 {
      func mail(_ id: String, _ from: String, _ subject: String, day: Double) -> Mail {
        var mail = Mail(id: id, from: from, to: ["chat@lists.test"], subject: subject, day: day)
        mail.header = [HeaderField(name: "List-Id", value: "<chat.lists.test>")]
        return mail
      }
      let day = first + Double(number) * days
      let thread = archive.begin(mail("a\(number)", "a\(number)@a.test", "topic \(number)", day: day).facts)
      var answer = mail("b\(number)", "b\(number)@b.test", "Re: topic \(number)", day: day + 0.05)
      answer.inReplyTo = ["a\(number)"]
      answer.text = "I agree.\n_____\nchat mailing list\n\(footer)\n"
      archive.reply(in: thread, answer.facts)
    }
    return archive
  }

  @Test func footersOfTheFirstWeekAreNoCampaign() {
    let archive = Self.list(footer: "https://hosted.test/mailman/listinfo/chat", from: 0)
    #expect(archive.findings().isEmpty)
  }

  @Test(arguments: ["https://hosted.test/mailman/listinfo/other", "https://hosted.test/l/chat"])
  func linksToTheListAreNoTokens(footer: String) {
    var archive = Self.list(footer: footer, from: 30)
    archive.begin(Mail(id: "old", from: "o@o.test", day: 0).facts)
    let tokens = archive.threads.indices.flatMap { archive.observed(in: $0) }.flatMap(\.clusterTokens)
    #expect(!tokens.contains { $0.kind == .link })
  }

  @Test func whatTheListBearsForWeeksIsNoToken() {
    var spread = Self.list(footer: "https://hosted.test/rules/page", from: 30, every: 9)
    spread.begin(Mail(id: "old", from: "o@o.test", day: 0).facts)
    #expect(
      !spread.threads.indices.flatMap { spread.observed(in: $0) }.contains {
        !$0.clusterTokens.filter { $0.kind == .link }.isEmpty
      })
    var wave = Self.list(footer: "https://hosted.test/rules/page", from: 30)
    wave.begin(Mail(id: "old", from: "o@o.test", day: 0).facts)
    #expect(
      wave.threads.indices.flatMap { wave.observed(in: $0) }.contains {
        !$0.clusterTokens.filter { $0.kind == .link }.isEmpty
      })
  }

  @Test(arguments: [(0.0, 0.0), (7.0, 0.5), (14.0, 1.0), (400.0, 1.0)])
  func noveltyCountsInTheMeasureOfThePast(days: Double, depth: Double) {
    let first = Mail(id: "first", from: "a@a.test", day: 0).facts
    let judged = Mail(id: "judged", from: "b@b.test", day: days).facts
    var baselines = Baselines(organisation: Organisation())
    baselines.add(first)
    baselines.add(judged)
    #expect(abs(History(of: judged, in: baselines.index).depth - depth) < 1e-9)
  }

  @Test func anEarlierBeginningIsReadByMailWithLinks() {
    var late = Mail(id: "late", from: "a@a.test", day: 20)
    late.text = "See http://new.test/a"
    let early = Mail(id: "early", from: "z@z.test", to: ["y@y.test"], day: 1, origin: nil).facts
    let later = Mail(id: "later", from: "z@z.test", to: ["y@y.test"], day: 30, origin: nil).facts
    var baselines = Baselines(organisation: Organisation())
    baselines.add(late.facts)
    #expect(!baselines.keysAffected(by: [early]).isDisjoint(with: late.facts.readKeys))
    #expect(baselines.keysAffected(by: [later]).isDisjoint(with: late.facts.readKeys))
    baselines.add(early)
    #expect(!baselines.keysAffected(by: [early]).isDisjoint(with: late.facts.readKeys))
  }
}
