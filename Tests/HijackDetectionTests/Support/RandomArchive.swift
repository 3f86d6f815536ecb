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
      "See https://drive.google.com/uc?id=aB3xY9kLmN and https://bit.ly/3xK9mQ2",
      "Das ist nicht die Rechnung, die wir haben.",
      "Veuillez voir les pages que nous avons pour vous: http://new.test/b/7k2m9x4q1z.php",
      "Yes.\n\n> We agreed on EUR 12.500,00, write to ann@partner-firm.example\n> or see http://other.test/list\n",
      "Yes.\n\n> We agreed on EUR 92.500,00, write to ann@partner-firrn.example\n> or see http://new.test/list\n",
      "Our new bank account is DE89 3704 0044 0532 0130 00.",
      "As agreed.\n\nBest regards\nANN Example\nE-mail: ann@partner-firm.example\n",
      "As agreed.\n-- \nCY Example\ncy@corp.example\n",
    ]
    let orders: [[HeaderName]] = [
      ["date", "from", "mime-version", "to", "subject", "message-id", "content-type"],
      ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"],
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
      mail.fieldOrder = pick(orders) ?? []
      if Bool.random(using: &generator) {
        mail.header = [
          HeaderField(name: "DKIM-Signature", value: "v=1; d=\(mail.from.split(separator: "@").last ?? "")")
        ]
      }
      mail.encoding = pick([("7bit", "us-ascii"), ("base64", "utf-8"), ("quoted-printable", "utf-8")])
      if let languages = pick(["de-DE, en-US", "en-US", ""]), !languages.isEmpty {
        mail.header.append(HeaderField(name: "Accept-Language", value: languages))
      }
      if Int.random(in: 0..<4, using: &generator) > 0 {
        mail.header.append(HeaderField(name: "ARC-Authentication-Results", value: "i=1; mx.corp.example; dkim=pass"))
      }
      if Int.random(in: 0..<9, using: &generator) == 0 { mail.returnPath = "<>" }
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

extension Archive {
  /// An archive of four mailboxes with received mail, sent mail and deleted items, in which random people answer one
  /// another: what is sent leaves a copy, mostly, and often one without an identifier.
  static func randomMailboxes(threads count: Int, using generator: inout SeededGenerator) -> Archive {
    var archive = Archive()
    let people = ["ann", "bob", "cy", "di"]
    let texts = [
      "Thank you.", "See http://new.test/a", "Please see the attached by the link: http://h.test/quia-sit/dolorem.zip",
      "See http://other.test/et/quidem-1234567",
    ]
    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    func place(_ person: String, _ folder: MailboxPlace.Folder) -> MailboxPlace {
      MailboxPlace(mailbox: person, folder: folder)
    }
    for thread in 0..<count {
      let start = Double(Int.random(in: 0..<40, using: &generator))
      var number: Int?
      for step in 0...Int.random(in: 1...4, using: &generator) {
        let author = people.randomElement(using: &generator) ?? ""
        let others = people.filter { $0 != author }.shuffled(using: &generator)
        let readers = Array(others.prefix(Int.random(in: 1...2, using: &generator)))
        var mail = Mail(
          id: "\(thread).\(step)@corp.example", from: author + "@corp.example", name: author.uppercased() + " Example",
          to: readers.map { $0 + "@corp.example" }, subject: (step == 0 ? "" : "Re: ") + "matter \(thread % 20)",
          day: start + Double(step) * 0.3, mailer: chance(90) ? "Microsoft Outlook 16.0" : "PHPMailer 6",
          text: texts.randomElement(using: &generator) ?? "")
        mail.threadIndex = chance(80) ? [1, 0xD7] + Array(repeating: UInt8(thread), count: 20) : []
        for _ in 0..<step where !mail.threadIndex.isEmpty { mail.threadIndex += [0, 0, 0, UInt8(step), 9] }
        mail.newText = (0..<3).map { _ in UInt64.random(in: 0..<500, using: &generator) }
        if step > 0, chance(70) { mail.inReplyTo = ["\(thread).\(step - 1)@corp.example"] }
        let parent = number.map { archive.threads[$0].count - 1 }
        func add(_ facts: MessageFacts, _ places: [MailboxPlace]) {
          archive.places[facts.digest] = places
          if let number {
            archive.reply(in: number, facts, below: parent)
          } else {
            number = archive.begin(facts)
          }
        }
        if chance(80) {
          // One message in all mailboxes, or one with another way in each.
          if chance(50) {
            add(mail.facts, readers.map { place($0, chance(90) ? .other : .deleted) })
          } else {
            for reader in readers {
              var received = mail
              received.variant = reader
              add(received.facts, [place(reader, .other)])
            }
          }
        }
        guard chance(85) else { continue }
        var copy = mail
        copy.origin = nil
        if chance(60) { copy = mail.outlookItem }
        if chance(20) { copy.from = "/o=corp/cn=" + author }
        copy.day += Double(Int.random(in: 0...120, using: &generator)) / 86_400
        add(copy.facts, [place(author, chance(90) ? .sent : .deleted)])
      }
    }
    return archive
  }
}
