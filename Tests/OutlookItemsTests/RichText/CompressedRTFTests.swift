import Testing

@testable import OutlookItems

@Suite struct CompressedRTFTests {
  /// The example of [MS-OXRTFCP] §4.1.1.
  static let example: [UInt8] = [
    0x2D, 0x00, 0x00, 0x00, 0x2B, 0x00, 0x00, 0x00, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A,
    0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20,
    0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
  ]
  static let text = "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

  @Test func theExampleOfTheSpecification() {
    let (bytes, isWhole) = CompressedRTF.decode(Self.example, limit: 1_000)
    #expect(String(decoding: bytes, as: UTF8.self) == Self.text)
    #expect(isWhole)
  }

  @Test func damageIsTold() {
    var wrong = Self.example
    wrong[12] ^= 1
    #expect(CompressedRTF.decode(wrong, limit: 1_000).bytes.count == 43)
    #expect(!CompressedRTF.decode(wrong, limit: 1_000).isWhole)
    for count in 0..<Self.example.count {
      #expect(!CompressedRTF.decode(Array(Self.example[..<count]), limit: 1_000).isWhole)
    }
    #expect(CompressedRTF.decode(Self.example, limit: 5).bytes.count == 5)
  }

  @Test func unpackedTextStands() {
    let (bytes, isWhole) = CompressedRTF.decode(unpackedRTF("{\\rtf1}"), limit: 100)
    #expect(bytes == Array("{\\rtf1}".utf8) && isWhole)
  }
}
