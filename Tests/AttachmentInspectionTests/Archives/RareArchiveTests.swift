import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct RareArchiveTests {
  @Test(arguments: ["-lh0-", "-lh5-", "-lh6-", "-lh7-"], [0, 2])
  func membersOfLHA(method: String, level: Int) {
    check(RareArchiveBuilder.lzh("a.exe", Samples.program + RarTests.text, method: method, level: level))
  }

  @Test(arguments: [0, 1] as [UInt8])
  func membersOfARJ(method: UInt8) {
    check(RareArchiveBuilder.arj("a.exe", Samples.program + RarTests.text, method: method))
  }

  private func check(_ archive: [UInt8]) {
    let verdict = AttachmentInspector().inspect(archive)
    #expect(verdict.children.map(\.name) == ["a.exe"])
    #expect(verdict.children.map(\.digest) == [ContentDigest(of: Samples.program + RarTests.text)])
    #expect(Set(verdict.techniques.map(\.id)).isSuperset(of: ["archive-rare", "executable-in-archive"]))
    HostileDamage.inspect(archive, rounds: 45)
  }

  @Test func aGarbledMemberIsNamed() {
    let verdict = AttachmentInspector().inspect(
      RareArchiveBuilder.arj("a.exe", Samples.program, method: 0, flags: 1))
    #expect(verdict.encrypted)
    #expect(verdict.children.map(\.digest) == [nil])
  }

  @Test func whatLiesBeforeTheFirstByteIsBlank() {
    var bits = BitWriter()
    bits.put(1, 16)
    bits.put(0, 5)
    bits.put(11, 5)
    bits.put(510, 9)
    bits.put(0, 4)
    bits.put(3, 4)
    bits.put(256 + 5, 9)
    bits.put(0, 2)
    let method = LZHDecoder.Method.blocks(distanceSymbols: 14, countBits: 4)
    #expect(LZHDecoder.decode(bits.finish(), method: method, size: 8) == [UInt8](repeating: 0x20, count: 8))
  }
}
