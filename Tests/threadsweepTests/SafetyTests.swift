import Foundation
import MailTestSupport
import Testing

@Suite("What must not be lost")
struct SafetyTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(MboxText().message(MailText(id: "a@b").body("hello\n").text).text.bytes, to: "mail.mbox")
    #expect(try Binary.run(["scan", "mail.mbox"], in: folder.path).status == 0)
  }

  private func messages() throws -> Int? {
    try Binary.run(["status", "--format", "json"], in: folder.path).object()["messages"] as? Int
  }

  private func lastSweep() throws -> [String: Any]? {
    try Binary.run(["status", "--format", "json"], in: folder.path).object()["last_sweep"] as? [String: Any]
  }

  @Test func aMisspeltPathDoesNotCostTheCase() throws {
    #expect(try Binary.run(["scan", "absent", "--restart"], in: folder.path).status == 66)
    #expect(try messages() == 1)
  }

  @Test(
    arguments: [
      ("jsonl=threadsweep.db", 73), ("jsonl=./threadsweep.db", 73), ("jsonl=mail.mbox", 73),
      ("jsonl=no/such/folder", 73),
    ] as [(String, Int32)])
  func anOutputNeverReplacesTheCaseOrASource(output: String, status: Int32) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/mail.mbox"))
    #expect(try Binary.run(["rescore", "--output", output, "--overwrite"], in: folder.path).status == status)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/mail.mbox")) == before)
    #expect(try messages() == 1)
  }

  @Test func twoOutputsOfOneNameAreRefused() throws {
    let run = try Binary.run(["rescore", "--output", "jsonl=x", "--output", "csv=x"], in: folder.path)
    #expect(run.status == 64)
  }

  @Test func outputsHaveAnEnvironmentTwin() throws {
    let environment = ["THREADSWEEP_OUTPUT": "jsonl=a.jsonl csv=b.csv"]
    #expect(try Binary.run(["rescore"], in: folder.path, environment: environment).status == 0)
    for name in ["a.jsonl", "b.csv"] { #expect(FileManager.default.fileExists(atPath: folder.path + "/" + name)) }
    #expect(try Binary.run(["rescore"], in: folder.path, environment: ["THREADSWEEP_OUTPUT": "bad"]).status == 64)
  }

  @Test func anUnfinishedSourceIsToldWithTheFindings() throws {
    let stopped = ["scan", Fixtures.path("demo/exports/anna.keller/Inbox.mbox"), "--max-duration", "0"]
    try folder.write(Array("schema: 1\ncheckpoint: { messages: 2 }\n".utf8), to: "small.yaml")
    #expect(try Binary.run(stopped + ["--pipeline", "small.yaml"], in: folder.path).status == 11)
    let rescored = try Binary.run(["rescore"], in: folder.path)
    #expect(rescored.status == 0)
    #expect(rescored.error.contains("not swept to the end"))
  }

  @Test func twoSourcesOfOneNameAreTold() throws {
    let text = MailText(id: "c@d").text
    try folder.write(MailText(id: "e@f").text.bytes, to: "both/x.tar!y.eml")
    try folder.write(text.bytes, to: "y.eml")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/tar")
    process.arguments = ["-C", folder.path, "-cf", folder.path + "/both/x.tar", "y.eml"]
    try process.run()
    process.waitUntilExit()
    let run = try Binary.run(["scan", "both", "--case", "both.db"], in: folder.path)
    #expect(run.status == 3)
    #expect(run.error.contains("two sources have this path"))
  }

  @Test func aPeriodThatHoldsNothingIsAMistake() throws {
    let run = try Binary.run(["rescore", "--since", "2022-01-01", "--until", "2021-01-01"], in: folder.path)
    #expect(run.status == 64)
    #expect(try Binary.run(["findings", "list", "--new-since", "999"], in: folder.path).status == 64)
  }

  @Test func aSummaryThatCannotBeWrittenEndsTheRecord() throws {
    try folder.write(MailText(id: "g@h").text.bytes, to: "more.eml")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", "'\(Binary.path)' scan more.eml > /dev/full 2> /dev/null"]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try shell.run()
    shell.waitUntilExit()
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    #expect(shell.terminationStatus == 74)
    #expect(try lastSweep()?["state"] as? String == "failed")
    #expect(try lastSweep()?["exit"] as? Int == 74)
  }
}
