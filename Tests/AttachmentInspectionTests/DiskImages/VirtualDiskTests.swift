import ByteReading
import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct VirtualDiskTests {
  private static let files = [
    DiskBuilder.File(name: "read me first.txt", content: Array("hello".utf8)),
    DiskBuilder.File(name: "invoice.lnk", content: Samples.shortcut("..\\a.exe", "/c start")),
    DiskBuilder.File(
      name: "a rather long name of a program.exe", content: Samples.program + RarTests.text, isHidden: true),
  ]

  static let volumes: [[UInt8]] = [
    DiskBuilder.fat(files), DiskBuilder.fat(files, clusters: 5_000), DiskBuilder.extendedFAT(files),
    DiskBuilder.ntfs(files),
  ]

  @Test(arguments: volumes.indices)
  func filesOfVolumesAreGoneInto(index: Int) {
    let volume = Self.volumes[index]
    for disk in [
      volume, DiskBuilder.partitioned(volume), DiskBuilder.guidPartitioned(volume), DiskBuilder.fixed(volume),
      DiskBuilder.dynamic(DiskBuilder.partitioned(volume)),
    ] {
      check(AttachmentInspector().inspect(disk), "\(index)")
    }
    if volume.count < 1 << 20 {
      check(AttachmentInspector().inspect(DiskBuilder.secondVersion(volume)), "VHDX \(index)")
    }
  }

  private func check(_ verdict: AttachmentVerdict, _ what: String) {
    #expect(Set(verdict.children.map(\.digest)) == Set(Self.files.map { ContentDigest(of: $0.content) }), "\(what)")
    let names = Set(verdict.children.map { String($0.name.split(separator: "/").last ?? "") })
    #expect(names == Set(Self.files.map(\.name)), "\(what)")
    let ids = Set(verdict.techniques.map(\.id))
    #expect(
      ids.isSuperset(of: ["disk-image", "disk-image-payload", "disk-image-hidden", "shortcut-in-archive"]), "\(what)")
  }

  @Test(arguments: volumes.indices)
  func damageIsNeverFatal(index: Int) {
    let volume = Self.volumes[index]
    HostileDamage.inspect(DiskBuilder.partitioned(volume), rounds: 12)
    // Damage where it matters: the first sectors.
    var random = SplitMix64(seed: UInt64(index))
    for _ in 0..<60 {
      var bytes = volume
      for _ in 0..<6 {
        bytes[Int.random(in: 11..<min(8_192, bytes.count), using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = AttachmentInspector().inspect(bytes)
    }
  }

  @Test func aCircleOfClustersEnds() {
    var volume = DiskBuilder.fat([DiskBuilder.File(name: "a.txt", content: [UInt8](repeating: 1, count: 1_024))])
    // The second cluster leads back to the first.
    volume.replaceSubrange(512 + 3..<512 + 6, with: [0x03, 0x20, 0x00])
    volume.put(u32: 900_000, at: volume.firstIndex(of: Array("TXT".utf8)).map { $0 + 20 } ?? 0)
    let verdict = AttachmentInspector().inspect(volume)
    #expect(verdict.children.map(\.digest) == [nil])
  }

  @Test func aDiskWithoutVolumesShowsItsSectors() {
    let disk = [UInt8](repeating: 0, count: 4_096) + Samples.program + [UInt8](repeating: 0, count: 3_072)
    let ids = Set(AttachmentInspector().inspect(DiskBuilder.fixed(disk)).techniques.map(\.id))
    #expect(ids.isSuperset(of: ["disk-image", "disk-image-payload"]))
  }
}
