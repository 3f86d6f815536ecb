import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Real mail", .enabled(if: corporaFolder != nil)) struct CorporaTests {
  @Test(
    "Every message is found",
    arguments: [("virtualization.mbox", 8_000), ("usrp-users.mbox", 900), ("phishing.mbox", 526)])
  func counts(name: String, count: Int) throws {
    let path = (corporaFolder ?? "") + "/" + name
    let sources = try SourceDiscovery.discover([path]).sources
    let source = try #require(sources.first)
    #expect(source.kind == .mbox)
    var reader = try ArchiveReader(source)
    var found = 0
    while let batch = try reader.nextBatch() { found += batch.messages.count }
    #expect(found == count)
  }
}
