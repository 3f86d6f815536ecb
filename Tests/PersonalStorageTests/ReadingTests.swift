import ByteReading
import Foundation
import MailModel
import OutlookItems
import PersonalStorage
import Testing

/// Every fixture is read as it was written.
struct ReadingTests {
  @Test(arguments: Fixture.allCases)
  func foldersAndUses(_ fixture: Fixture) throws {
    let listing = try fixture.storage().listing()
    #expect(listing.damage == [])
    #expect(listing.name == "Anna Keller")
    let uses = Dictionary(uniqueKeysWithValues: listing.folders.map { ($0.path.joined(separator: "/"), $0.use) })
    let names =
      fixture == .ansi
      ? ["Posteingang", "Gesendete Elemente", "Gelöschte Elemente", "Entwürfe"]
      : ["Inbox", "Sent Items", "Deleted Items", "Drafts"]
    #expect(
      uses == [
        names[0]: nil, names[0] + "/Projekt Ägäis": nil, names[1]: .sent, names[2]: .deleted, names[3]: .drafts,
        StorageFolder.orphanedItems: .deleted,
      ])
  }

  @Test(arguments: Fixture.allCases)
  func messages(_ fixture: Fixture) throws {
    let storage = try fixture.storage()
    let truth = try fixture.truth()
    var read = 0
    for folder in try storage.listing().folders {
      let path = folder.id == nil ? nil : folder.path.joined(separator: "/")
      let messages = try storage.messages(in: folder.id)
      #expect(messages.count == folder.messageCount)
      let expected = truth.filter { $0.folder == path }
      #expect(messages.count == expected.count)
      for (message, wanted) in zip(messages, expected) {
        let reading = try storage.message(message.id, limit: 1 << 24)
        #expect(reading.damage == [])
        compare(try #require(reading.item), wanted)
        read += 1
      }
    }
    #expect(read == truth.count)
  }

  @Test(arguments: Fixture.allCases)
  func recipientsOfManyRows(_ fixture: Fixture) throws {
    let storage = try fixture.storage()
    let inbox = try #require(try storage.listing().folders.first)
    let last = try #require(try storage.messages(in: inbox.id).last)
    let item = try #require(try storage.message(last.id, limit: 1 << 20).item)
    #expect(item.recipients.count == 160)
    for (number, recipient) in item.recipients.enumerated() {
      #expect(recipient[PropertyID(rawValue: 0x39FE)]?.testText == "m\(number)@rheintal.example")
      #expect(recipient[PropertyID(rawValue: 0x0C15)]?.integer == (number % 3 > 0 ? 1 : 2))
    }
  }

  @Test func aLimitCutsAndIsTold() throws {
    let storage = try Fixture.plain.storage()
    let inbox = try #require(try storage.listing().folders.first)
    let large = try storage.messages(in: inbox.id)[2]
    let reading = try storage.message(large.id, limit: 50_000)
    #expect(reading.damage == [.limit])
    #expect(reading.item?.properties[.subject]?.testText == "Pläne")
  }

  private func compare(_ item: OutlookItem, _ wanted: TrueMessage) {
    #expect(item.properties[.subject]?.testText == wanted.subject)
    #expect(item.properties[.internetMessageID]?.testText == wanted.id)
    #expect((item.properties[.body]?.testText ?? "") == wanted.body)
    #expect(item.attachments.count == wanted.attachments.count)
    #expect(item.isMail)
    for (attachment, wanted) in zip(item.attachments, wanted.attachments) {
      #expect(attachment.properties[PropertyID(rawValue: 0x3707)]?.testText == wanted.name)
      switch attachment.content {
      case .bytes(let bytes): #expect(ContentDigest(of: bytes).hex == wanted.sha256)
      case .item(let inner):
        guard let message = wanted.message else {
          Issue.record("a message where bytes were written")
          continue
        }
        compare(inner, message)
      case .missing(let words): Issue.record("missing: \(words)")
      }
    }
  }
}

extension PropertyValue {
  /// The text of a text.
  var testText: String? {
    switch type {
    case .text16: bytes.utf16Text(units: bytes.count / 2)
    case .text8: bytes.latin1Text()
    default: nil
    }
  }
}
