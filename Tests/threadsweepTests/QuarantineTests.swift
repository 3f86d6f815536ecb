import Foundation
import MailTestSupport
import Testing

/// A message that brings the process down is found, recorded and stepped over, and all others are swept.
@Suite struct QuarantineTests {
  private static let faults = ["THREADSWEEP_TEST_FAULTS": "1"]

  /// An mbox of `count` messages, of which one, in the middle, asks for `fault`.
  private static func mbox(_ count: Int, fault: String?, at faulty: Int) -> String {
    (0..<count).map { number in
      let attachment =
        "--b\nContent-Type: application/octet-stream; name=\"a\(number).bin\"\n\n"
        + (number == faulty && fault?.hasPrefix("inspecting") == true
          ? "X-Test-Fault: \(fault ?? "")\n" : "data \(number)\n")
      return "From a@x.example Tue Sep 14 08:03:11 2021\n"
        + (number == faulty && fault?.hasPrefix("parsing") == true ? "X-Test-Fault: \(fault ?? "")\n" : "")
        + "From: Ann <ann@x.example>\nTo: bob@x.example\nSubject: tender \(number)\nMessage-ID: <m\(number)@x.example>\n"
        + "Date: Tue, 14 Sep 2021 08:03:11 +0000\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        + "--b\nContent-Type: text/plain\n\nthe text of \(number)\n\(attachment)\n--b--\n\n"
    }.joined()
  }

  private static func listing(_ folder: String) throws -> [String] {
    try Binary.run(["messages", "list", "--format", "jsonl"], in: folder).objects().compactMap {
      $0["message_id"] as? String
    }
  }

  @Test(arguments: [
    ("parsing trap", "crashed the process"), ("parsing abort", "crashed the process"),
    ("parsing overflow", "crashed the process"), ("parsing allocation", "crashed the process"),
    ("parsing loop", "hung the process"),
  ])
  func aMessageThatBringsTheProcessDownIsSteppedOver(fault: String, what: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.mbox(600, fault: fault, at: 301).utf8), to: "a.mbox")
    try folder.write(
      Array("schema: 1\nlimits: { message_seconds: 2 }\ncheckpoint: { messages: 100 }\n".utf8), to: "p.yaml")
    // The same command, once: it begins anew by itself.
    let run = try Binary.run(
      ["scan", "a.mbox", "--pipeline", "p.yaml"], in: folder.path, environment: Self.faults)
    #expect(run.status == 3 && !run.wasKilled, "\(run.status) \(run.error)")
    #expect(run.error.contains(what) && run.error.contains("stepped over"), "\(run.error)")
    let messages = try Self.listing(folder.path)
    #expect(messages == (0..<600).filter { $0 != 301 }.map { "m\($0)@x.example" })
    let status = try Binary.run(["status", "--format", "json"], in: folder.path).object()
    #expect(status["quarantined"] as? Int == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/threadsweep.db-flight"))
    // Later runs say it again, and crash no more.
    let again = try Binary.run(
      ["scan", "a.mbox", "--pipeline", "p.yaml"], in: folder.path, environment: Self.faults)
    #expect(again.status == 3 && again.error.contains("stepped over"))
    // What was swept is what is swept without that message.
    let clean = try TemporaryFolder()
    try clean.write(Array(Self.mbox(600, fault: nil, at: 301).utf8), to: "a.mbox")
    #expect(try Binary.run(["scan", "a.mbox"], in: clean.path).status == 0)
    #expect(try Self.listing(clean.path).filter { $0 != "m301@x.example" } == messages)
  }

  @Test func anAttachmentThatBringsTheProcessDownCostsNotItsMessage() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.mbox(60, fault: "inspecting trap", at: 31).utf8), to: "a.mbox")
    let run = try Binary.run(["scan", "a.mbox", "--restart"], in: folder.path, environment: Self.faults)
    #expect(run.status == 3 && run.error.contains("while inspecting"), "\(run.status) \(run.error)")
    #expect(try Self.listing(folder.path).count == 60)
    #expect(try Binary.run(["status", "--format", "json"], in: folder.path).object()["attachments"] as? Int == 60)
    // Without the fault, and from the beginning, nothing is held against the message.
    let anew = try Binary.run(["scan", "a.mbox", "--restart"], in: folder.path)
    #expect(anew.status == 0, "\(anew.error)")
  }

  @Test(arguments: [
    ("gathering trap", "left out of judgement: it crashed the process"),
    ("judging abort", "not judged: it crashed the process"), ("judging overflow", "not judged: it crashed the process"),
    ("judging allocation", "not judged: it crashed the process"), ("judging loop", "not judged: it hung the process"),
  ])
  func whatBringsJudgementDownCostsNoOtherFinding(fault: String, what: String) throws {
    // The demo's mail has findings; one message more, in a conversation of its own, is the trouble.
    func sweep(_ subject: String) throws -> (run: Binary.Run, folder: TemporaryFolder) {
      let folder = try TemporaryFolder()
      let mail =
        "From: Ann <ann@x.example>\nTo: bob@x.example\nSubject: \(subject)\nMessage-ID: <trouble@x.example>\n"
        + "Date: Tue, 14 Sep 2021 08:03:11 +0000\n\ntext\n"
      try folder.write(Array(mail.utf8), to: "trouble.eml")
      try folder.write(Array("schema: 1\nlimits: { message_seconds: 2 }\n".utf8), to: "p.yaml")
      let run = try Binary.run(
        ["scan", Fixtures.path("demo"), "trouble.eml", "--pipeline", "p.yaml", "--progress", "none"], in: folder.path,
        environment: Self.faults)
      return (run: run, folder: folder)
    }
    func findings(_ folder: TemporaryFolder) throws -> [String] {
      try Binary.run(["findings", "list", "--format", "jsonl", "--min-level", "info"], in: folder.path).objects()
        .compactMap { $0["id"] as? String }
    }
    let (run, folder) = try sweep("X-Test-Fault: \(fault)")
    #expect(run.status == 3 && !run.wasKilled, "\(run.status) \(run.error)")
    #expect(run.error.contains("trouble.eml") && run.error.contains(what), "\(run.error)")
    let status = try Binary.run(["status", "--format", "json"], in: folder.path).object()
    #expect(status["quarantined"] as? Int == 1)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/threadsweep.db-flight"))
    let clean = try sweep("tender")
    #expect(clean.run.status == 0, "\(clean.run.error)")
    #expect(try findings(folder) == findings(clean.folder))
    // Judged once more, it is stepped over, and brings nothing down.
    let again = try Binary.run(["rescore"], in: folder.path, environment: Self.faults)
    #expect(again.status == 0 && !again.wasKilled && again.error.contains(what), "\(again.error)")
    #expect(try findings(folder) == findings(clean.folder))
    // So it is where the case is purged, or joined with others.
    let purge = try Binary.run(
      ["purge", "--older-than", "1990-01-01"], in: folder.path, environment: Self.faults)
    #expect(purge.status == 0 && !purge.wasKilled, "\(purge.error)")
    let merge = try Binary.run(
      ["merge", "threadsweep.db", "--case", "joined.db"], in: folder.path, environment: Self.faults)
    #expect(merge.status == 3 && !merge.wasKilled, "\(merge.error)")
  }

  @Test func killsAtRandomMomentsQuarantineNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.mbox(1_500, fault: nil, at: -1).utf8), to: "a.mbox")
    var state: UInt64 = 20_261_124
    for _ in 0..<40 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      _ = try Binary.run(
        ["scan", "a.mbox", "--restart"], in: folder.path, killAfter: 0.02 + Double(state >> 40) / Double(1 << 24) * 0.3)
    }
    #expect(try Binary.run(["scan", "a.mbox"], in: folder.path).status == 0)
    let status = try Binary.run(["status", "--format", "json"], in: folder.path).object()
    #expect(status["quarantined"] as? Int == 0)
    #expect(status["messages"] as? Int == 1_500)
  }

  @Test func aSignalThatSomebodySendsIsNoCrashOfTheMessage() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(Self.mbox(1_500, fault: nil, at: -1).utf8), to: "a.mbox")
    for _ in 0..<3 {
      let run = try Binary.run(["scan", "a.mbox", "--restart"], in: folder.path, killAfter: 0.3, signal: SIGSEGV)
      #expect(run.wasKilled || run.status == 0)
    }
    #expect(try Binary.run(["scan", "a.mbox"], in: folder.path).status == 0)
    #expect(try Binary.run(["status", "--format", "json"], in: folder.path).object()["quarantined"] as? Int == 0)
  }
}
