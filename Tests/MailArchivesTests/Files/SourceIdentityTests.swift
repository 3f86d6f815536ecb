import MailArchives
import MailTestSupport
import Testing

@Suite("What became of a source") struct SourceIdentityTests {
  static let separator = MboxText.plainSeparator + "\n"
  static let mail = MailText(id: "1@x").body("text\n").text
  static let mbox = MboxText().message(mail).message(mail).text
  static let long = MboxText().message(MailText(id: "2@x").body(String(repeating: "text\n", count: 40_000)).text).text

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var change: SourceChange
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "appended", before: mbox, after: mbox + mbox, change: .grown),
    Case(name: "appended to much", before: long, after: long + mbox, change: .grown),
    Case(name: "a blank line more", before: mbox, after: mbox + "\n", change: .grown),
    Case(name: "the last message went on", before: mbox, after: mbox + "more text\n", change: .lastMessageGrew),
    Case(
      name: "no blank line before what was appended", before: separator + mail, after: separator + mail + mbox,
      change: .replaced),
    Case(
      name: "the blank line came with what was appended", before: separator + mail,
      after: separator + mail + "\n" + mbox, change: .grown),
    Case(name: "another head", before: mbox, after: "From x" + mbox.dropFirst(6) + mbox, change: .replaced),
    Case(name: "another head, shorter", before: mbox + mbox, after: "x" + mbox.dropFirst(), change: .replaced),
    Case(
      name: "another mail with the same header, shorter",
      before: separator + mail + String(repeating: "a\n", count: 99),
      after: separator + mail + "another text\n", change: .replaced),
    Case(name: "shorter by half", before: mbox + mbox, after: mbox, change: .shortened),
    Case(name: "another head, shorter, but long", before: long + mbox, after: "x" + long, change: .replaced),
    Case(name: "another tail", before: long, after: long.dropLast(9) + "changed!\n" + mbox, change: .replaced),
    Case(name: "shorter", before: mbox, after: String(mbox.dropLast(5)), change: .shortened),
    Case(name: "much shorter", before: long + mbox, after: long, change: .shortened),
    Case(name: "empty", before: mbox, after: "", change: .shortened),
    Case(name: "was empty", before: "", after: mbox, change: .grown),
  ]

  @Test(arguments: cases) func change(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.before, to: "inbox")
    let source = ArchiveSource(path: path, kind: .mbox, size: 0, modified: 0)
    let recorded = try source.identity(at: Int64(example.before.utf8.count))
    #expect(try source.change(since: recorded) == .unchanged)
    try folder.write(example.after, to: "inbox")
    #expect(try source.change(since: recorded) == example.change)
  }

  @Test("A checkpoint amid the file holds while the file grows") func amid() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mbox, to: "inbox")
    let source = ArchiveSource(path: path, kind: .mbox, size: 0, modified: 0)
    let recorded = try source.identity(at: Int64(Self.mbox.utf8.count / 2))
    try folder.write(Self.mbox + "more\n", to: "inbox")
    #expect(try source.change(since: recorded) == .grown)
  }

  @Test("The same size at another time is another file") func rewritten() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mbox, to: "inbox")
    let source = ArchiveSource(path: path, kind: .mbox, size: 0, modified: 0)
    var recorded = try source.identity(at: 0)
    recorded.modified -= 1
    #expect(try source.change(since: recorded) == .replaced)
  }

  @Test("A message file that changed is another message") func eml() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mail, to: "a.eml")
    let source = ArchiveSource(path: path, kind: .eml, size: 0, modified: 0)
    let recorded = try source.identity(at: Int64(Self.mail.utf8.count))
    try folder.write(Self.mail + "more\n", to: "a.eml")
    #expect(try source.change(since: recorded) == .replaced)
  }

  @Test("A position behind the end is an error that names the file") func behindTheEnd() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Self.mail, to: "a.eml")
    let source = ArchiveSource(path: path, kind: .eml, size: 0, modified: 0)
    let error = #expect(throws: ArchiveError.self) { try ArchiveReader(source, from: 100_000) }
    #expect(error?.code == .shortened)
    #expect(error?.path == path)
    #expect(throws: ArchiveError.self) { try source.identity(at: 100_000) }
  }
}
