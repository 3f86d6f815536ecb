import OutlookItems
import Testing

/// Texts and attachments as MIME entities.
@Suite struct BodyTests {
  /// The Content-Types of a message in order, with the depth at which they stand.
  private func types(_ item: OutlookItem) -> [String] {
    item.text.components(separatedBy: "\n").filter { $0.hasPrefix("Content-Type: ") }
      .map { String($0.dropFirst(14).prefix { $0 != ";" }) }
  }

  private static func file(_ name: String, _ more: [(UInt32, [UInt8])] = []) -> OutlookAttachment {
    OutlookAttachment(properties: PropertyBag([(0x3707_001F, wide(name))] + more), content: .bytes([1, 2, 3]))
  }

  private static let plain: (UInt32, [UInt8]) = (0x1000_001F, wide("Hello\r\n"))
  private static let html: (UInt32, [UInt8]) = (0x1013_0102, Array("<img src=\"cid:a@b\">".utf8))

  @Test(
    arguments: [
      ([], [], ["text/plain"]),
      ([plain], [], ["text/plain"]),
      ([html], [], ["text/html"]),
      ([plain, html], [], ["multipart/alternative", "text/plain", "text/html"]),
      ([plain], [file("a.txt")], ["multipart/mixed", "text/plain", "application/octet-stream"]),
      (
        [plain, html], [file("a.png", [(0x3712_001F, wide("<a@b>")), (0x370E_001F, wide("image/PNG"))]), file("b")],
        [
          "multipart/mixed", "multipart/related", "multipart/alternative", "text/plain", "text/html", "image/png",
          "application/octet-stream",
        ]
      ),
      // An identifier that the HTML does not show makes no inline part, unless the store says so.
      ([html], [file("a", [(0x3712_001F, wide("z"))])], ["multipart/mixed", "text/html", "application/octet-stream"]),
      (
        [html], [file("a", [(0x3712_001F, wide("z")), (0x3714_0003, number(4))])],
        ["multipart/related", "text/html", "application/octet-stream"]
      ),
      (
        [html], [file("a", [(0x3712_001F, wide("z")), (0x7FFE_000B, [1, 0])])],
        ["multipart/related", "text/html", "application/octet-stream"]
      ),
      (
        [plain], [file("a", [(0x370E_001F, wide("multipart/mixed"))])],
        ["multipart/mixed", "text/plain", "application/octet-stream"]
      ),
      (
        [plain], [file("a", [(0x370E_001F, wide("a/b\r\nX: y"))])],
        ["multipart/mixed", "text/plain", "application/octet-stream"]
      ),
    ] as [([(UInt32, [UInt8])], [OutlookAttachment], [String])])
  func structure(properties: [(UInt32, [UInt8])], attachments: [OutlookAttachment], types: [String]) {
    var item = OutlookItem(properties)
    item.attachments = attachments
    #expect(self.types(item) == types)
    #expect(item.text == item.text)
  }

  @Test(
    arguments: [
      ([plain], "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nHello\n"),
      (
        [(0x1000_001F, wide("Grüße an alle, die das lesen"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe an alle, die das lesen"
      ),
      (
        [(0x1000_001F, wide("Привет"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0J/RgNC40LLQtdGC"
      ),
      (
        [(0x3FFD_0003, number(1_251)), (0x1000_001E, [0xCF, 0x20, 0x61, 0x62, 0x63, 0x64, 0x65])],
        "Content-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: quoted-printable\n\n=CF abcde"
      ),
      ([(0x1013_0102, Array("<p>x".utf8))], "Content-Type: text/html\nContent-Transfer-Encoding: 7bit\n\n<p>x"),
      (
        [(0x3FDE_0003, number(28_592)), (0x1013_0102, Array("<p>x".utf8))],
        "Content-Type: text/html; charset=iso-8859-2\nContent-Transfer-Encoding: 7bit\n\n<p>x"
      ),
      (
        [(0x1013_001F, wide("<p>x"))],
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<p>x"
      ),
      (
        [(0x1000_001F, wide("--=_0123\n a \n=\0"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n--=3D_0123\n a=20\n=3D"
      ),
      (
        [(0x1009_0102, unpackedRTF("{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Hi}}"))],
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<p>Hi"
      ),
      (
        [(0x1009_0102, unpackedRTF("{\\rtf1\\ansi\\fromtext Hi\\par there}"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nHi\nthere"
      ),
      (
        [(0x1001_001F, wide("Not delivered"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nNot delivered"
      ),
      (
        [(0x1013_0102, wide("<p>x</p>\0"))],
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\n<p>x</p>"
      ),
      // The text is there already.
      (
        [plain, (0x1009_0102, unpackedRTF("{\\rtf1\\ansi Other}"))],
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 7bit\n\nHello\n"
      ),
    ] as [([(UInt32, [UInt8])], String)])
  func texts(properties: [(UInt32, [UInt8])], body: String) {
    #expect(OutlookItem(properties).text == "MIME-Version: 1.0\n" + body)
  }

  @Test(
    arguments: [
      ("invoice.xls", ";\n filename=\"invoice.xls\"\n"),
      ("a \"b\".doc", ";\n filename=\"a \\\"b\\\".doc\"\n"),
      ("Größe.doc", ";\n filename*=utf-8''Gr%C3%B6%C3%9Fe.doc\n"),
      ("a\r\nX: y", ";\n filename*=utf-8''a%0D%0AX%3A%20y\n"),
      (
        String(repeating: "0123456789", count: 7),
        ";\n filename*0*=utf-8''\(String(repeating: "0123456789", count: 5))0123456;\n filename*1*=7890123456789\n"
      ),
    ])
  func attachmentNames(name: String, parameter: String) {
    var item = OutlookItem([Self.plain])
    item.attachments = [Self.file(name)]
    #expect(
      item.text.contains("Content-Disposition: attachment" + parameter + "Content-Transfer-Encoding: base64\n\nAQID\n"))
  }

  @Test func anotherNameWhereTheLongOneIsMissing() {
    var item = OutlookItem([Self.plain])
    item.attachments = [
      OutlookAttachment(properties: PropertyBag([(0x3704_001F, wide("A~1.DOC"))]), content: .bytes([])),
      OutlookAttachment(
        properties: PropertyBag([(0x3001_001F, wide("Chart")), (0x3703_001F, wide(".xls"))]), content: .bytes([])),
    ]
    #expect(item.text.contains("filename=\"A~1.DOC\"") && item.text.contains("filename=\"Chart.xls\""))
  }

  @Test func messagesWithinTheMessage() {
    var inner = OutlookItem([(0x0037_001F, wide("inner")), Self.plain])
    inner.attachments = [Self.file("deep.doc")]
    var item = OutlookItem([(0x0037_001F, wide("outer")), Self.plain])
    item.attachments = [
      OutlookAttachment(properties: PropertyBag(), content: .item(inner)),
      OutlookAttachment(
        properties: PropertyBag([(0x370E_001F, wide("message/rfc822"))]),
        content: .bytes(Array("From: a@b\r\nSubject: third\r\n\r\nbody".utf8))),
    ]
    #expect(
      types(item) == [
        "multipart/mixed", "text/plain", "message/rfc822", "multipart/mixed", "text/plain", "application/octet-stream",
        "message/rfc822",
      ])
    #expect(item.text.contains("\n\nSubject: inner\nMIME-Version"))
    #expect(item.text.contains("\n\nFrom: a@b\nSubject: third\n\nbody\n"))
  }

  @Test func whatIsMissingIsTold() {
    var item = OutlookItem([Self.plain])
    item.attachments = [
      OutlookAttachment(
        properties: PropertyBag([(0x3707_001F, wide("a.doc")), (0x370D_001F, wide("https://x.example/a.doc"))]),
        content: .missing("by reference"))
    ]
    let rendered = item.rendered()
    #expect(rendered.defects.map(\.code) == [.missingPartBody])
    #expect(item.text.contains("filename=\"a.doc\"\nContent-Location: https://x.example/a.doc\n"))
  }

  @Test func limitsCutAndTell() {
    var item = OutlookItem([Self.plain])
    for _ in 0..<4 { item.attachments.append(Self.file("x")) }
    var limits = RenderingLimits()
    limits.attachments = 2
    #expect(item.rendered(within: limits).defects.map(\.code) == [.tooManyParts])
    limits = RenderingLimits(bytes: 9)
    #expect(item.rendered(within: limits).defects.map(\.code) == [.messageTruncated])
    var deep = OutlookItem([Self.plain])
    for _ in 0..<30 {
      var outer = OutlookItem([Self.plain])
      outer.attachments = [OutlookAttachment(properties: PropertyBag(), content: .item(deep))]
      deep = outer
    }
    #expect(deep.rendered().defects.map(\.code) == [.nestedTooDeep])
  }

  @Test(
    arguments: [
      (
        "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b--\r\n",
        "Content-Type: multipart/signed; boundary=b\n\n--b\n\nHi\n--b--\n"
      ),
      (
        "From: z@z\nContent-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMII=\n",
        "Content-Type: application/pkcs7-mime\nContent-Transfer-Encoding: base64\n\nMII=\n"
      ),
      (
        "--b\n\nHi\n--b--\n", "Content-Type: multipart/signed;\n boundary=\"b\"\n\n--b\n\nHi\n--b--\n"
      ),
      (
        "\u{1}\u{2}",
        "Content-Type: application/pkcs7-mime\nContent-Disposition: attachment;\n filename=\"smime.p7m\"\n"
          + "Content-Transfer-Encoding: base64\n\nAQI="
      ),
    ])
  func signedMailIsItsAttachment(content: String, entity: String) {
    var item = OutlookItem([(0x001A_001F, wide("IPM.Note.SMIME.MultipartSigned")), Self.plain])
    item.attachments = [
      OutlookAttachment(
        properties: PropertyBag([(0x3707_001F, wide("smime.p7m"))]), content: .bytes(Array(content.utf8)))
    ]
    #expect(item.text == "MIME-Version: 1.0\n" + entity)
  }

  @Test(
    arguments: [
      ("", true), ("IPM.Note", true), ("ipm.note.SMIME", true), ("IPM.Schedule.Meeting.Request", true),
      ("REPORT.IPM.Note.NDR", true), ("IPM.Appointment", false), ("IPM.Contact", false), ("IPM.Notebook", false),
    ])
  func mailIsWhatIsSent(name: String, isMail: Bool) {
    #expect(OutlookItem([(0x001A_001F, wide(name))]).isMail == isMail)
  }
}
