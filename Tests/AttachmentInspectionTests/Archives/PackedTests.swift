import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

/// What other packers wrote, by method.
@Suite struct PackedTests {
  @Test(arguments: [
    PackedFixture.ppmd, PackedFixture.bzip2Folder, PackedFixture.encryptedPPMd, PackedFixture.bzip2, PackedFixture.xz,
    PackedFixture.zstandard,
    PackedFixture.zipLZMA, PackedFixture.zipBzip2,
  ])
  func textComesOut(packed: [UInt8]) {
    let verdict = AttachmentInspector().inspect(packed)
    #expect(verdict.children.map(\.digest) == [ContentDigest(of: PackedFixture.text)])
    HostileDamage.inspect(packed, rounds: 60)
  }

  @Test(arguments: [
    PackedFixture.branchStreams, PackedFixture.armFilter, PackedFixture.powerPCFilter, PackedFixture.xzOfCode,
  ])
  func codeComesOut(packed: [UInt8]) {
    let verdict = AttachmentInspector().inspect(packed)
    #expect(verdict.children.map(\.digest) == [ContentDigest(of: PackedFixture.code)])
    HostileDamage.inspect(packed, rounds: 60)
  }

  @Test func streamsOfXZAndBzip2GoOn() {
    for packed in [PackedFixture.xz, PackedFixture.bzip2, PackedFixture.zstandard] {
      let verdict = AttachmentInspector().inspect(packed + packed)
      #expect(verdict.children.map(\.digest) == [ContentDigest(of: PackedFixture.text + PackedFixture.text)])
    }
  }

  @Test func aLimitCutsWithoutSilence() {
    var limits = InspectionLimits()
    limits.entryBytes = 1_000
    for packed in [
      PackedFixture.xz, PackedFixture.bzip2, PackedFixture.zstandard, PackedFixture.zipLZMA, PackedFixture.zipBzip2,
    ] {
      let verdict = AttachmentInspector(limits: limits).inspect(packed)
      #expect(verdict.children.map(\.digest) == [nil])
      #expect(verdict.limitsHit == ["entry-bytes"])
    }
  }

  @Test(arguments: [
    (BranchFilter.thumb, [0, 0xF0, 6, 0xF8] as [UInt8], [0, 0xF0, 4, 0xF8] as [UInt8]),
    (.arm, [9, 0, 0, 0xEB], [7, 0, 0, 0xEB]),
    (.sparc, [0x40, 0, 0, 2, 0x40, 0, 0, 2], [0x40, 0, 0, 2, 0x40, 0, 0, 1]),
    (.arm64, [0, 0, 0, 0, 2, 0, 0, 0x94], [0, 0, 0, 0, 1, 0, 0, 0x94]),
    (.powerPC, [0, 0, 0, 0, 0x48, 0, 0, 9], [0, 0, 0, 0, 0x48, 0, 0, 5]),
  ])
  func branchesBecomeRelative(filter: BranchFilter, code: [UInt8], relative: [UInt8]) {
    #expect(filter.undone(code) == relative)
  }

  /// A frame with a raw block, one of a repeated byte, and one with literals that repeat and no matches.
  @Test func blocksOfZstandardThatHoldNoCodes() {
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 9, 0x10, 0, 0, 1, 2, 0x1A, 0, 0, 7, 0x1D, 0, 0, 0x21, 9, 0]
    #expect(ZstandardDecoder.decode(frame, from: 0, limit: 100).bytes == [1, 2, 7, 7, 7, 9, 9, 9, 9])
    let before: [UInt8] = [0x51, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 5, 5]
    #expect(ZstandardDecoder.decode(before + frame, from: 0, limit: 100).ending == .complete)
  }
}
