import MailModel
import Testing

@testable import FindingExport

@Suite struct FormatTests {
  @Test(arguments: [
    ("exports/ann.mbox", "file:exports/ann.mbox"), ("/a b/ü.mbox", "file:///a%20b/%C3%BC.mbox"),
    ("t.zip!Mail/All#1.mbox", "file:t.zip!Mail/All%231.mbox"), ("a\"<>?&=.eml", "file:a%22%3C%3E%3F%26%3D.eml"),
  ])
  func placesAsLinks(source: String, link: String) {
    #expect(EvidenceURL.path(source) == link)
    let place = Place(source: source, range: ByteRange(offset: 7, length: 9))
    #expect(EvidenceURL.of(place) == link + "#offset=7&length=9")
  }

  @Test func namesGiveTheirUUIDAgain() {
    let uuid = NamedUUID("file", "abc").description
    #expect(uuid == NamedUUID("file", "abc").description)
    #expect(uuid != NamedUUID("url", "abc").description)
    let parts = uuid.split(separator: "-")
    #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
    #expect(parts[2].first == "5" && "89ab".contains(parts[3].first ?? "?"))
  }
}
