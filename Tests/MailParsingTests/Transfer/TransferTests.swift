import MailModel
import MailParsing
import Testing

struct TransferTests {
  private static func decoded(_ encoding: String, _ body: String) -> String {
    contents("Content-Type: application/x\nContent-Transfer-Encoding: \(encoding)\n\n\(body)").first ?? ""
  }

  @Test(arguments: [
    ("QUJD", "ABC"), ("QUI=", "AB"), ("QQ==", "A"), ("QUI", "AB"), ("QQ", "A"), ("QUJDR", "ABC"), ("", ""),
    ("QU\nJD\r\n", "ABC"), ("Q*U-JD", "ABC"), ("QQ==QUJD", "A"), ("QQ==\nQUJD\n", "A"), ("====", ""),
    ("QUJD\n\n____\nA footer of the list\n", "ABC"), ("QQ==\n\nThis is a footer, no base64.\n", "A"), ("Q=UJD", "ABC"),
    (" QUJD ", "ABC"),
  ])
  func base64(text: String, expected: String) {
    // What follows without padding cannot be told from base64; only the beginning is certain there.
    #expect(Self.decoded("base64", text).hasPrefix("1=" + expected))
    if !text.contains("____") { #expect(Self.decoded("BASE64", text) == "1=" + expected) }
  }

  @Test(arguments: [
    ("a=3Db", "a=b"), ("a=\nb", "ab"), ("a=\r\nb", "ab"), ("a=", "a"), ("a  \nb", "a  \nb"), ("a=zz", "a=zz"),
    ("a=3", "a=3"), ("caf=C3=A9", "café"), ("=e2=82=ac", "€"), ("==", "="), ("é", "é"),
  ])
  func quotedPrintable(text: String, expected: String) {
    #expect(Self.decoded("quoted-printable", text) == "1=" + expected)
  }

  @Test(arguments: [
    ("7bit", "a=3D"), ("8bit", "a"), ("binary", "a"), ("x-unknown", "QUJD"), ("(comment) base64", "QUJD"),
    ("base64 (comment)", "QUJD"), ("base64 x", "QUJD"),
  ])
  func names(encoding: String, body: String) {
    let isBase64 = encoding.contains("base64")
    #expect(Self.decoded(encoding, body) == "1=" + (isBase64 ? "ABC" : body))
  }

  /// What most mail programs do not decode, and some do, is in both forms.
  @Test(arguments: [
    ("\"base64\"", "QUJD", "QUJD", "ABC"), ("base64;", "QUJD", "QUJD", "ABC"), ("base64", "QQ==QUJD", "A", "AABC"),
    ("base64", "QQ==\nQUJD\n", "A", "AABC"), ("quoted-printable.", "=41", "=41", "A"),
  ])
  func readsDoubtfulEncodingsTwice(encoding: String, body: String, first: String, second: String) {
    let text = "Content-Transfer-Encoding: \(encoding)\n\n\(body)"
    #expect(contents(text) == ["1=\(first)", "recovering-view:1=\(second)"])
    #expect(parsed(text).codes.contains(.ambiguousStructure))
    #expect(parsed(text).text == second)
  }

  @Test func uuencodeAsEncodingAndInText() {
    let block = "begin 644 cat.txt\n#0V%T\n`\nend\n"
    #expect(Self.decoded("x-uuencode", block) == "1=Cat")
    let message = parsed("Subject: x\n\nhello\n\n\(block)bye\n")
    #expect(message.embedded.map(\.via) == ["uuencode"])
    #expect(message.embedded.first?.part.filename == "cat.txt")
    #expect(message.embedded.first?.part.decodedDigest == ContentDigest(of: "Cat"))
    #expect(parsed("Subject: x\n\nbegin 644 is how it starts\n").embedded.isEmpty)
  }

  @Test func yEncInText() {
    let encoded = "Cat".utf8.map { $0 &+ 42 }
    let text =
      Array("Subject: x\n\n=ybegin line=128 size=3 name=a cat.bin\n".utf8) + encoded + Array("\n=yend size=3\n".utf8)
    let message = parsed(bytes: text)
    #expect(message.embedded.map(\.via) == ["yenc"])
    #expect(message.embedded.first?.part.filename == "a cat.bin")
    #expect(message.embedded.first?.part.decodedDigest == ContentDigest(of: "Cat"))
  }

  @Test func tnefAttachments() {
    func attribute(_ level: UInt8, _ id: UInt32, _ data: [UInt8]) -> [UInt8] {
      func little(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
      return [level] + little(id) + little(UInt32(data.count)) + data + [0, 0]
    }
    let stream: [UInt8] =
      [0x78, 0x9F, 0x3E, 0x22, 0, 0] + attribute(2, 0x0006_9002, [0, 0])
      + attribute(2, 0x0001_8010, Array("a.doc\0".utf8))
      + attribute(2, 0x0006_800F, Array("Cat".utf8))
    let head = "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n"
    let message = parsed(bytes: Array(head.utf8) + stream)
    #expect(message.embedded.map(\.via) == ["tnef"])
    #expect(message.embedded.first?.part.filename == "a.doc")
    #expect(message.embedded.first?.part.decodedDigest == ContentDigest(of: "Cat"))
    for length in 0..<stream.count { _ = parsed(bytes: Array(head.utf8) + stream[..<length]) }
  }

  /// Files in text, as the programs of thirty years write them.
  @Test(arguments: [
    ("begin 0644 a.exe\n#0V%T\n`\nend\n", "a.exe"), ("begin 644 my file.exe\n#0V%T\n`\nend\n", "my file.exe"),
    ("begin 644 \"my file.exe\"\n#0V%T\n`\nend\n", "my file.exe"), ("begin  644\t a.exe\n#0V%T\n \nend\n", "a.exe"),
    ("begin 66 a.exe\n#0V%T\n\nend\n", "a.exe"), ("begin 100666 a.exe\r\n#0V%T\r\n`\r\nend\r\n", "a.exe"),
    ("begin-base64 644 a.exe\nQ2F0\n====\n", "a.exe"), ("begin 644 a.exe\n#0V%T\n`\n", "a.exe"),
    ("begin 644 a.exe\n#0V%T", "a.exe"),
  ])
  func findsUuencodedFiles(block: String, name: String) {
    let message = parsed("Subject: x\n\nhello\n\(block)")
    #expect(message.embedded.map(\.part.filename) == [name])
    #expect(
      message.embedded.first?.part.decodedDigest == ContentDigest(of: block.hasPrefix("begin-") ? "Ca\u{74}" : "Cat"))
  }

  @Test(arguments: [
    "begin 644 things are good\nthis is prose, not data at all\n\nend\n", "begin  something here\nthis is\n",
    "beginning\n",
    "begin 9 a\n#0V%T\nend\n", "begin-base64 644 a\nthis is prose.\n", "to begin 644 a\n#0V%T\n`\nend\n",
  ])
  func leavesProseAlone(text: String) {
    #expect(parsed("Subject: x\n\n\(text)").embedded.isEmpty)
  }

  /// Parts of one file that follow one another are that file; others stand by themselves.
  @Test(arguments: [
    ([(1, 3, "a"), (4, 6, "a")], [6]), ([(1, 3, "a"), (7, 9, "a")], [3, 3]), ([(1, 3, "a"), (4, 6, "b")], [3, 3]),
    ([(4, 6, "a")], [3]), ([(4, 6, "a"), (1, 3, "a")], [3, 3]),
  ])
  func joinsPartsOfYEnc(parts: [(Int, Int, String)], sizes: [Int]) {
    let blocks = parts.map { first, last, name in
      "=ybegin part=1 total=2 line=128 size=6 name=\(name)\n=ypart begin=\(first) end=\(last)\nklm\n=yend size=3\n"
    }
    #expect(parsed("Subject: x\n\n\(blocks.joined())").embedded.map(\.part.decodedSize) == sizes)
  }
}
