import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Single messages") struct EMLReaderTests {
  static let mail = MailText(id: "1@x").body("text\n\nFrom here on\n>From there\n\n").text

  @Test("The message runs from its first header line to the end", arguments: ["", "\u{FEFF}", "\n", "\u{FEFF}\r\n\n"])
  func whole(prefix: String) throws {
    let found = try messages(prefix + Self.mail, as: .eml)
    #expect(found.map(\.text) == [Self.mail])
    #expect(found[0].place.range == ByteRange(offset: prefix.utf8.count, length: Self.mail.utf8.count))
    #expect(found[0].codes == [])
  }

  @Test("An empty header stays") func emptyHeader() throws {
    #expect(try messages("\njust words\n", as: .eml).map(\.text) == ["\njust words\n"])
  }

  @Test("An empty file is an empty message, once") func empty() throws {
    let batches = try read([], as: .eml)
    #expect(batches.map(\.position) == [0])
    #expect(batches.flatMap(\.messages).map(\.codes) == [[.emptyMessage]])
  }

  @Test("A message beyond the cap is cut") func cap() throws {
    let found = try read(Self.mail.bytes, as: .eml, limits: ArchiveLimits(messageBytes: 20)).flatMap(\.messages)
    #expect(found[0].text == Self.mail.prefix(20))
    #expect(found[0].digest == ContentDigest(of: Self.mail))
    #expect(found[0].codes == [.messageTruncated])
    #expect(found[0].place.range.length == Self.mail.utf8.count)
  }

  @Test("Read to its end, there is no more") func resumed() throws {
    #expect(try read(Self.mail.bytes, as: .eml, from: Int64(Self.mail.utf8.count)).isEmpty)
  }
}
