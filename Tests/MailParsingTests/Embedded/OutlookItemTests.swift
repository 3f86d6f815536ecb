import MailModel
import OutlookItems
import MailTestSupport
import Testing

@testable import MailParsing

/// What goes into an Outlook item comes out of its rendering.
@Suite struct OutlookItemTests {
  private static func bag(_ values: [(UInt16, String)]) -> PropertyBag {
    var bag = PropertyBag()
    for (id, text) in values {
      bag.set(PropertyID(rawValue: id), PropertyValue(type: .text16, bytes: OutlookMessageBuilder.wide(text)))
    }
    return bag
  }

  private static let names = [
    "Ann Example", "Example, Ann (Ltd) <x>", "Ünïcode Ñame", "日本語の名前はとても長いので一行に入らないかもしれません、たぶん", "a \"quoted\" \\ name",
    "=?utf-8?Q?trap?=", "Ann; Bob: Group", "'single'", "ann@elsewhere.example", "😀 smile",
  ]

  @Test(arguments: names)
  func namesAndSubjects(name: String) {
    let item = OutlookItem(
      properties: Self.bag([
        (0x0042, name), (0x0065, "ann@corp.example"), (0x0037, name), (0x1035, "<id-1@corp.example>"),
        (0x1000, name), (0x0070, name),
      ]))
    var outer = item
    outer.attachments = [
      OutlookAttachment(properties: Self.bag([(0x3707, name)]), content: .bytes(Array(name.utf8)))
    ]
    let message = MIMEParser().parse(MailBytes(outer.rendered().bytes))
    #expect(message.from == [MailAddress(name: name, address: "ann@corp.example")])
    #expect(message.subject == name)
    #expect(message.messageID?.rawValue == "id-1@corp.example")
    #expect(message.parts.map(\.filename) == [nil, name])
    #expect(message.parts.last?.decodedDigest == ContentDigest(of: name))
    #expect(message.text.contains(name))
    #expect(message.defects.map(\.code) == [.missingDate])
  }

  @Test func aNameWithoutAnAddressStays() {
    let message = MIMEParser().parse(
      MailBytes(OutlookItem(properties: Self.bag([(0x0042, "Ann Example")])).rendered().bytes))
    #expect(message.from == [MailAddress(name: "Ann Example", address: "")])
  }

  @Test func messagesWithinMessagesAreDescendedInto() {
    var inner = OutlookItem(properties: Self.bag([(0x0037, "inner"), (0x1000, "innermost text")]))
    inner.attachments = [OutlookAttachment(properties: Self.bag([(0x3707, "a.doc")]), content: .bytes([1, 2]))]
    var outer = OutlookItem(properties: Self.bag([(0x0037, "outer"), (0x1000, "outer text")]))
    outer.attachments = [OutlookAttachment(properties: PropertyBag(), content: .item(inner))]
    let message = MIMEParser().parse(MailBytes(outer.rendered().bytes))
    #expect(message.parts.map(\.path) == ["1", "2.1", "2.2"])
    #expect(message.parts.last?.filename == "a.doc")
  }
}
