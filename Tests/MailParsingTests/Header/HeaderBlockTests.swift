import MailModel
import MailParsing
import Testing

struct HeaderBlockTests {
  @Test func unfolds() {
    let message = parsed("Subject: one\n two\n\tthree\nReceived: a\r\n b\n\n")
    #expect(message.subject == "one two\tthree")
    #expect(message.header.first("received") == "a b")
  }

  @Test(arguments: [
    "From x@y Mon Sep 17 00:00:00 2001\nSubject: s\n\nbody", ">From x@y Mon\nSubject: s\n\nbody",
    "Subject : s\n\nbody", "subject:s\n\nbody", " stray\nSubject: s\n\nbody", "SUBJECT: s\n: empty\n\nbody",
    "Subject: s\nno colon here\nDate: x\n\nbody", "Subject: s\n\nbody", "Subject: s\r\n\r\nbody",
    "Subject: s\r\rbody", "\u{FEFF}Subject: s\n\nbody", "Subject: s\nSubject: t\n\nbody",
  ])
  func findsTheSubjectAndTheBody(text: String) {
    let message = parsed(text)
    #expect(message.subject == "s")
    #expect(message.text == "body")
  }

  @Test func keepsTheFirstOfRepeatedFields() {
    let message = parsed("Subject: a\nSubject: b\nFrom: a@x\nFrom: b@x\n\n")
    #expect(message.subject == "a")
    #expect(message.from.map(\.address) == ["a@x"])
    #expect(message.codes.contains(.duplicateHeader))
  }

  @Test func aBodyWithoutHeaderIsNotLost() {
    let message = parsed("just text\nmore text\n")
    #expect(message.text == "just text\nmore text\n")
    #expect(message.codes.contains(.missingHeader))
  }

  @Test func keepsFieldsInOrder() {
    let message = parsed("Received: one\nX-Other: no\nReceived: two\nX-Mailer: m\n\n")
    #expect(message.header.map { "\($0.name)=\($0.value)" } == ["received=one", "received=two", "x-mailer=m"])
  }

  @Test func cutsWhatIsHuge() {
    var limits = ParsingLimits()
    limits.headerCount = 10
    limits.headerBytes = 100
    let many = parsed(String(repeating: "Received: x\n", count: 50) + "\nbody", limits: limits)
    #expect(many.header.count == 10)
    #expect(many.codes.contains(.tooManyHeaders))
    #expect(many.text == "body")
    let long = parsed("Subject: \(String(repeating: "x", count: 1_000))\n\nbody", limits: limits)
    #expect(long.codes.contains(.headerTooLarge))
    #expect(long.subject?.utf8.count ?? 0 <= 100)
  }

  @Test(arguments: ["", "\n", "\r\n", ":", "\0", "From ", "--\n--\n"])
  func survives(text: String) {
    #expect(parsed(text).parts.count == 1)
  }
}
