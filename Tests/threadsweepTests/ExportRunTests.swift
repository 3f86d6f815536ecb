import Foundation
import MailTestSupport
import Testing

@Suite("Exports on disk")
struct ExportRunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func mbox(_ ids: String...) -> [UInt8] {
    ids.reduce(MboxText()) { $0.message(MailText(id: $1).body("text of \($1)\n").text) }.text.bytes
  }

  private func scan(_ arguments: String..., in inner: String = "", environment: [String: String] = [:]) throws
    -> Binary.Run
  {
    try Binary.run(["scan"] + arguments, in: folder.path + inner, environment: environment)
  }

  private func sources(_ name: String = "threadsweep.db") throws -> [[String: Any]] {
    let status = try Binary.run(["status", "--case", name, "--format", "json"], in: folder.path).object()
    return status["sources"] as? [[String: Any]] ?? []
  }

  private func ids(_ name: String = "threadsweep.db") throws -> [String] {
    try Binary.run(["messages", "list", "--case", name, "--format", "jsonl"], in: folder.path).objects()
      .compactMap { $0["message_id"] as? String }
  }

  /// Runs a shell line in the folder; `$threadsweep` is the binary.
  private func shell(_ line: String) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["threadsweep": Binary.path, "PATH": "/usr/bin:/bin"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  // MARK: Names

  @Test func aNameThatIsNoUTF8IsSweptOnceAndContinued() throws {
    try folder.write([], to: "set/keep")
    guard try shell("mkdir \"$(printf 'set/Entw\\374rfe')\"") == 0 else { return }
    try folder.write(Self.mbox("a@x"), to: "one.mbox")
    try folder.write(Self.mbox("a@x", "b@x"), to: "two.mbox")
    #expect(try shell("cp one.mbox \"$(printf 'set/Entw\\374rfe/\\303.mbox')\"") == 0)
    #expect(try scan("set").status == 0)
    let expected = "set/Entw\\xFCrfe/\\xC3.mbox"
    #expect(try sources().map { $0["path"] as? String } == [expected])
    #expect(try sources().map { $0["role"] as? String } == ["drafts"])
    // What came in since is swept, the rest is not swept again.
    #expect(try shell("cp two.mbox \"$(printf 'set/Entw\\374rfe/\\303.mbox')\"") == 0)
    #expect(try shell("$threadsweep scan \"$(printf 'set/Entw\\374rfe/\\303.mbox')\"") == 0)
    #expect(try scan(expected).status == 0)
    #expect(try sources().map { $0["path"] as? String } == [expected])
    #expect(try ids() == ["a@x", "b@x"])
    let inspected = try Binary.run(["inspect", "--format", "jsonl", expected], in: folder.path).objects()
    #expect(inspected.compactMap { $0["source"] as? String } == [expected, expected])
  }

  @Test func oneFileIsOneSourceHoweverItIsSpelt() throws {
    try folder.write(Self.mbox("a@x"), to: "set/a.mbox")
    try folder.write(Self.mbox("b@x"), to: "other/a.mbox")
    #expect(symlink("set/a.mbox", folder.path + "/link") == 0)
    #expect(symlink("set", folder.path + "/folder") == 0)
    let spellings = ["set/a.mbox", "./set/a.mbox", folder.path + "/set/a.mbox", "set", "set/", "link", "folder"]
    for spelling in spellings {
      #expect(try scan(spelling).status == 0)
      #expect(try sources().map { $0["path"] as? String } == ["set/a.mbox"], "\(spelling)")
      #expect(try ids() == ["a@x"])
    }
    let all = try Binary.run(["scan", "--case", "all.db"] + spellings.reversed(), in: folder.path)
    #expect(all.status == 0)
    #expect(try sources("all.db").map { $0["messages"] as? Int } == [1])
    // From another folder it is the same file; another file of the same name is not.
    #expect(try scan("a.mbox", "--case", "../threadsweep.db", in: "/set").status == 0)
    #expect(try sources().count == 1)
    #expect(try scan("a.mbox", "--case", "all.db", in: "/set").status == 0)
    #expect(try scan("a.mbox", "--case", "all.db", in: "/other").status == 0)
    #expect(try sources("set/all.db").count == 1)
    #expect(try scan("a.mbox", "--case", "../set/all.db", in: "/other").status == 0)
    #expect(try ids("set/all.db").sorted() == ["a@x", "b@x"])
    #expect(try sources("set/all.db").count == 2)
  }

  @Test func aMemberIsOneSourceHoweverItsArchiveIsSpelt() throws {
    try folder.write(Self.mbox("a@x"), to: "in/a.mbox")
    #expect(try shell("tar -czf t.tar.gz in && mkdir deep") == 0)
    for (spelling, inner) in [("t.tar.gz", ""), ("./t.tar.gz", ""), ("../t.tar.gz", "/deep")] {
      #expect(try scan(spelling, "--case", folder.path + "/case.db", in: inner).status == 0)
      #expect(try sources("case.db").map { $0["path"] as? String } == ["t.tar.gz!in/a.mbox"])
    }
  }

  @Test func linksInFoldersAreCountedAndNotFollowed() throws {
    try folder.write(Self.mbox("a@x"), to: "set/a.mbox")
    try folder.write(Self.mbox("b@x"), to: "b.mbox")
    #expect(symlink("../b.mbox", folder.path + "/set/b.mbox") == 0)
    #expect(symlink("..", folder.path + "/set/loop") == 0)
    #expect(mkfifo(folder.path + "/set/pipe", 0o600) == 0)
    let run = try scan("set")
    #expect(run.status == 0)
    #expect(run.output.contains("3 links, devices or pipes passed over"))
    #expect(try ids() == ["a@x"])
  }

  // MARK: Cases

  @Test(arguments: ["absent", "words.txt", "empty", "pipe"]) func nothingToSweepLeavesNoCase(name: String) throws {
    try folder.write("words\n", to: "words.txt")
    try folder.write("words\n", to: "empty/words.txt")
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    let run = try scan(name)
    #expect([65, 66].contains(run.status))
    #expect(run.error != "")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasPrefix("threadsweep.db")
    }
    #expect(left == [])
  }

  @Test func aReplacedFileIsSweptAnewHoweverShort() throws {
    try folder.write(Self.mbox("a@x", "b@x", "c@x"), to: "a.mbox")
    #expect(try scan("a.mbox").status == 0)
    try folder.write(Self.mbox("d@x"), to: "a.mbox")
    #expect(try scan("a.mbox").status == 0)
    #expect(try ids() == ["d@x"])
    try folder.write(Array(Self.mbox("d@x").dropLast(9)), to: "a.mbox")
    let run = try scan("a.mbox")
    #expect(run.status == 3)
    #expect(run.error.contains("a.mbox: the file is shorter"))
    #expect(try ids() == ["d@x"])
  }

  @Test func whatCannotBeReadIsToldWithWhatToDo() throws {
    var wide: [UInt8] = [0xFF, 0xFE]
    for byte in Self.mbox("a@x") { wide += [byte, 0] }
    try folder.write(wide, to: "set/wide.mbox")
    try folder.write([0x42, 0x5A, 0x68, 0x39, 0x31], to: "set/all.mbox.bz2")
    try folder.write(Self.mbox("a@x"), to: "set/a.mbox")
    let run = try scan("set")
    #expect(run.status == 3)
    for words in ["set/wide.mbox: mail in UTF-16", "iconv -f UTF-16 -t UTF-8", "set/all.mbox.bz2: packed by bzip2"] {
      #expect(run.error.contains(words))
    }
    #expect(try scan("set", "--allow-partial").status == 0)
  }

  // MARK: Owners

  private func owners() throws -> [String?] { try sources().map { $0["owner"] as? String } }

  @Test func anOwnerIsSaidByFlagThenEnvironmentThenPipelineFileThenPath() throws {
    try folder.write(Self.mbox("a@x"), to: "exports/ann.lee/Inbox.mbox")
    try folder.write(Self.mbox("b@x"), to: "exports/bob.hill/Sent.mbox")
    try folder.write(
      """
      schema: 1
      sources:
        - { path: exports, owner: all@corp.example, owners: { ann.lee: Ann.Lee@corp.example } }
      """, to: "p.yaml")
    #expect(try scan("exports").status == 0)
    #expect(try owners() == ["ann.lee", "bob.hill"])
    // A rescan stores what is said, and sweeps nothing.
    #expect(try scan("exports", "--pipeline", "p.yaml").status == 0)
    #expect(try owners() == ["ann.lee@corp.example", "all@corp.example"])
    let twin = ["THREADSWEEP_OWNER": "twin@corp.example"]
    #expect(try scan("exports/bob.hill", "--pipeline", "p.yaml", environment: twin).status == 0)
    #expect(try owners() == ["ann.lee@corp.example", "twin@corp.example"])
    #expect(try scan("exports", "--owner", "Flag@Corp.example", environment: twin).status == 0)
    #expect(try owners() == ["flag@corp.example", "flag@corp.example"])
    let last = try Binary.run(["status", "--format", "json"], in: folder.path).object()["last_sweep"] as? [String: Any]
    #expect(last?["bytes"] as? Int == 0)
    // Nobody says anything: what was said stays.
    #expect(try scan("exports").status == 0)
    #expect(try owners() == ["flag@corp.example", "flag@corp.example"])
    #expect(try ids() == ["a@x", "b@x"])
    // The sources of the pipeline file are swept where none are named.
    #expect(try scan("--pipeline", "p.yaml", "--case", "other.db").status == 0)
    #expect(try ids("other.db") == ["a@x", "b@x"])
    #expect(try sources("other.db").map { $0["owner"] as? String } == ["ann.lee@corp.example", "all@corp.example"])
  }

  @Test(arguments: [
    "ann", "ann@", "@corp.example", "a b@corp.example", "ann@corp..example", "<ann@corp.example>", "a@b@c",
  ])
  func anOwnerThatIsNoAddressIsAMistake(text: String) throws {
    try folder.write(Self.mbox("a@x"), to: "a.mbox")
    let run = try scan("a.mbox", "--owner", text)
    #expect(run.status == 64)
    #expect(run.error.contains("--owner: '\(text)' is not an address"))
    let twin = try scan("a.mbox", environment: ["THREADSWEEP_OWNER": text])
    #expect(twin.status == 64)
    #expect(twin.error.contains("THREADSWEEP_OWNER"))
  }

  @Test func takeoutGivesEachMessageItsFolderAndItsThread() throws {
    let name = "Takeout/Mail/All mail Including Spam and Trash.mbox"
    try folder.write(
      Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("mail/takeout-labels.mbox")))), to: name)
    #expect(try scan("Takeout", "--owner", "ann@corp.example").status == 0)
    let rows = try Binary.run(["messages", "list", "--format", "jsonl"], in: folder.path).objects()
    #expect(rows.map { $0["role"] as? String } == ["inbox", "sent", "sent", "drafts", "junk", "archive"])
    #expect(rows.allSatisfy { $0["owner"] as? String == "ann@corp.example" })
    #expect(rows.map { $0["link"] as? String } == ["root", "gmail-thread", "root", "root", "root", "gmail-thread"])
    #expect(Set([rows[0], rows[1], rows[5]].compactMap { $0["conversation"] as? String }).count == 1)
  }
}
