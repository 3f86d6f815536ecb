import CZlib
import Testing

@testable import AttachmentInspection

@Suite struct InflaterTests {
  /// A zlib stream of so many bytes.
  private func stream(of count: Int) -> (plain: [UInt8], packed: [UInt8]) {
    let plain = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }
    var packed = [UInt8](repeating: 0, count: Int(compressBound(UInt(count))))
    var length = UInt(packed.count)
    _ = compress(&packed, &length, plain, UInt(count))
    return (plain, Array(packed.prefix(Int(length))))
  }

  @Test(arguments: [1, 64, 255, 4_096, 65_535, 65_536, 65_537, 300_000], [0, 1, 70_000])
  func givesAllBytesWhateverSizeIsExpected(count: Int, hint: Int) {
    let (plain, packed) = stream(of: count)
    let whole = Inflater.inflate(packed, from: 0, wrapping: .zlib, limit: 1 << 20, expecting: hint)
    #expect(whole.bytes == plain)
    #expect(whole.ending == .complete)
    #expect(whole.consumed == packed.count)
    let exact = Inflater.inflate(packed, from: 0, wrapping: .zlib, limit: count, expecting: hint)
    #expect(exact.bytes == plain)
    #expect(exact.ending == .complete)
  }

  @Test(arguments: [1, 63, 64, 4_095, 65_536, 299_999])
  func stopsAtTheLimit(limit: Int) {
    let (plain, packed) = stream(of: 300_000)
    let cut = Inflater.inflate(packed, from: 0, wrapping: .zlib, limit: limit)
    #expect(cut.bytes == Array(plain.prefix(limit)))
    #expect(cut.ending == .limit)
  }

  @Test func givesWhatCameBeforeACut() {
    let (plain, packed) = stream(of: 300_000)
    let cut = Inflater.inflate(Array(packed.prefix(packed.count / 2)), from: 0, wrapping: .zlib, limit: 1 << 20)
    #expect(cut.ending == .broken)
    #expect(!cut.bytes.isEmpty)
    #expect(cut.bytes == Array(plain.prefix(cut.bytes.count)))
  }
}
