import MailModel
import MailParsing
import Testing

/// Bombs: time stays linear, memory bounded, and a defect says what was cut.
@Suite(.timeLimit(.minutes(1)))
struct LimitTests {
  private static let fields = "From: a@b\nMessage-ID: <a@b>\nDate: Mon, 1 Jan 2024 10:00:00 +0000\n"

  @Test(arguments: [
    (
      (0..<3_000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined(),
      DefectCode.nestedTooDeep
    ),
    (String(repeating: "Content-Type: message/rfc822\n\n", count: 3_000), .nestedTooDeep),
    ("Content-Type: multipart/mixed; boundary=b\n\n" + String(repeating: "--b\n\n\n", count: 20_000), .tooManyParts),
    (String(repeating: "X-A: b\n", count: 30_000), .tooManyHeaders),
    ("Subject: \(String(repeating: "x", count: 2_000_000))\n", .headerTooLarge),
    ("Content-Type: text/plain\((0..<20_000).map { "; name*\($0)=x" }.joined())\n", .malformedParameter),
    ("To: \(String(repeating: "a@b.c, ", count: 50_000))\n", .tooManyAddresses),
    ("References: \(String(repeating: "<a@b> ", count: 20_000))\n", .tooManyReferences),
    ("Content-Type: text/html\n\n" + String(repeating: "<div>", count: 20_000), .htmlTooDeep),
    ("\n" + String(repeating: "word ", count: 300_000), .textTruncated),
    ("Content-Transfer-Encoding: base64\n\n" + String(repeating: "QQ==", count: 200_000), .malformedBase64),
    (
      "Content-Transfer-Encoding: quoted-printable\n\n" + String(repeating: "=", count: 500_000),
      .malformedQuotedPrintable
    ),
    ("\n" + String(repeating: "begin 644 a\n#0V%T\n`\nend\n", count: 3_000), .tooManyParts),
    ("\n" + String(repeating: "=ybegin line=1 size=1 name=a\nk\n=yend\n", count: 3_000), .tooManyParts),
    ("To: \(String(repeating: "<\"", count: 100_000))\n", .malformedAddress),
    ("Content-Type: multipart/mixed; boundary=\"\"\n\n" + String(repeating: "--\n\nx\n", count: 20_000), .tooManyParts),
    (
      "Content-Type: multipart/mixed; boundary=b\n\n"
        + String(repeating: "--b\nContent-Type: multipart/mixed\n\n--c\nContent-Type: a/b\n\nx\n", count: 3_000),
      .tooManyParts
    ),
  ])
  func cuts(text: String, code: DefectCode) {
    let message = parsed(Self.fields + text)
    #expect(message.codes.contains(code))
    #expect(message.messageID?.rawValue == "a@b")
    #expect(message.parts.count <= 2_000)
    #expect(message.text.utf8.count <= 1 << 20)
  }

  @Test(arguments: [
    "<", "&", "<a \"", "<a href=x>", "<p style=\"display:none\">", "<!--", "<script><", "<blockquote>x", "<a x='", "&#",
  ])
  func readsHostileHTML(pattern: String) {
    #expect(HTMLText.read(String(repeating: pattern, count: 50_000)).links.count <= 5_000)
  }

  @Test(arguments: [Int.min, -1, 0, 1, Int.max])
  func takesAnyLimits(number: Int) {
    var limits = ParsingLimits()
    limits.headerBytes = number
    limits.keptHeaderBytes = number
    limits.headerCount = number
    limits.parts = number
    limits.depth = number
    limits.textBytes = number
    limits.addresses = number
    limits.references = number
    limits.partBytes = number
    limits.parameters = number
    limits.links = number
    limits.defects = number
    let text =
      "To: a@b\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: text/html\n\n<a href=x>y</a>\n--X--\n"
    #expect(parsed(text, limits: limits).size == text.utf8.count)
  }

  /// Whatever bytes come, a message comes out, and its ranges lie within it.
  @Test func survivesMutations() {
    let seeds = [
      "From: A <a@b>\nSubject: =?utf-8?Q?x?=\nContent-Type: multipart/mixed; boundary=\"X\"\n\n--X\n"
        + "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename*0*=utf-8''a%20; filename*1=b\n\n"
        + "QUJD\n--X\nContent-Type: text/html; charset=iso-2022-jp\n\n<a href='x'>y</a>&amp;\n--X--\n",
      "Date: Tue, 14 Sep 2021 10:03:11 +0200\nTo: G: a@b, \"c\" <d@e>;\nReferences: <a@b> <c@d>\n\nbegin 644 x\n#0V%T\n`\nend\n",
    ].map { Array($0.utf8) }
    var generator = SeededGenerator(state: 7)
    for round in 0..<1_500 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(contentsOf: bytes[at..<min(at + 20, bytes.count)], at: at)
        default: bytes.removeSubrange(at..<min(at + 10, bytes.count))
        }
        if bytes.isEmpty { bytes = [0x0A] }
      }
      let message = parsed(bytes: bytes)
      let isInside = message.parts.allSatisfy {
        $0.range.offset >= 0 && $0.range.length >= 0 && $0.range.offset + $0.range.length <= bytes.count
      }
      #expect(isInside && message.size == bytes.count)
    }
  }
}
