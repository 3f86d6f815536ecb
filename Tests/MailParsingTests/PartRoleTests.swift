import MailModel
import MailParsing
import Testing

/// What a part is to its message, and what it tells of content that is elsewhere or encrypted.
struct PartRoleTests {
  private static let picture = "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"

  private static func roles(_ text: String) -> [String] {
    parsed(text).parts.map { "\($0.contentType) \($0.role.rawValue)" }
  }

  private static func multipart(_ type: String, _ parts: String...) -> String {
    "Content-Type: multipart/\(type); boundary=X\n\n" + parts.map { "--X\n\($0)" }.joined() + "--X--\n"
  }

  private static let page =
    "Content-Type: text/html\n\n<img src=\"cid:logo%40x\"><td style=\"background:url('cid:b')\">\n"

  @Test(arguments: [
    ("Content-Type: text/plain\n\nx", ["text/plain body"]), ("\nx", ["text/plain body"]),
    ("Content-Type: text/plain; name=a.txt\n\nx", ["text/plain body"]),
    ("Content-Type: text/plain\nContent-Disposition: attachment\n\nx", ["text/plain attachment"]),
    ("Content-Type: application/pdf\nContent-Disposition: inline\n\nx", ["application/pdf attachment"]),
    // Named by the page, whatever the part calls itself, before or behind it.
    (
      multipart("mixed", page, "Content-Type: image/png\nContent-ID: <logo@x>\n\(picture)"),
      ["text/html body", "image/png inline"]
    ),
    (
      multipart(
        "mixed", "Content-Type: image/png\nContent-ID: <b>\nContent-Disposition: attachment\n\(picture)", page),
      ["image/png inline", "text/html body"]
    ),
    // In a multipart/related, named or not.
    (
      multipart("related", page, "Content-Type: image/png; name=x.png\n\(picture)"),
      ["text/html body", "image/png inline"]
    ),
    (
      multipart(
        "related", page, "Content-Type: image/png\nContent-Disposition: attachment; filename=x.png\n\(picture)"),
      ["text/html body", "image/png attachment"]
    ),
    // A photograph that nothing names is sent for its own sake.
    (
      multipart("mixed", page, "Content-Type: image/png\nContent-Disposition: inline\n\(picture)"),
      ["text/html body", "image/png attachment"]
    ),
    // A program or a document stays an attachment, whatever it says of itself.
    (
      multipart(
        "related", page,
        "Content-Type: image/png\nContent-ID: <logo@x>\nContent-Transfer-Encoding: base64\n\nTVqQAAMAAAA=\n",
        "Content-Type: application/msword\nContent-Disposition: inline\nContent-ID: <b>\n\nx\n",
        "Content-Type: image/svg+xml\nContent-ID: <b>\n\n<svg/>\n"),
      [
        "text/html body", "image/png attachment", "application/msword attachment", "image/svg+xml attachment",
      ]
    ),
    (
      multipart("alternative", "\nx\n", "Content-Type: text/calendar; name=a.ics\n\nx\n"),
      ["text/plain body", "text/calendar body"]
    ),
    (
      multipart(
        "mixed", "\nx\n", "Content-Type: text/plain; name=a.patch\n\nx\n", "Content-Type: text/plain\n\nfoot\n"),
      ["text/plain body", "text/plain attachment", "text/plain body"]
    ),
    (
      multipart("signed", "\nx\n", "Content-Type: application/pgp-signature; name=signature.asc\n\nx\n"),
      ["text/plain body", "application/pgp-signature body"]
    ),
  ])
  func tells(text: String, expected: [String]) {
    #expect(Self.roles(text) == expected)
  }

  @Test func tellsFragments() {
    let part = parsed("Content-Type: message/partial; id=\"a@b\"; number=2; total=3\n\nmore\n").parts.first
    #expect(part?.contentType == "message/partial")
    #expect(part?.reference == ["id": "a@b", "number": "2", "total": "3"])
  }

  @Test func tellsWhereContentIsKept() {
    let part = parsed(
      "Content-Type: message/external-body; access-type=URL;\n URL=\"http://x.example/a/\n b.exe\"; size=3\n\n"
        + "Content-Type: application/octet-stream\n\n"
    ).parts.first
    #expect(part?.contentType == "message/external-body")
    #expect(part?.reference == ["access-type": "URL", "url": "http://x.example/a/b.exe", "size": "3"])
    let continued = parsed(
      "Content-Type: message/external-body; access-type=URL; URL*0=\"http://x\"; URL*1=\".example\"\n\n\n"
    ).parts.first
    #expect(continued?.reference["url"] == "http://x.example")
  }

  @Test(arguments: [
    (
      multipart(
        "encrypted; protocol=\"application/pgp-encrypted\"", "Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
        "Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\nx\n"),
      [false, true]
    ),
    ("Content-Type: text/plain\n\nhi\n-----BEGIN PGP MESSAGE-----\n\nx\n-----END PGP MESSAGE-----\n", [true]),
    ("Content-Type: text/plain\n\n> -----BEGIN PGP MESSAGE-----\n", [false]),
    ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nx\n", [true]),
    (
      "Content-Type: application/pkcs7-mime; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n"
        + "MIAGCSqGSIb3DQEHA6CA\n",
      [true]
    ),
    ("Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nx\n", [false]),
  ])
  func tellsEncryption(text: String, expected: [Bool]) {
    #expect(parsed(text).parts.map(\.isEncrypted) == expected)
  }

  /// RFC 6522: the text, the status, the message that came back.
  @Test func descendsIntoReports() {
    let message = parsed(
      Self.multipart(
        "report; report-type=delivery-status", "\nIt failed.\n",
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b\n",
        "Content-Type: message/rfc822\n\nSubject: back\nContent-Type: multipart/mixed; boundary=Y\n\n--Y\n\na\n--Y\n"
          + "Content-Type: application/pdf\n\nb\n--Y--\n"))
    #expect(
      message.parts.map { "\($0.path) \($0.contentType)" } == [
        "1 text/plain", "2 message/delivery-status", "3.1 text/plain", "3.2 application/pdf",
      ])
    #expect(message.text == "It failed.")
  }
}
