import MailArchives
import MailTestSupport
import Testing

@Suite("Telling mail by content") struct MailSniffingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var kind: ArchiveKind?

    init(_ name: String, _ text: String, _ kind: ArchiveKind?) {
      self.name = name
      bytes = text.bytes
      self.kind = kind
    }

    var testDescription: String { name }
  }

  static let mail = MailText(id: "1@x").body("text\n").text

  static let cases: [Case] = [
    Case("inbox", MboxText().message(mail).text, .mbox),
    Case("one.eml", MboxText().message(mail).text, .mbox),
    Case("marked", "\u{FEFF}" + MboxText().message(mail).text, .mbox),
    Case("mac", MboxText().message(mail).text.carriageReturns, .mbox),
    Case("bare", "From ann@corp.example\n" + mail, .mbox),
    Case("dash", "From - Tue Sep 14 08:03:11 2021\nX-Mozilla-Status: 0001\n" + mail, .mbox),
    Case("preamble.mbox", "Exported by something\n\n" + MboxText().message(mail).text, .mbox),
    Case("empty.mbox", "", .mbox),
    Case("a.eml", mail, .eml),
    Case("1", mail, .mh),
    Case("123.host:2,S", mail.crlf, .eml),
    Case("received.txt", "Received: from a by b; Tue, 14 Sep 2021 08:03:11 +0200\nSubject: x\n\ntext\n", .eml),
    Case("lower", "message-id: <a@b>\nsubject: x\n\ntext\n", .eml),
    Case("blank.txt", "\n\n" + mail, .eml),
    Case("quoted", ">From ann Tue Sep 14 08:03:11 2021\n" + mail, .eml),
    Case("partial.eml", "Content-Type: text/plain\n\ntext\n", .eml),
    Case("odd.eml", "just words\n", .eml),
    Case("prose.eml", "From the desk of Ann\n", .eml),
    Case("empty.eml", "", .eml),
    Case("part.mime", "Content-Type: text/plain\n\ntext\n", .eml),
    Case("outlook.msg", "\u{D0}\u{CF}\u{11}\0\0\0\0", nil),
    Case("words.msg", "Hello: world\n", nil),
    Case("empty.msg", "", nil),
    Case("empty", "", nil),
    Case("blank", "\n\n\n", nil),
    Case("prose", "From the beginning it was clear.\nSubject: none\n", nil),
    Case("notes.txt", "To do:\nbuy milk\n", nil),
    Case("post.md", "---\ntitle: Hello\ndate: 2021-09-14\n---\ntext\n", nil),
    Case("front.md", "Title: Hello\nDate: 2021-09-14\n\ntext\n", nil),
    Case("settings.yaml", "from: me@corp.example\nto: you@corp.example\nsubject: hello\n", nil),
    Case("table.csv", "From,To,Subject,Date\na@b.example,c@d.example,x,y\n", nil),
    Case("main.swift", "import Foundation\nlet subject: String = \"\"\n", nil),
    Case("http.txt", "HTTP/1.1 200 OK\nDate: Tue\nContent-Type: text/html\n\n", nil),
    Case("headers.txt", "Date: Tue\nContent-Type: text/html\nServer: x\n\n", nil),
    Case("meeting.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n", nil),
    Case("ann.vcf", "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n", nil),
    Case("page.html", "<html><head><title>From: a</title></head></html>\n", nil),
    Case("package.json", "{\"from\": \"a@b\", \"to\": \"c@d\"}\n", nil),
    Case("control", "Package: mailutils\nMaintainer: A <a@b.example>\nPriority: optional\nSection: mail\n\n", nil),
    Case("fix.patch", "diff --git a/x b/x\n--- a/x\n+++ b/x\n", nil),
    Case("image.eml", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\0\0\0\0\0\0", nil),
    Case("archive.zip", "PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0", nil),
  ]

  @Test(arguments: cases) func kind(of example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.bytes, to: example.name)
    #expect(try SourceDiscovery.source(at: path)?.kind == example.kind)
  }
}
