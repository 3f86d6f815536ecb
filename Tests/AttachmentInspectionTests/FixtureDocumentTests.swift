import MailModel
import MailTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@testable import AttachmentInspection

/// Files that other programs encrypted or packed (`fixtures/encrypted-documents.py`).
@Suite struct FixtureDocumentTests {
  private func bytes(_ name: String) -> [UInt8] {
    guard let file = fopen(Fixtures.path("documents/" + name), "rb") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes.prefix(count))
  }

  private func ids(_ verdict: AttachmentVerdict) -> Set<String> { Set(verdict.techniques.map(\.id)) }

  private static let script =
    "var x = new ActiveXObject('WScript.Shell'); x.Run('powershell -enc AAAA no-such-file');"

  @Test(arguments: ["aes128.zip", "aes192.zip", "aes256.zip", "aes.7z"])
  func archivesOpenWithThePasswordOfTheMail(name: String) {
    let verdict = AttachmentInspector().inspect(bytes(name), passwords: ["U524", "U523"])
    #expect(verdict.encrypted)
    #expect(verdict.children.map(\.name) == ["scan.js"])
    #expect(verdict.children.first?.digest == ContentDigest(of: Array(Self.script.utf8)))
    #expect(ids(verdict).isSuperset(of: ["opens-with-mail-password", "script-download-run"]))
    #expect(verdict.level == .critical)
    #expect(AttachmentInspector().inspect(bytes(name), passwords: ["U524"]).children.first?.digest == nil)
  }

  @Test(arguments: ["pdf-r2.pdf", "pdf-r3.pdf", "pdf-r4.pdf", "pdf-r6.pdf"])
  func documentsThatOpenForEverybodyAreRead(name: String) {
    let verdict = AttachmentInspector().inspect(bytes(name))
    #expect(verdict.encrypted)
    #expect(verdict.urls == ["https://x.example/a"])
    #expect(ids(verdict).isSuperset(of: ["pdf-auto-javascript", "pdf-script-acts"]))
    #expect(!ids(verdict).contains { $0.hasPrefix("opens-") })
  }

  @Test(arguments: ["pdf-r2-user.pdf", "pdf-r3-user.pdf", "pdf-r4-user.pdf", "pdf-r6-user.pdf"])
  func documentsOpenWithThePasswordOfTheMail(name: String) {
    let verdict = AttachmentInspector().inspect(bytes(name), passwords: ["U523"])
    #expect(verdict.urls == ["https://x.example/a"])
    #expect(ids(verdict).isSuperset(of: ["pdf-script-acts", "opens-with-mail-password"]))
    #expect(AttachmentInspector().inspect(bytes(name)).urls.isEmpty)
  }

  @Test(arguments: ["lzma.7z", "lzma2.7z", "x86.7z", "delta.7z", "deflate.7z", "copy.7z"])
  func membersOfArchivesAreUnpacked(name: String) {
    var code: [UInt8] = []
    for index in 0..<400 {
      code += [0x90, 0x90, 0xE8]
      let target = UInt32(bitPattern: Int32(1_000 - 7 * index))
      for shift in stride(from: UInt32(0), to: 32, by: 8) { code.append(UInt8(truncatingIfNeeded: target >> shift)) }
    }
    let verdict = AttachmentInspector().inspect(bytes(name))
    #expect(verdict.children.map(\.name) == ["scan.js", "folder/code.bin"])
    #expect(
      verdict.children.map(\.digest) == [ContentDigest(of: Array(Self.script.utf8)), ContentDigest(of: code)])
  }
}
