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
    #expect(text.lastIndex(of: Array("abc".utf8), from: 4) == nil)
    #expect(text.lastIndex(of: []) == nil)
    #expect(Array("aaaa".utf8).lastIndex(of: Array("aa".utf8)) == 2)
    #expect([UInt8]().firstIndex(of: "a") == nil)
  }

  /// The search looks for the rarest byte of a pattern, wherever in it that stands.
  @Test func searchingInMany() {
    let zeros = [UInt8](repeating: 0, count: 300)
    let text = zeros + Array("\0Attribut".utf8) + zeros
    #expect(text.firstIndex(of: "\0Attribut") == 300)
    #expect(text.firstIndex(of: "\0Attribut", to: 309) == 300)
    #expect(text.firstIndex(of: "\0Attribut", to: 308) == nil)
    #expect(text.firstIndex(of: "\0Attribut", from: 301) == nil)
    #expect(text.firstIndex(of: "Attribute") == nil)
    #expect((zeros + [0x41]).firstIndex(of: "A") == 300)
  }

  @Test func lowerCase() {
    #expect(Array("@AZ[az{\u{C9}".utf8).lowercasedASCII() == Array("@az[az{\u{C9}".utf8))
    #expect("Naïve-ÉCLAIR/x".lowercasedASCII == "naïve-Éclair/x")
    #expect("plain".lowercasedASCII == "plain")
    #expect([0x41, 0, 0x42, 0].lowercasedASCIIWithoutZeros() == [0x61, 0x62])
    #expect("a needle here".holds("needle") && !"a needl".holds("needle"))
  }

  @Test func namesInUTF16() {
    let name: [UInt8] = [0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x7A]
    #expect(name.utf16Text(units: 9) == "A\u{FFFD}B")
    #expect(name.utf16Text(at: 7, units: 1) == "")
  }

  /// What is written by hand has to be what the standard library makes of the same units.
  @Test(arguments: ["", "abc", "é", "\u{7FF}\u{800}\u{FFFF}", "a\u{10000}b\u{10FFFF}", "日本"])
  func textInUTF16(text: String) {
    let units = Array(text.utf16)
    for cut in [units, Array(units.dropFirst()), Array(units.dropLast()), units.reversed()] {
      let bytes = cut.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      #expect(bytes.utf16Text(units: cut.count) == String(decoding: cut, as: UTF16.self))
    }
  }
}
