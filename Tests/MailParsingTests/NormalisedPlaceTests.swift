import MailModel
import Testing

@testable import MailParsing

@Suite struct NormalisedPlaceTests {
  private static let lines = [
    "From: ann@corp.example", "Subject: tender", "  and more", "Content-Type: multipart/mixed; boundary=b", "", "--b",
    "Content-Type: text/plain", "", "Hello,", "Bob", "--b", "Content-Type: application/octet-stream", "", "AAAA",
    "--b--",
    "",
  ]

  @Test func copiesWithOtherLineEndsAgreeInTheirPlaces() throws {
    let plain = MIMEParser().parse(MailBytes(Array(Self.lines.joined(separator: "\n").utf8)))
    let crlf = MIMEParser().parse(MailBytes(Array(Self.lines.joined(separator: "\r\n").utf8)))
    #expect(plain.digest == crlf.digest)
    #expect(plain.fieldPlaces == crlf.fieldPlaces)
    #expect(plain.partPlaces == crlf.partPlaces)
    #expect(plain.partPlaces == plain.parts.map(\.range))
    #expect(crlf.partPlaces != crlf.parts.map(\.range))
    let subject = try #require(plain.fieldPlaces.first { $0.name == "subject" })
    #expect(subject.range == ByteRange(offset: 23, length: 26))
  }
}
