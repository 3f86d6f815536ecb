import MailModel
import Testing

struct MessageIDParsingTests {
  @Test(arguments: [
    ("<a@b>", "a@b"), ("a@b", "a@b"), (" <a@b> ", "a@b"), ("<a@b", "a@b"), ("a@b>", "a@b"), ("<<a@b>>", "a@b"),
    ("<a@\n b>", "a@b"), ("<no-domain>", "no-domain"), ("<a@b> (comment)", "a@b"), ("<a@b@c>", "a@b"),
    ("<a@b c>", "a@b"), ("<a @ b>", "a@b"),
  ])
  func readsMessageID(text: String, expected: String) {
    #expect(parsed("Message-ID: \(text)\n\n").messageID?.rawValue == expected)
  }

  @Test(arguments: [
    ("<a@b> <c@d>", ["a@b", "c@d"]), ("<a@b><c@d>", ["a@b", "c@d"]), ("<a@b>,\n\t<c@d>", ["a@b", "c@d"]),
    ("a@b c@d", ["a@b", "c@d"]), ("Your message of \"Mon <x@y>\" <a@b>", ["a@b"]), ("your mail of Monday", []),
    ("", []), ("<>", []), ("<a@b", ["a@b"]), ("mailto:a@b", ["a@b"]),
  ])
  func readsReferences(text: String, expected: [String]) {
    let message = parsed("References: \(text)\nIn-Reply-To: \(text)\n\n")
    #expect(message.references.map(\.rawValue) == expected)
    #expect(message.inReplyTo.map(\.rawValue) == expected)
  }

  @Test func saysWhatIsMissing() {
    let message = parsed("Subject: x\n\n")
    #expect(message.codes.isSuperset(of: [.missingMessageID, .missingDate]))
  }
}
