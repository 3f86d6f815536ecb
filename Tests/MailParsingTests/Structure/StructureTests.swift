import MailModel
import MailParsing
import Testing

struct StructureTests {
  private static let mixed = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n"

  private static func leaves(_ text: String) -> [String] { parsed(text).parts.map { "\($0.path) \($0.contentType)" } }

  @Test(arguments: [
    ("Subject: x\n\nbody", ["1 text/plain"]),
    ("Content-Type: TEXT/HTML\n\nbody", ["1 text/html"]),
    ("Content-Type: nonsense\n\nbody", ["1 text/plain"]),
    ("\(mixed)--X\n\na\n--X\nContent-Type: image/png\n\nb\n--X--\n", ["1 text/plain", "2 image/png"]),
    // Nested multiparts and messages (RFC 3501 §6.4.5).
    (
      "\(mixed)--X\nContent-Type: multipart/alternative; boundary=Y\n\n--Y\n\na\n--Y\nContent-Type: text/html\n\nb\n--Y--\n"
        + "--X\n\nc\n--X--\n",
      ["1.1 text/plain", "1.2 text/html", "2 text/plain"]
    ),
    (
      "\(mixed)--X\n\na\n--X\nContent-Type: message/rfc822\n\nSubject: in\nContent-Type: multipart/mixed; boundary=Y\n\n"
        + "--Y\n\nb\n--Y\n\nc\n--Y--\n--X--\n",
      ["1 text/plain", "2.1 text/plain", "2.2 text/plain"]
    ),
    (
      "\(mixed)--X\n\na\n--X\nContent-Type: message/rfc822\n\nSubject: in\n\nb\n--X--\n",
      ["1 text/plain", "2.1 text/plain"]
    ),
    ("Content-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: z\n\nb", ["1.1.1 text/plain"]),
    (
      "Content-Type: multipart/digest; boundary=X\n\n--X\n\nSubject: a\n\nb\n--X\n\nSubject: c\n\nd\n--X--\n",
      ["1.1 text/plain", "2.1 text/plain"]
    ),
    // Boundaries that begin with one another.
    (
      "\(mixed)--X\nContent-Type: multipart/mixed; boundary=X-1\n\n--X-1\n\na\n--X-1--\n--X\n\nb\n--X--\n",
      ["1.1 text/plain", "2 text/plain"]
    ),
    // Doubled, with trailing blanks, never closed, quoted.
    ("\(mixed)--X\n--X\n\na\n--X--\n", ["1 text/plain"]),
    ("\(mixed)--X  \n\na\n--X-- \t\n", ["1 text/plain"]),
    ("\(mixed)--X\n\na\n--X\n\nb", ["1 text/plain", "2 text/plain"]),
    ("Content-Type: multipart/mixed; boundary=\"X y\"\n\n--X y\n\na\n--X y--\n", ["1 text/plain"]),
    // An outer boundary ends the inner multipart.
    (
      "\(mixed)--X\nContent-Type: multipart/mixed; boundary=Y\n\n--Y\n\na\n--X\n\nb\n--X--\n",
      ["1.1 text/plain", "2 text/plain"]
    ),
    ("Content-Type: multipart/mixed\n\nno boundary", ["1 multipart/mixed"]),
    ("\(mixed)never opened", ["1 multipart/mixed"]),
    ("Content-Type: message/partial; id=a\n\nSubject: x\n\ny", ["1 message/partial"]),
    ("Content-Type: message/external-body; access-type=URL\n\nContent-Type: x/y\n\n", ["1 message/external-body"]),
  ])
  func numbersLeaves(text: String, expected: [String]) {
    #expect(Self.leaves(text) == expected)
    #expect(Self.leaves(text.replacing("\n", with: "\r\n")) == expected)
  }

  @Test(arguments: [
    ("\(mixed)--X\n\na\n--X\n\nb", DefectCode.missingBoundaryEnd),
    ("\(mixed)nothing", .missingBoundaryStart),
    ("Content-Type: multipart/mixed\n\nx", .missingBoundary),
    ("Content-Type: multipart/mixed; boundary=\"X\n\n--X\n\na\n--X--\n", .unclosedQuote),
    ("\(mixed)--X--\n", .missingBoundaryStart),
    ("\(mixed)--X\n--X--\n", .emptyMultipart),
    (
      "Content-Type: multipart/mixed; boundary=X\nContent-Transfer-Encoding: base64\n\n--X\n\na\n--X--\n",
      .illegalTransferEncoding
    ),
    ("Content-Type: text\n\nx", .malformedContentType),
    ("Content-Type: text/plain\nContent-Type: text/html\n\nx", .duplicateHeader),
    ("Content-Transfer-Encoding: 8bit+\n\nx", .unknownTransferEncoding),
    ("Content-Transfer-Encoding: base64\n\nQUJD*", .malformedBase64),
    ("", .emptyMessage), ("a\0b", .nulBytes),
  ])
  func saysWhatIsWrong(text: String, code: DefectCode) {
    #expect(parsed(text).codes.contains(code))
  }

  @Test func theLineEndBeforeABoundaryIsNotThePartsOwn() {
    #expect(contents("\(Self.mixed)--X\n\na\n\n--X\n\nb\n--X--\nepilogue") == ["1=a\n", "2=b"])
    #expect(contents("\(Self.mixed)--X\n\n--X--\n") == ["1="])
  }

  @Test func rangesAreThoseOfTheEncodedBody() {
    let text = "\(Self.mixed)--X\nContent-Transfer-Encoding: base64\n\nQUJD\n--X--\n"
    let part = parsed(text).parts[0]
    #expect(Array(text.utf8)[part.range.offset..<part.range.offset + part.range.length] == Array("QUJD".utf8)[...])
    #expect(part.decodedSize == 3)
    #expect(part.decodedDigest == ContentDigest(of: "ABC"))
  }

  @Test func anUnclosedQuoteIsReadTwice() {
    let parts = "\n\n--=_abcdef\nContent-Type: text/plain\n\nhidden\n--=_abcdef--\n"
    let simple = parsed("Content-Type: multipart/mixed; boundary=\"=_abcdef" + parts)
    #expect(simple.parts.map(\.contentType) == ["text/plain"])
    #expect(simple.codes.isSuperset(of: [.ambiguousStructure, .unclosedQuote]))
    let text = "Content-Type: multipart/mixed; boundary=\"=_abcdef; charset=x" + parts
    let message = parsed(text)
    #expect(message.parts.map(\.contentType) == ["multipart/mixed"])
    #expect(message.embedded.map(\.via) == ["recovering-view"])
    #expect(message.embedded.map(\.part.contentType) == ["text/plain"])
    #expect(message.codes.isSuperset(of: [.ambiguousStructure, .unclosedQuote]))
    #expect(contents(text).last == "recovering-view:1.1=hidden")
    #expect(message.text == "hidden")
  }

  @Test func aSecondContentTypeIsReadToo() {
    let text =
      "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/html\n\na\n--X--\n"
    let message = parsed(text)
    #expect(message.parts.map(\.contentType) == ["text/plain"])
    #expect(message.embedded.map { "\($0.via) \($0.part.contentType)" } == ["recovering-view text/html"])
    #expect(message.codes.isSuperset(of: [.duplicateHeader, .ambiguousStructure]))
  }

  @Test func partsBehindTheClosingDelimiterAreRecovered() {
    let message = parsed("\(Self.mixed)--X\n\na\n--X--\n--X\nContent-Type: text/html\n\nb\n--X--\n")
    #expect(message.parts.map(\.path) == ["1"])
    #expect(message.embedded.map(\.part.contentType) == ["text/html"])
    #expect(message.codes.contains(.ambiguousStructure))
  }

  @Test func anEncodedMessageIsALeafWithEmbeddedParts() {
    let message = parsed(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\nSubject: in=\n\n\nbody=21\n")
    #expect(message.parts.map(\.contentType) == ["message/rfc822"])
    #expect(message.embedded.map { "\($0.via) \($0.part.path)" } == ["encoded-message 1.1"])
  }

  @Test(arguments: [
    ("Content-Disposition: attachment; filename=a.xls", "a.xls"),
    ("Content-Disposition: attachment; filename=\"a b.xls\"", "a b.xls"),
    ("Content-Type: text/plain; name=\"n.txt\"", "n.txt"),
    ("Content-Disposition: attachment; filename=d.txt\nContent-Type: text/plain; name=n.txt", "d.txt"),
    ("Content-Disposition: attachment; filename=;n.txt\nContent-Type: text/plain; name=n.txt", "n.txt"),
    ("Content-Disposition: attachment; filename*=UTF-8''caf%C3%A9.txt", "café.txt"),
    ("Content-Disposition: attachment; filename*0=a; filename*1=b.txt", "ab.txt"),
    ("Content-Disposition: attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
    ("Content-Disposition: attachment; filename*0*=iso-8859-1''caf%E9; filename*1=%20.txt", "café%20.txt"),
    ("Content-Disposition: attachment; filename=\"=?utf-8?Q?caf=C3=A9.txt?=\"", "café.txt"),
    ("Content-Disposition: attachment; filename=\"=?utf-8?B?Y2Fmw6k=?=\n =?utf-8?B?LnR4dA==?=\"", "café.txt"),
    ("Content-Disposition: attachment; filename*0=\"=?utf-8?Q?caf\"; filename*1=\"=C3=A9.txt?=\"", "café.txt"),
    ("Content-Disposition: attachment; filename=\"a\\\"b.txt\"", "a\"b.txt"),
    ("Content-Disposition: attachment; filename=plain.txt; filename*=UTF-8''caf%C3%A9.txt", "plain.txt"),
    ("Content-Disposition: attachment; filename*=UTF-8''caf%C3%A9.txt; filename=plain.txt", "café.txt"),
    ("Content-Disposition: attachment; filename=a b.txt", "a b.txt"),
    ("Content-Disposition: attachment; filename = a.txt ; size=3", "a.txt"),
    ("Content-Disposition: attachment; foo=\"a;filename=x\"; filename=y", "y"),
  ])
  func decodesNames(header: String, expected: String) {
    #expect(parsed("\(header)\n\nbody").parts.first?.filename == expected)
  }
}
