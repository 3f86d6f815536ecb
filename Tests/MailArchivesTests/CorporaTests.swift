import Foundation
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

  @Test("Outlook messages are read, and harm in them ends nothing") func outlookMessages() throws {
    let result = try SourceDiscovery.discover([(corporaFolder ?? "") + "/docs/poi"])
    let sources = result.sources.filter { $0.kind == .msg }
    #expect(sources.count >= 9)
    var random = SplitMix64(seed: 3)
    let folder = try TemporaryFolder()
    for source in sources {
      var reader = try ArchiveReader(source)
      #expect(try reader.nextBatch()?.messages.first?.bytes.isEmpty == false)
      let whole = try #require(FileManager.default.contents(atPath: source.path).map(Array.init))
      for _ in 0..<5 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...200, using: &random) {
          damaged[Int.random(in: 8..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let path = try folder.write(damaged, to: "damaged.msg")
        guard let found = try SourceDiscovery.source(at: path), found.kind == .msg else { continue }
        var reader = try ArchiveReader(found)
        #expect(try reader.nextBatch()?.messages.count == 1)
      }
    }
  }
}
