import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("mbox dialects") struct MboxDialectTests {
  static let plain = MailText(id: "2@x", subject: "two").body("second\n").text

  @Test("mboxrd quoting is undone at every depth")
  func mboxrd() throws {
    let text = MailText(id: "1@x").body("From a\n>From b\n>>From c\n> From d\n>Fromage\n").text
    let found = try messages(MboxText(quoting: .mboxrd).message(text).message(Self.plain).text)
    #expect(found.map(\.text) == [text, Self.plain])
  }

  @Test("mboxo quoting is undone")
  func mboxo() throws {
    let text = MailText(id: "1@x").body("one\n\nFrom a\nend\n").text
    #expect(try messages(MboxText(quoting: .mboxo).message(text).text).map(\.text) == [text])
  }

  @Test("Where a From line stands unquoted, nothing is undone")
  func unquoted() throws {
    let text = MailText(id: "1@x").body("From the start:\n>From Bob's mail\n").text
    let other = MailText(id: "3@x").body(">From Bob's mail\n").text
    #expect(try messages(MboxText(quoting: .none).message(text).message(other).text).map(\.text) == [text, other])
  }

  @Test("A right Content-Length carries over what looks like a separator", arguments: ["", "\n"])
  func contentLength(blankLine: String) throws {
    let body = "text\n\n\(MboxText.plainSeparator)\nSubject: quoted mail\n\n>From there\n"
    let text = "Subject: x\nContent-Length: \(body.bytes.count)\n\n" + body
    let mbox = MboxText.plainSeparator + "\n" + text + blankLine + MboxText().message(Self.plain).text
    let found = try messages(mbox)
    #expect(found.map(\.text) == [text, Self.plain])
    #expect(found[0].codes == [])
    #expect(try messages(MboxText.plainSeparator + "\n" + text + blankLine).map(\.text) == [text])
  }

  @Test("A wrong Content-Length is no guide", arguments: [0, 1, 7, 400, 1_000_000_000_000, Int.max])
  func wrongContentLength(length: Int) throws {
    let text = "Subject: x\nContent-Length: \(length)\n\nsome text\n"
    let found = try messages(MboxText().message(text).message(Self.plain).text)
    #expect(found.map(\.text) == [text, Self.plain])
    #expect(found[0].codes == [.wrongContentLength])
  }

  @Test("NUL bytes are kept, and told")
  func nulBytes() throws {
    let text = MailText(id: "1@x").body("a\0b\n").text
    let found = try messages(MboxText().message(text).message(Self.plain).text)
    #expect(found.map(\.text) == [text, Self.plain])
    #expect(found.map(\.codes) == [[.nulBytes], []])
  }

  @Test("Mixed line ends do not matter")
  func mixedLineEnds() throws {
    let crlf = Self.plain.crlf
    let mbox =
      MboxText.plainSeparator + "\n" + crlf + "\r\n" + MboxText.plainSeparator + "\r\n" + Self.plain + "\n"
      + MboxText.plainSeparator + "\n" + crlf
    #expect(try messages(mbox).map(\.text) == [crlf, Self.plain, crlf])
  }
}
