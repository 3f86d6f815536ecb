import AttachmentInspection
import Foundation
import MailModel
import MailTestSupport
import Testing

@testable import EvidenceBag

@Suite("ZIP files that open with `infected`")
struct ProtectedZipTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func zip(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    let path = folder.path + "/" + UUID().uuidString
    let file = try BagFile(path)
    var zip = ProtectedZip(file)
    for member in members { #expect(try zip.add(member.name, member.bytes)) }
    try zip.finish()
    _ = try file.finish()
    return try Array(Data(contentsOf: URL(filePath: path)))
  }

  @Test func membersOpenWithThePassword() throws {
    let text = Array("<script>new ActiveXObject('WScript.Shell')</script>".utf8)
    let bytes = try zip([("a.bin", text), ("b.bin", []), ("c.bin", [UInt8](repeating: 7, count: 100_000))])
    // The inspector tries that password by itself.
    let opened = AttachmentInspector().inspect(bytes)
    #expect(opened.encrypted)
    #expect(opened.children.map(\.name) == ["a.bin", "b.bin", "c.bin"])
    #expect(opened.children.first?.digest == ContentDigest(of: text))
    #expect(opened.children.last?.digest == ContentDigest(of: [UInt8](repeating: 7, count: 100_000)))
  }

  @Test func equalMembersGiveEqualBytes() throws {
    let members = [("a.bin", Array("text".utf8))]
    #expect(try zip(members) == zip(members))
  }

  @Test func withoutMembersItIsAZipFileStill() throws {
    #expect(try zip([]) == Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18))
  }
}
