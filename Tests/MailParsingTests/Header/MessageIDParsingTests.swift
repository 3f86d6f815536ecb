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

  /// A reply copies what it found between the brackets: both must give the same string, or they never meet.
  @Test(arguments: [
    "<a@b>", "<a@b@c>", "<a@b c>", "<a @ b>", "<\"a b\"@c>", "<\"a@b\"@c>", "<a@b;c>", "<a@b\"c>", "<a b@c>",
    "<no domain>",
    "<a@[IPv6:1::2]>", "<a@b.c ' '>", "<a@b(c)>", "<a\n @b>", "<a@\n\tb>", "< a@b >", "<<a@b>>", "<jörg@b>", "<=?x?@b>",
    "<a@b\n c\n\td>", "<a@@b>", "<a@(b>", "<a@b\u{2}c>", "<a@>",
  ])
  func joinsWithItsReply(written: String) {
    let original = parsed("Message-ID: \(written)\n\n")
    let reply = parsed("In-Reply-To: \(written)\nReferences: <x@y> \(written) <z@y>\n\n")
    #expect(original.messageID != nil)
    #expect(reply.inReplyTo == [original.messageID])
    #expect(reply.references.count == 3)
    #expect(reply.references.dropFirst().first == original.messageID)
  }

  /// A long identifier is folded here and there in another place.
  @Test func foldingIsNoPartOfAnIdentifier() {
    let original = parsed("Message-ID: <abcdef@host.example>\n\n")
    let reply = parsed("References: <abc\n def@host.\r\n\texample>\n\n")
    #expect(reply.references == [original.messageID])
  }

  @Test(arguments: ["<a@b@c>", "<a@b c>", "<a @ b>", "<a@b;c>", "a@b", "<a@b> c"])
  func tellsOfMalformedIdentifiers(written: String) {
    #expect(parsed("Message-ID: \(written)\n\n").codes.contains(.malformedMessageID))
    #expect(parsed("References: \(written)\n\n").codes.contains(.malformedReferences))
  }

  @Test func saysWhatIsMissing() {
    let message = parsed("Subject: x\n\n")
    #expect(message.codes.isSuperset(of: [.missingMessageID, .missingDate]))
  }
}
