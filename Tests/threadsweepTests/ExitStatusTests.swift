import Foundation
import MailTestSupport
import Testing

@Suite("Exit statuses")
struct ExitStatusTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      MboxText().message(MailText(id: "a@b").body("hello\n").text).text.bytes, to: "mail.mbox")
    try folder.write(Array("%PDF-1.7 no mail\n".utf8), to: "report.pdf")
    try folder.write([0, 1, 2, 3], to: "no-mail/blob.bin")
  }

  @Test(
    arguments: [
      (["scan", "mail.mbox"], 0), (["--help"], 0), (["--version"], 0), (["scan"], 64), (["sweep"], 64),
      (["scan", "mail.mbox", "--fail-on", "terrible"], 64), (["scan", "mail.mbox", "--jobs", "0"], 64),
      (["scan", "report.pdf"], 65), (["scan", "mail.mbox", "report.pdf"], 65), (["scan", "absent.mbox"], 66),
      (["scan", "mail.mbox", "absent.mbox"], 66), (["scan", "no-mail"], 66), (["scan", "mail.mbox", "no-mail"], 0),
      (["scan", "mail.mbox", "--case", "no/such/folder/case.db"], 73),
      (["scan", "mail.mbox", "--output", "jsonl=report.pdf"], 73),
      (["scan", "mail.mbox", "--pipeline", "absent.yaml"], 78),
      (["status", "--case", "absent.db"], 66), (["findings", "list", "--case", "mail.mbox"], 64),
      (["inspect", "mail.mbox"], 0), (["inspect", "report.pdf"], 0), (["inspect", "absent"], 66),
    ] as [([String], Int32)])
  func each(arguments: [String], status: Int32) throws {
    let run = try Binary.run(arguments, in: folder.path)
    #expect(run.status == status, "\(arguments): \(run.error)")
    #expect(!run.wasKilled)
    if status != 0 { #expect(run.error != "", "an error says what and how to mend it") }
  }

  @Test func aLockedCaseIsRefusedAndUnharmed() throws {
    #expect(try Binary.run(["scan", "mail.mbox"], in: folder.path).status == 0)
    let descriptor = open(folder.path + "/threadsweep.db-lock", O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let run = try Binary.run(["scan", "mail.mbox"], in: folder.path)
    #expect(run.status == 75)
    #expect(try Binary.run(["status"], in: folder.path).status == 0, "readers work beside a writer")
  }

  @Test(arguments: ["planned", "reading", "judging", "summing"])
  func besideARunThatIsUnderWay(moment: String) throws {
    // A case that was swept already, and more mail.
    #expect(try Binary.run(["scan", "mail.mbox"], in: folder.path).status == 0)
    try folder.write(MailText(id: "c@d").body("more\n").text.bytes, to: "more.eml")
    let halt = folder.path + "/halt"
    let sweep = try Binary.run(
      ["scan", "mail.mbox", "more.eml"], in: folder.path, environment: ["THREADSWEEP_TEST_HALT": "\(moment) \(halt)"],
      awaitedFile: halt
    ) {
      for writer in [["scan", "mail.mbox", "more.eml"], ["scan", "mail.mbox", "--restart"], ["rescore"]] {
        let second = try Binary.run(writer, in: folder.path)
        #expect(second.status == 75 && second.error.contains("another run is writing"), "\(writer): \(second.error)")
      }
      for reader in [
        ["status"], ["messages", "list"], ["findings", "list"], ["campaigns", "list"], ["servers", "list"],
        ["report", "--output", "report-\(moment).html"], ["export", "csv", "--output", "\(moment).csv"],
      ] {
        let read = try Binary.run(reader, in: folder.path)
        #expect(read.status == 0, "\(reader): \(read.error)")
      }
      try folder.remove("halt")
    }
    #expect(sweep.status == 0, "\(sweep.error)")
    #expect(try Binary.run(["scan", "mail.mbox", "more.eml", "--case", "whole.db"], in: folder.path).status == 0)
    #expect(try CaseDump(folder.path + "/threadsweep.db") == CaseDump(folder.path + "/whole.db"))
  }

  @Test func theLockOfADeadRunIsNone() throws {
    let halt = folder.path + "/halt"
    let killed = try Binary.run(
      ["scan", "mail.mbox"], in: folder.path, environment: ["THREADSWEEP_TEST_HALT": "reading \(halt)"], killAfter: 0,
      awaitedFile: halt)
    #expect(killed.wasKilled)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/threadsweep.db-lock"))
    #expect(try Binary.run(["scan", "mail.mbox"], in: folder.path).status == 0)
  }

  @Test func theCaseIsForItsOwnerAlone() throws {
    _ = try Binary.run(["scan", "mail.mbox"], in: folder.path)
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/threadsweep.db")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func theEnvironmentTwinNamesTheCaseAndAFlagWins() throws {
    let environment = ["THREADSWEEP_CASE": "twin.db"]
    _ = try Binary.run(["scan", "mail.mbox"], in: folder.path, environment: environment)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/twin.db"))
    _ = try Binary.run(["scan", "mail.mbox", "--case", "flag.db"], in: folder.path, environment: environment)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/flag.db"))
    let wrong = try Binary.run(["scan", "mail.mbox"], in: folder.path, environment: ["THREADSWEEP_JOBS": "many"])
    #expect(wrong.status == 64)
    #expect(wrong.error.contains("THREADSWEEP_JOBS"))
  }

  @Test func findingsAtTheLevelAskedForMakeTheRunFail() throws {
    let casePath = folder.path + "/demo.db"
    #expect(try Binary.run(["scan", Fixtures.path("demo"), "--case", casePath, "--fail-on", "high"]).status == 10)
    #expect(try Binary.run(["rescore", "--case", casePath, "--fail-on", "critical"]).status == 10)
    #expect(try Binary.run(["rescore", "--case", casePath, "--until", "2021-09-01", "--fail-on", "high"]).status == 0)
  }

  @Test func anUnreadableFileAmongOthersIsPartial() throws {
    try #require(getuid() == 0 || true)
    let path = try folder.write(MailText(id: "x@y").text.bytes, to: "mixed/secret.eml")
    try folder.write(MailText(id: "z@y").text.bytes, to: "mixed/open.eml")
    chmod(path, 0)
    // Root reads everything; the case cannot be shown there.
    guard getuid() != 0 else { return }
    #expect(try Binary.run(["scan", "mixed"], in: folder.path).status == 3)
    #expect(try Binary.run(["scan", "mixed", "--allow-partial"], in: folder.path).status == 0)
  }
}
