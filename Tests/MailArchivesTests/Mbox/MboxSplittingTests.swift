import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Splitting an mbox") struct MboxSplittingTests {
  static let first = MailText(id: "1@x", subject: "one").body("first\n").text
  static let second = MailText(id: "2@x", subject: "two").body("second\n\n").text

  @Test(
    "Separators of all programs are taken",
    arguments: [
      "From ann@corp.example Tue Sep 14 08:03:11 2021",
      "From ann@corp.example Tue Sep 14 08:03 2021",
      "From ann@corp.example  Tue Sep  4 08:03:11 2021",
      "From ann@corp.example Tue Sep 14 08:03:11 2021 +0200",
      "From ann@corp.example Tue Sep 14 08:03:11 CEST 2021",
      "From ann@corp.example Tue Sep 14 08:03:11 MET DST 2021",
      "From root Tue Sep 14 08:03:11 2021",
      "From uucp Tue Sep 14 08:03:11 2021 remote from host",
      "From - Tue Sep 14 08:03:11 2021",
      "From MAILER-DAEMON Tue Sep 14 08:03:11 2021",
      "From mboxrd@z Thu Jan  1 00:00:00 1970",
      "From 1773312345678901234@xxx Tue Aug 08 12:36:29 +0000 2023",
      "From ann at corp.example  Tue Sep 14 08:03:11 2021",
      "From \"Ann Lee\" <ann@corp.example> Tue Sep 14 08:03:11 2021",
      "From ann@corp.example Tue, 14 Sep 2021 08:03:11 +0200",
      "From ???@??? Tue Sep 14 08:03:11 2021",
      "From \"ann\" Tue Sep 14 08:03:11 2021",
      "From ann@corp.example 2021-09-14T08:03:11Z",
      "From ann@corp.example 2021-09-14 08:03:11 +0000",
      "From ann@corp.example",
      "From ",
    ])
  func separators(separator: String) throws {
    let mbox = MboxText().message(Self.first, separator: separator).message(Self.second, separator: separator).text
    #expect(try messages(mbox).map(\.text) == [Self.first, Self.second])
    #expect(try messages(mbox.crlf).map(\.text) == [Self.first.crlf, Self.second.crlf])
    #expect(
      try messages(mbox.carriageReturns).map(\.text) == [Self.first.carriageReturns, Self.second.carriageReturns])
  }

  @Test(
    "Body lines that begin with From do not split",
    arguments: [
      "From the beginning it was clear.",
      "From 7d0c2f3a5b1e9c8d7f6a5b4c3d2e1f0a9b8c7d6e Mon Sep 17 00:00:00 2001",
      "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001",
      "From Monday on we work at 08:03:11 in 2021",
      "From - Tue Sep 14 08:03:11 2021",
      "From mboxrd@z Thu Jan  1 00:00:00 1970",
      "From bob at corp.example  Tue Sep 14 08:03:11 2021",
      "From bob@corp.example",
      "From ",
      "From Tuesday, 14 September 2021",
    ])
  func bodyLines(line: String) throws {
    let body = "before\n\n\(line)\nSubject: not a mail\nFrom: x@y.example\n\nafter\n"
    let message = MailText(id: "1@x").body(body).text
    let mbox = MboxText(quoting: .none).message(message).message(Self.second).text
    #expect(try messages(mbox).map(\.text) == [message, Self.second])
  }

  @Test("A separator needs a blank line before it and a header below it")
  func surroundings() throws {
    let glued = MailText(id: "1@x").body("text\n\(MboxText.plainSeparator)\nSubject: x\n\n").text
    let bare = MailText(id: "2@x").body("text\n\n\(MboxText.plainSeparator)\nno header here\n\n").text
    let mbox = MboxText(quoting: .none).message(glued).message(bare).message(Self.second).text
    let found = try messages(mbox)
    #expect(found.map(\.text) == [glued, bare, Self.second])
    #expect(found.map(\.codes) == [[.unquotedSeparator], [.unquotedSeparator], []])
    let offset = glued.bytes.count - (MboxText.plainSeparator + "\nSubject: x\n\n").bytes.count
    #expect(found[0].defects[0].offset == offset)
  }

  @Test("A file without blank lines before its separators is read all the same")
  func noBlankLines() throws {
    let mbox = [Self.first, Self.first, Self.first].map { MboxText.plainSeparator + "\n" + $0 }.joined()
    #expect(try messages(mbox).map(\.text) == [Self.first, Self.first, Self.first])
  }

  @Test("A message whose first line is no header stops nothing")
  func brokenHeader() throws {
    let broken = "this is no header\n" + Self.first
    let headless = "\njust a body\n"
    let dash = "From - Tue Sep 14 08:03:11 2021"
    let mbox = MboxText().message(Self.first).message(broken).message(Self.second).text
    #expect(try messages(mbox).map(\.text) == [Self.first, broken, Self.second])
    let mozilla = MboxText().message(Self.first, separator: dash).message(headless, separator: dash)
      .message(Self.second, separator: dash).text
    #expect(try messages(mozilla).map(\.text) == [Self.first, headless, Self.second])
  }

  @Test("Empty messages are kept, and said to be empty")
  func emptyMessages() throws {
    let line = MboxText.plainSeparator + "\n"
    let found = try messages(line + "\n" + line + "\n" + line + Self.first + "\n" + line)
    #expect(found.map(\.text) == ["", "", Self.first, ""])
    #expect(found.map(\.codes) == [[.emptyMessage], [.emptyMessage], [], [.emptyMessage]])
    let blank = try messages(line + Self.first + "\n" + line + "\n\n\n" + line + Self.second + "\n")
    #expect(blank.map(\.text) == [Self.first, "\n\n", Self.second])
  }

  @Test("Places count in the file, quoting included")
  func places() throws {
    let quoted = MailText(id: "1@x").body("a\n\nFrom here\n>From there\n").text
    let mbox = MboxText().message(quoted).message(Self.second).text
    let found = try messages(mbox)
    #expect(found.map(\.text) == [quoted, Self.second])
    let start = MboxText.plainSeparator.bytes.count + 1
    #expect(found[0].place.range == ByteRange(offset: start, length: quoted.bytes.count + 2))
    let next = start + quoted.bytes.count + 2 + 1 + start
    #expect(found[1].place.range == ByteRange(offset: next, length: Self.second.bytes.count))
  }

  @Test(
    "At the end of the file one blank line is the mbox's own",
    arguments: [("", "text"), ("\n", "text\n"), ("\n\n", "text\n"), ("\n\n\n", "text\n\n"), ("\r\n\r\n", "text\r\n")])
  func endOfFile(end: String, body: String) throws {
    let head = "Subject: x\n\n"
    #expect(try messages(MboxText.plainSeparator + "\n" + head + "text" + end).map(\.text) == [head + body])
  }

  @Test("A byte order mark and blank lines may precede the first separator")
  func beforeTheFirst() throws {
    let mbox = MboxText().message(Self.first).message(Self.second).text
    for prefix in ["\u{FEFF}", "\n\n", "\u{FEFF}\r\n"] {
      #expect(try messages(prefix + mbox).map(\.text) == [Self.first, Self.second])
    }
    #expect(try messages("\n\n\n").isEmpty)
    #expect(try messages("").isEmpty)
  }

  @Test("Nothing of a file that does not begin with a separator is lost")
  func preamble() throws {
    let mbox = "Some words\nof an exporter\n\n" + MboxText().message(Self.first).message(Self.second).text
    #expect(try messages(mbox).map(\.text) == ["Some words\nof an exporter\n", Self.first, Self.second])
  }

  @Test("Two mailboxes joined into one keep both forms")
  func joined() throws {
    let dash = "From - Tue Sep 14 08:03:11 2021"
    let mbox = MboxText().message(Self.first).message(Self.second).message(Self.first, separator: dash)
      .message(Self.second, separator: dash).text
    #expect(try messages(mbox).count == 4)
  }

  @Test("Where every separator names the daemon, an address is a body's") func daemonOnly() throws {
    let daemon = "From MAILER-DAEMON Tue Sep 14 08:03:11 2021"
    let pasted = MailText(id: "9@x").body("see\n\n\(MboxText.plainSeparator)\nFrom: a@b\nSubject: x\n\nold\n").text
    var mbox = MboxText(quoting: .none)
    for _ in 0..<4 { mbox = mbox.message(Self.first, separator: daemon) }
    mbox = mbox.message(pasted, separator: daemon)
    #expect(try messages(mbox.text).map(\.text).last == pasted)
  }

  @Test("A bounce stands among spelled-out addresses") func bouncesOfLists() throws {
    let spelled = "From ann at corp.example  Tue Sep 14 08:03:11 2021"
    let mbox = MboxText().message(Self.first, separator: spelled)
      .message(Self.second, separator: "From MAILER-DAEMON  Tue Sep 14 08:04:11 2021")
      .message(Self.first, separator: spelled).text
    #expect(try messages(mbox).map(\.text) == [Self.first, Self.second, Self.first])
  }

  @Test("Real bounces before mail from addresses are a Unix mailbox, however many") func manyBounces() throws {
    let daemon = "From MAILER-DAEMON Tue Sep 14 08:03:11 2021"
    let bounce = MailText(id: "b@x", from: "Mail Delivery <MAILER-DAEMON@corp.example>").body("failed\n").text
    var mbox = MboxText()
    for _ in 0..<4 { mbox = mbox.message(bounce, separator: daemon).message(Self.second) }
    #expect(try messages(mbox.text).count == 8)
  }

  @Test("A bounce stands in a Unix mailbox, and addresses follow a bounce")
  func bounces() throws {
    let daemon = "From MAILER-DAEMON Tue Sep 14 08:03:11 2021"
    let mbox = MboxText().message(Self.first, separator: daemon).message(Self.second)
      .message(Self.first, separator: daemon).text
    #expect(try messages(mbox).count == 3)
  }
}
