import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct OVBACompressionTests {
  /// The examples of [MS-OVBA] §3.2.
  @Test(arguments: [
    (
      "01 19 B0 00 61 62 63 64 65 66 67 68 00 69 6A 6B 6C 6D 6E 6F 70 00 71 72 73 74 75 76 2E",
      "abcdefghijklmnopqrstuv."
    ),
    (
      "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C",
      "#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    ),
    ("01 03 B0 02 61 45 00", String(repeating: "a", count: 73)),
  ])
  func decompressesTheExamplesOfTheSpecification(hex: String, text: String) {
    let bytes = hex.split(separator: " ").compactMap { UInt8($0, radix: 16) }
    #expect(OVBACompression.decompress(bytes, limit: 1_000).map { String(decoding: $0, as: UTF8.self) } == text)
  }

  @Test func undoesWhatTheBuilderDid() {
    let text = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(OVBACompression.decompress(VBABuilder.compressed(text), limit: 100_000) == text)
  }

  @Test(
    arguments: [[], [1], [1, 0xFF], [1, 0x03, 0xB0, 0xFF, 0xFF, 0xFF], [2, 0, 0], [1, 0, 0, 0, 0]] as [[UInt8]])
  func damagedContainersGiveWhatTheyHave(bytes: [UInt8]) {
    #expect((OVBACompression.decompress(bytes, limit: 1_000) ?? []).count <= 1_000)
  }

  @Test func aCopyTokenMayRunPastTheChunk() {
    // 4,095 literals in one chunk would not fit; a run of copies reaches 4,096 and the last goes beyond.
    var chunk: [UInt8] = [0x02, 0x61]
    chunk += [0xFF, 0x0F]  // 4,095 + 3 more of the same
    var bytes: [UInt8] = [1]
    bytes.append(u16: (chunk.count - 1) | 0xB000)
    bytes += chunk
    #expect(OVBACompression.decompress(bytes, limit: 10_000)?.count == 4_099)
  }
}
