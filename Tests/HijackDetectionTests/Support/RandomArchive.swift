import Conversations
import MailModel

@testable import HijackDetection

extension Archive {
  /// An archive of random threads among few people, firms, programs and links, so that everything meets everything.
  static func random(threads count: Int, using generator: inout SeededGenerator) -> Archive {
    var archive = Archive()
    let people = ["ann", "bob", "cy", "di", "eve"]
    let domains = [
      "corp.example", "corp.example", "partner-firm.example", "partner-firrn.example", "parther-firm.example",
    ]
    let mailers = ["Mozilla Thunderbird 78", "Microsoft Outlook 16.0", "PHPMailer 6", "iPhone Mail 18A"]
    let origins = ["198.51.100.7", "203.0.113.9", "192.0.2.44"]
    let texts = [
      "Thank you.", "See http://new.test/a", "Please see the attached by the link: http://h.test/quia-sit/dolorem.zip",
      "did you send this?", "Archive password: U523", "See http://other.test/et/quidem-1234567",
    ]
    func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &generator) }
    func mail(_ id: String, thread: Int, day: Double, parent: String?) -> Mail {
      let person = pick(people) ?? ""
      var mail = Mail(
        id: id, from: person + "@" + (pick(domains) ?? ""), name: person.uppercased() + " Example",
        to: [(pick(people) ?? "") + "@" + (pick(domains) ?? "")],
        subject: (parent == nil ? "" : "Re: ") + "matter \(thread)",
        day: day, zone: pick([60, 120, 480]), mailer: pick(mailers), origin: pick(origins), helo: "host.test",
        text: pick(texts) ?? "")
      if let parent, Bool.random(using: &generator) { mail.inReplyTo = [parent] }
      if Int.random(in: 0..<5, using: &generator) == 0 {
        mail.attachments = [.made("diagram-\(Int.random(in: 0..<9, using: &generator)).xls", .oleXls, score: 0.9)]
      }
      if Int.random(in: 0..<6, using: &generator) == 0 { mail.replyTo = ["ann@else.test"] }
      mail.newText = (0..<3).map { _ in UInt64.random(in: 0..<200, using: &generator) }
      mail.quotedText = (0..<13).map { _ in UInt64.random(in: 0..<200, using: &generator) }
      return mail
    }
    for thread in 0..<count {
      let day = Double(Int.random(in: 0..<40, using: &generator))
      let place = archive.begin(mail("\(thread).0", thread: thread, day: day, parent: nil).facts)
      for number in 1...Int.random(in: 1...5, using: &generator) {
        let answer = mail(
          "\(thread).\(number)", thread: thread, day: day + Double(number) * 0.4, parent: "\(thread).\(number - 1)")
        archive.reply(in: place, answer.facts)
        // Now and then the sender's own copy, which took no way.
        if Int.random(in: 0..<4, using: &generator) == 0 {
          var copy = answer
          copy.origin = nil
          archive.reply(in: place, copy.facts, below: archive.threads[place].count - 2)
        }
      }
    }
    return archive
  }
}
