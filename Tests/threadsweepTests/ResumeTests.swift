import Foundation
import MailTestSupport
import Testing

@Suite("Resuming", .serialized)
struct ResumeTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // Small batches make many checkpoints, so that a kill falls between any two of them.
    try folder.write(
      Array(
        ("schema: 1\ncheckpoint: { messages: 4 }\nkeep_attachments: all\nlimits: { kept_attachment_bytes: 24KiB }\n")
          .utf8), to: "small-batches.yaml")
  }

  private func scan(_ path: String, into name: String, killAfter: Double? = nil, signal: Int32 = SIGKILL) throws
    -> Binary.Run
  {
    try Binary.run(
      ["scan", path, "--case", name, "--pipeline", "small-batches.yaml", "--progress", "none"], in: folder.path,
      killAfter: killAfter, signal: signal, awaitedFile: signal == SIGKILL ? nil : folder.path + "/" + name)
  }

  @Test func aSweepKilledManyTimesEndsAsAnUndisturbedOne() throws {
    let source = Fixtures.path("demo")
    let start = Date()
    #expect(try scan(source, into: "whole.db").status == 0)
    let duration = Date().timeIntervalSince(start)
    let whole = try CaseDump(folder.path + "/whole.db")

    // Each round kills the sweep of a new case again and again, at random moments, until one run gets through.
    var generator = SplitMix64(seed: 20_210_914)
    var kills = 0
    for round in 0..<3 {
      let name = "killed-\(round).db"
      var isDone = false
      for _ in 0..<12 where !isDone {
        let delay = Double.random(in: 0.02...max(0.1, duration * 0.4), using: &generator)
        let run = try scan(source, into: name, killAfter: delay)
        if run.wasKilled { kills += 1 } else { isDone = run.status == 0 }
      }
      #expect(try scan(source, into: name).status == 0)
      #expect(try CaseDump(folder.path + "/" + name) == whole)
    }
    #expect(kills >= 3, "the kills came too late to show anything")
  }

  @Test func anInterruptStopsAtACheckpointAndIsResumable() throws {
    let source = Fixtures.path("demo")
    #expect(try scan(source, into: "whole.db").status == 0)
    let run = try scan(source, into: "interrupted.db", killAfter: 0.1, signal: SIGTERM)
    #expect(run.status == 143 || run.status == 0)
    #expect(!run.wasKilled)
    #expect(try scan(source, into: "interrupted.db").status == 0)
    #expect(try CaseDump(folder.path + "/interrupted.db") == CaseDump(folder.path + "/whole.db"))
  }

  @Test func theMaximumDurationStopsWithElevenAndIsResumable() throws {
    let source = Fixtures.path("demo")
    let run = try Binary.run(
      ["scan", source, "--case", "short.db", "--pipeline", "small-batches.yaml", "--max-duration", "0"],
      in: folder.path)
    #expect(run.status == 11)
    #expect(try scan(source, into: "short.db").status == 0)
    #expect(try scan(source, into: "whole.db").status == 0)
    #expect(try CaseDump(folder.path + "/short.db") == CaseDump(folder.path + "/whole.db"))
  }

  @Test(arguments: [("judging", 1, [130]), ("judging", 2, [130]), ("summing", 1, [0]), ("summing", 2, [130])])
  func anInterruptAfterTheLastBatchIsHeard(moment: String, times: Int, status: [Int32]) throws {
    let source = Fixtures.path("demo")
    let halt = folder.path + "/halt"
    let arguments = ["scan", source, "--case", "case.db", "--progress", "none"]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Binary.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ["THREADSWEEP_TEST_HALT": "\(moment) \(halt)"]
    process.standardOutput = FileHandle.nullDevice
    let error = Pipe()
    process.standardError = error
    try process.run()
    for _ in 0..<1_200 where !FileManager.default.fileExists(atPath: halt) { Thread.sleep(forTimeInterval: 0.05) }
    for _ in 0..<times {
      kill(process.processIdentifier, SIGINT)
      Thread.sleep(forTimeInterval: 0.3)
    }
    // The second one ends it where it stands.
    if times == 2 { process.waitUntilExit() }
    try folder.remove("halt")
    process.waitUntilExit()
    let words = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(status.contains(process.terminationStatus) && process.terminationReason == .exit, "\(words)")
    if moment == "judging", times == 1 { #expect(words.contains("threadsweep scan"), "\(words)") }
    #expect(try Binary.run(arguments, in: folder.path).status == 0)
    #expect(try Binary.run(["scan", source, "--case", "whole.db"], in: folder.path).status == 0)
    #expect(try CaseDump(folder.path + "/case.db") == CaseDump(folder.path + "/whole.db"))
  }

  @Test func anArchiveThatGrewIsContinued() throws {
    let messages = (0..<30).map { number in
      MailText(id: "m\(number)@corp.example", subject: number % 3 == 0 ? "topic \(number)" : "Re: topic")
        .field("Date", "Tue, \(number % 28 + 1) Sep 2021 08:00:00 +0200").body("line \(number)\n").text
    }
    func mbox(_ count: Int) -> [UInt8] {
      messages.prefix(count).reduce(MboxText()) { $0.message($1) }.text.bytes
    }
    try folder.write(mbox(30), to: "whole/mail.mbox")
    #expect(try scan("whole/mail.mbox", into: "whole.db").status == 0)
    try folder.write(mbox(11), to: "grown/mail.mbox")
    #expect(try scan("grown/mail.mbox", into: "grown.db").status == 0)
    try folder.write(mbox(30), to: "grown/mail.mbox")
    #expect(try scan("grown/mail.mbox", into: "grown.db").status == 0)
    let grown = try CaseDump(folder.path + "/grown.db")
    let whole = try CaseDump(folder.path + "/whole.db")
    #expect(grown.messages.replacing("grown/", with: "whole/") == whole.messages)
    #expect(grown.findings.replacing("grown/", with: "whole/") == whole.findings)
  }

  @Test func anArchiveThatWasReplacedIsSweptAnew() throws {
    let first = MboxText().message(MailText(id: "old@corp.example").body("old\n").text).text
    let second = MboxText().message(MailText(id: "new@corp.example").body("new, and longer\n").text)
      .message(MailText(id: "other@corp.example").body("other\n").text).text
    try folder.write(first.bytes, to: "mail.mbox")
    #expect(try scan("mail.mbox", into: "case.db").status == 0)
    try folder.write(second.bytes, to: "mail.mbox")
    #expect(try scan("mail.mbox", into: "case.db").status == 0)
    let rows = try Binary.run(["messages", "list", "--case", "case.db", "--format", "jsonl"], in: folder.path).objects()
    #expect(rows.compactMap { $0["message_id"] as? String } == ["new@corp.example", "other@corp.example"])
  }

  @Test func otherLimitsAskForARestart() throws {
    try folder.write(MboxText().message(MailText(id: "a@b").text).text.bytes, to: "mail.mbox")
    try folder.write(Array("schema: 1\nlimits: { parts: 10 }\n".utf8), to: "other.yaml")
    #expect(try scan("mail.mbox", into: "case.db").status == 0)
    let arguments = ["scan", "mail.mbox", "--case", "case.db", "--pipeline", "other.yaml"]
    let refused = try Binary.run(arguments, in: folder.path)
    #expect(refused.status == 78)
    #expect(refused.error.contains("--restart"))
    #expect(try Binary.run(arguments + ["--restart"], in: folder.path).status == 0)
  }
}
