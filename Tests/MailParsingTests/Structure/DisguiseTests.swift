import MailModel
import MailParsing
import Testing

/// Mail that is written so that readers disagree on it: whatever one of them finds must be found.
struct DisguiseTests {
  private static let text = "Content-Type: text/plain\n\nhello\n"
  private static let program =
    "Content-Type: application/octet-stream\nContent-Disposition: attachment; filename=a.exe\n"
    + "Content-Transfer-Encoding: base64\n\nTVqQAAMAAAA=\n"

  /// A body of two parts between delimiters of that boundary.
  private static func body(_ boundary: String) -> String {
    "--\(boundary)\n\(text)--\(boundary)\n\(program)--\(boundary)--\n"
  }

  private static func holdsProgram(_ message: Message) -> Bool {
    let digest = ContentDigest(of: [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0])
    return (message.parts + message.embedded.map(\.part)).contains { $0.decodedDigest == digest }
  }

  /// One reading is enough: the form is legal or all readers agree.
  @Test(arguments: [
    ("multipart/mixed; boundary=xyz", "xyz"), ("MULTIPART/MIXED; BOUNDARY=xyz", "xyz"),
    ("multipart/mixed; boundary*=us-ascii''x%79z", "xyz"), ("multipart/mixed; boundary*0=xy; boundary*1=z", "xyz"),
    ("multipart/mixed; boundary=\"xyz \"", "xyz"), ("multipart/mixed; boundary=\"x\\yz\"", "xyz"),
    ("multipart/mixed (a); (boundary=abc;) boundary=xyz (b)", "xyz"), ("multipart/(a)mixed; boundary=xyz", "xyz"),
    ("multipart / mixed; boundary=xyz", "xyz"), ("multipart/ mixed; boundary=xyz", "xyz"),
    ("multipart /mixed; boundary=xyz", "xyz"), ("multipart/mixed; boundary\n =\n xyz", "xyz"),
    ("\n multipart/mixed;\n boundary=xyz", "xyz"), ("multipart/mixed; boundary=\"xy\n z\"", "xy z"),
    ("multipart/mixed boundary=xyz", "xyz"), ("multipart/mixed;; boundary=xyz", "xyz"),
    ("multipart/mixed; boundary=\"x\0yz\"", "x\0yz"), ("multipart/mixed; boundary=\"\"", ""),
    ("multipart/mixed; boundary=\"xyz--\"", "xyz--"), ("multipart/mixed; boundary=\"xyzé\"", "xyzé"),
  ])
  func readsAtOnce(type: String, boundary: String) {
    let message = parsed("MIME-Version: 1.0\nContent-Type: \(type)\n\n\(Self.body(boundary))")
    #expect(message.parts.map(\.contentType) == ["text/plain", "application/octet-stream"])
    #expect(Self.holdsProgram(message))
    #expect(message.embedded.isEmpty)
  }

  /// Readers disagree: the second view finds the parts, once, and the disagreement is told.
  @Test(arguments: [
    ("multipart/mixed", "xyz"), ("multipart/mixed; boundary=\"xyz; foo=bar", "xyz"),
    ("multipart/mixed; boundary=\"xyzabc;\n charset=x", "xyzabc"), ("multipart/mixed; boundary='xyz'", "xyz"),
    ("multipart/mixed; boundary=abc; boundary=xyz", "xyz"),
    ("multipart/mixed; boundary=abc; boundary*0=xy; boundary*1=z", "xyz"),
    ("multipart/mixed; boundary=\" xyz\"", "xyz"), ("multipart/mixed; boundary=xyz(a)", "xyz"),
    ("multipart/mixed; boundary=\"x\\yz\"", "x\\yz"), ("multipart/mixed; boun\n dary=xyz", "xyz"),
    ("; multipart/mixed; boundary=xyz", "xyz"), ("multipart; boundary=xyz", "xyz"),
    ("multipart/; boundary=xyz", "xyz"), ("\"multipart/mixed\"; boundary=xyz", "xyz"),
    ("=?utf-8?Q?multipart/mixed;_boundary=3Dxyz?=", "xyz"), ("multipart/mixed; boundary=\"x\0yz\"", "x"),
    ("text/plain", "xyz"), ("text/plain; boundary=xyz", "xyz"), ("multipart/mixed; boundary=xyz", "xyzjunk"),
    ("text/plain\nContent-Type: multipart/mixed; boundary=xyz", "xyz"),
    ("multipart/mixed; boundary=abc\nContent-Type: multipart/mixed; boundary=xyz", "xyz"),
    ("text/plain; x=y\rContent-Type: multipart/mixed; boundary=xyz", "xyz"),
  ])
  func readsASecondTime(type: String, boundary: String) {
    let message = parsed("MIME-Version: 1.0\nContent-Type: \(type)\n\n\(Self.body(boundary))")
    #expect(Self.holdsProgram(message))
    #expect(message.embedded.map(\.via) == ["recovering-view", "recovering-view"])
    #expect(message.embedded.map(\.part.contentType) == ["text/plain", "application/octet-stream"])
    #expect(message.codes.contains(.ambiguousStructure))
  }

  @Test(arguments: [
    // Before the first delimiter, behind the last, in both with a boundary of its own.
    "--abc\n\(program)--abc--\n--xyz\n\(text)--xyz--\n", "--xyz\n\(text)--xyz--\n--abc\n\(program)--abc--\n",
    "--xyz\n\(text)--xyz--\n--xyz\n\(program)--xyz--\n",
    // Lines that end with CR alone in a message that has LF.
    body("xyz").replacing("\n", with: "\r"),
  ])
  func findsPartsOutside(body: String) {
    let message = parsed("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xyz\n\n\(body)")
    #expect(message.parts.first?.contentType == "text/plain")
    #expect(Self.holdsProgram(message))
    #expect(message.codes.contains(.ambiguousStructure))
  }

  @Test func aSecondTypeIsReadWhereBothBoundariesAreUsed() {
    let message = parsed(
      "Content-Type: multipart/mixed; boundary=abc\nContent-Type: multipart/mixed; boundary=xyz\n\n--abc\n\(Self.text)"
        + "--abc--\n\(Self.body("xyz"))")
    #expect(message.parts.map(\.contentType) == ["text/plain"])
    #expect(message.embedded.count == 2)
    #expect(Self.holdsProgram(message))
  }

  /// A text that quotes a message further down, as a bounce does, is a text.
  @Test func aQuotedMessageIsNoStructure() {
    let quoted = (0..<12).map { "X-Line: \($0)\n" }.joined() + "\n" + Self.body("xyz")
    let message = parsed("Content-Type: text/plain\n\nCould not deliver.\n\n\(quoted)")
    #expect(message.embedded.isEmpty)
    #expect(!message.codes.contains(.ambiguousStructure))
  }

  @Test func aPartWithoutFieldsKeepsItsText() {
    let message = parsed(
      "Content-Type: multipart/mixed; boundary=xyz\n\n--xyz\nhello there\n--xyz\n\(Self.program)--xyz--\n")
    #expect(message.parts.map(\.contentType) == ["text/plain", "application/octet-stream"])
    #expect(message.parts.first?.decodedSize == 11)
  }

  @Test(arguments: [
    "quoted-printable\nContent-Transfer-Encoding: base64", "7bit\nContent-Transfer-Encoding: base64",
    "base64\nContent-Transfer-Encoding: 7bit", "base64, 7bit", "base64 foo", "foo base64", "\"base64\"", "base64;",
    "base-64", "x-base64", "=?utf-8?Q?base64?=", "(x) base64 (y)", "\n base64",
  ])
  func decodesByEachEncoding(encoding: String) {
    let message = parsed(
      "Content-Type: application/octet-stream\nContent-Transfer-Encoding: \(encoding)\n\nTVqQAAMAAAA=\n")
    #expect(Self.holdsProgram(message))
    #expect(message.embedded.isEmpty || message.codes.contains(.ambiguousStructure))
  }

  @Test func anEncodedMultipartIsOpened() {
    let encoded = Array(Self.body("xyz").utf8).base64
    let message = parsed(
      "Content-Type: multipart/mixed; boundary=xyz\nContent-Transfer-Encoding: base64\n\n\(encoded)\n")
    #expect(message.parts.map(\.contentType) == ["multipart/mixed"])
    #expect(message.embedded.map(\.via) == ["encoded-multipart", "encoded-multipart"])
    #expect(Self.holdsProgram(message))
    #expect(message.codes.contains(.illegalTransferEncoding))
  }
}

extension [UInt8] {
  /// The bytes in base64 on one line.
  fileprivate var base64: String {
    let alphabet = [Character]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var out = ""
    for start in stride(from: 0, to: count, by: 3) {
      let group = self[start..<Swift.min(start + 3, count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 { out.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=") }
    }
    return out
  }
}
