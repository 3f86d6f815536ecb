import CompoundFiles
import MailTestSupport
import Testing

@Suite struct CompoundFileTests {
  @Test(arguments: [0, 1, 63, 64, 65, 4_095, 4_096, 4_097, 70_000])
  func streamsOfAnySize(size: Int) {
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let file = CompoundFile(CompoundFileBuilder([("A/B", content), ("A/C", [9])]).build())
    #expect(file?.content(at: "a/b") == content)
    #expect(file?.content(at: "A/C") == [9])
  }

  @Test func aChainInACircleEnds() {
    var bytes = CompoundFileBuilder([("A", [UInt8](repeating: 1, count: 5_000))]).build()
    // The table is the last sector; its first word leads to itself.
    bytes.put(u32: 0, at: bytes.count - 512)
    let content = CompoundFile(bytes)?.content(at: "A")
    #expect(content == nil || (content?.count ?? 0) <= 5_000)
  }

  @Test func siblingsInACircleEnd() {
    var bytes = CompoundFileBuilder([("A", [1]), ("B", [2])]).build()
    guard let file = CompoundFile(bytes) else { return }
    #expect(file.entries.filter { $0.kind == .stream }.count == 2)
    // The right sibling of the second entry is made the first.
    if let at = bytes.firstIndex(of: [0x42, 0, 0, 0] as [UInt8], from: 512) { bytes.put(u32: 1, at: at + 72) }
    #expect(CompoundFile(bytes)?.content(at: "A") == [1])
  }
}
