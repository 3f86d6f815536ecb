import MailModel
import MailParsing
import Testing

/// Opaque-signed mail (RFC 8551 §3.5.2), in both forms of lengths.
struct SignedContentTests {
  private static let signedData: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
  private static let data: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01]

  private static func definite(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 0x80 { return [tag, UInt8(content.count)] + content }
    return [tag, 0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)] + content
  }

  private static func indefinite(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, 0x80] + content + [0, 0] }

  private static func signed(_ wrap: (UInt8, [UInt8]) -> [UInt8], octets: [UInt8]) -> [UInt8] {
    let content = wrap(0x30, data + wrap(0xA0, octets))
    let signed = wrap(0x30, [0x02, 0x01, 0x01] + wrap(0x31, wrap(0x30, [0x05, 0x00])) + content + wrap(0x31, []))
    return wrap(0x30, signedData + wrap(0xA0, signed))
  }

  private static func message(_ body: [UInt8]) -> [UInt8] {
    Array(
      "Content-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: binary\n\n".utf8) + body
  }

  private static let entity = Array(
    "Content-Type: multipart/mixed; boundary=X\n\n--X\n\nhello\n--X\nContent-Type: image/png\n\nb\n--X--\n".utf8)

  @Test(arguments: [
    signed(definite, octets: definite(0x04, entity)),
    signed(indefinite, octets: definite(0x04, entity)),
    signed(
      indefinite,
      octets: indefinite(
        0x24, definite(0x04, Array(entity[..<20])) + definite(0x24, definite(0x04, Array(entity[20...])))
      )),
    // Cut off behind the content, as a truncated mail is.
    Array(signed(definite, octets: definite(0x04, entity)).dropLast(2)),
  ])
  func findsWhatIsSigned(cms: [UInt8]) {
    let message = parsed(bytes: Self.message(cms))
    #expect(message.parts.map(\.contentType) == ["application/pkcs7-mime"])
    #expect(
      message.embedded.map { "\($0.via) \($0.part.path) \($0.part.contentType)" } == [
        "smime 1.1 text/plain", "smime 1.2 image/png",
      ])
    #expect(message.text == "hello")
  }

  @Test(
    arguments: [[0x30], [0x30, 0x80], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], [0x04, 0x02, 0x61, 0x62], []] as [[UInt8]])
  func leavesOtherBytesAlone(cms: [UInt8]) {
    #expect(parsed(bytes: Self.message(cms)).embedded.isEmpty)
  }

  @Test func survivesAnyDamage() {
    var random = SeededGenerator(state: 7)
    let whole = Self.signed(Self.indefinite, octets: Self.indefinite(0x24, Self.definite(0x04, Self.entity)))
    for _ in 0..<2_000 {
      var damaged = whole
      for _ in 0..<3 {
        let at = Int.random(in: 0..<damaged.count, using: &random)
        damaged[at] = UInt8.random(in: 0...255, using: &random)
      }
      #expect(parsed(bytes: Self.message(damaged)).parts.count == 1)
    }
  }

  @Test func opensEncodedMessagesInsideOneAnotherUpToALimit() {
    var text = "Subject: innermost\n\nx\n"
    for _ in 0..<8 {
      let encoded = text.utf8.map { String(format($0)) }.joined()
      text = "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n\(encoded)"
    }
    let message = parsed(text)
    #expect(message.embedded.count == 4)
    #expect(message.embedded.allSatisfy { $0.via == "encoded-message" })
    #expect(message.codes.contains(.nestedTooDeep))
  }

  /// A byte in quoted-printable.
  private func format(_ byte: UInt8) -> String {
    byte == 0x3D || byte < 0x20 ? "=" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16) : String(UnicodeScalar(byte))
  }
}
