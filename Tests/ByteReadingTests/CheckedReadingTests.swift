import ByteReading
import Testing

@Suite struct CheckedReadingTests {
  private let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0xFF, 0xFF, 0xFF, 0xFF]

  @Test(arguments: [(0, 0x0201), (6, 0xFFFF), (7, nil), (8, nil), (-1, nil), (Int.max, nil), (Int.min, nil)])
  func sixteenBits(index: Int, value: Int?) { #expect(bytes.u16(at: index) == value) }

  @Test(arguments: [(0, 0x0403_0201), (4, 0xFFFF_FFFF), (5, nil), (-1, nil), (Int.max, nil), (Int.min, nil)])
  func thirtyTwoBits(index: Int, value: Int?) { #expect(bytes.u32(at: index) == value) }

  @Test(arguments: [(0, 0xFFFF_FFFF_0403_0201 as UInt64), (1, nil), (Int.max, nil)] as [(Int, UInt64?)])
  func sixtyFourBits(index: Int, value: UInt64?) {
    #expect(bytes.u64(at: index) == value)
    #expect(bytes.clampedU64(at: index) == value.map { _ in Int.max })
  }

  @Test(
    arguments: [
      (0, 3, [1, 2, 3]), (6, 9, [0xFF, 0xFF]), (8, 1, []), (-1, 4, []), (2, 0, []), (2, -1, []), (0, Int.max, nil),
    ] as [(Int, Int, [UInt8]?)])
  func ranges(offset: Int, count: Int, found: [UInt8]?) {
    #expect(bytes.bytes(at: offset, count: count) == found ?? bytes)
  }

  @Test func searching() {
    let text = Array("abcabcabd".utf8)
    #expect(text.firstIndex(of: "abd") == 6)
    #expect(text.firstIndex(of: "abc", from: 1) == 3)
    #expect(text.firstIndex(of: "abd", to: 8) == nil)
    #expect(text.firstIndex(of: "x") == nil)
    #expect(text.firstIndex(of: "abc", from: -1) == nil)
    #expect(text.lastIndex(of: Array("abc".utf8)) == 3)
    #expect([UInt8]().firstIndex(of: "a") == nil)
  }

  @Test func namesInUTF16() {
    let name: [UInt8] = [0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x7A]
    #expect(name.utf16Text(units: 9) == "A\u{FFFD}B")
    #expect(name.utf16Text(at: 7, units: 1) == "")
  }
}
