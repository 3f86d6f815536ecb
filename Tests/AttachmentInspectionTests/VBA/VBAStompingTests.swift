import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct VBAStompingTests {
  private static let original =
    "Sub AutoOpen()\r\n\r\n  u = \"http://x.example/a\"\r\n  ' a comment\r\n  Shell \"powershell -c a\", 0\r\nEnd Sub\r\n"

  private func evidence(_ source: String, _ original: String = original) -> String? {
    AttachmentInspector().inspect(VBABuilder.stomped(source: source, compiledFrom: original)).techniques
      .first { $0.id == "vba-stomped" }?.evidence
  }

  @Test func theSameSourceIsNone() {
    #expect(evidence(Self.original) == nil)
    // Without the last line end, with attributes between, with a statement on two lines.
    #expect(evidence(String(Self.original.dropLast())) == nil)
    #expect(
      evidence(Self.original.replacing("\r\n\r\n", with: "\r\nAttribute AutoOpen.VB_Description = \"x\"\r\n\r\n"))
        == nil)
    #expect(evidence(Self.original.replacing("\", 0", with: "\", _\r\n    0")) == nil)
  }

  @Test(arguments: [
    ("Sub AutoOpen()\r\nEnd Sub\r\n", "6 lines are compiled, 2 are in the source"),
    ("' nothing\r\n", "6 lines are compiled, 1 are in the source"),
    ("Sub a()\r\n\r\n  u = \"https://y.example/\"\r\n  ' a comment\r\n  MsgBox \"hi\"\r\nEnd Sub\r\n", "2 of 2 texts"),
    ("Sub a()\r\nx = 1\r\n\r\n\r\n\r\nEnd Sub\r\n", "lines are blank on one side only"),
  ])
  func anotherSourceIs(source: String, words: String) throws {
    #expect(try #require(evidence(source)).contains(words))
  }

  @Test func whatIsCompiledOnlyIsJudged() {
    let verdict = AttachmentInspector().inspect(
      VBABuilder.stomped(source: "Sub AutoOpen()\r\nEnd Sub\r\n", compiledFrom: Self.original))
    #expect(verdict.urls == ["http://x.example/a"])
    #expect(verdict.techniques.map(\.id).contains("vba-lolbin"))
    #expect(verdict.level >= .high)
  }

  @Test func cachesThatDoNotCountAreLeftOut() {
    let cache = VBABuilder.cache(of: Self.original)
    let file = CompoundFileBuilder([
      ("VBA/dir", VBABuilder.directory(["M"], offset: cache.count)),
      ("VBA/_VBA_PROJECT", [0xCC, 0x61, 0xFF, 0xFF, 0, 0, 0]),
      ("VBA/M", cache + VBABuilder.compressed(Array("Attribute VB_Name = \"M\"\r\nSub a()\r\nEnd Sub\r\n".utf8))),
    ]).build()
    #expect(!AttachmentInspector().inspect(file).techniques.contains { $0.id == "vba-stomped" })
  }

  @Test func damagedTablesAreNoneOrShort() {
    let cache = VBABuilder.cache(of: Self.original)
    #expect(VBACompiledLines(in: cache, to: cache.count)?.lengths.count == 6)
    #expect(VBACompiledLines(in: cache, to: cache.count)?.lengths[1] == 0)
    for end in 0..<cache.count - 32 { #expect(VBACompiledLines(in: cache, to: end) == nil) }
    for at in cache.indices {
      var damaged = cache
      damaged[at] = 0xFF
      _ = VBACompiledLines(in: damaged, to: damaged.count + 100)
    }
    #expect(VBACompiledLines(in: [UInt8](repeating: 0xFE, count: 10_000), to: 10_000) == nil)
  }
}
