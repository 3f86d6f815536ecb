import Foundation
import MailTestSupport
import Testing

/// Cases that were swept apart, joined by the binary.
@Suite("Merge")
struct MergeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a case says, run records aside.
  private func listings(_ casePath: String) throws -> [String] {
    try [
      ["messages", "list", "--format", "jsonl"],
      ["findings", "list", "--format", "jsonl", "--min-level", "info"],
      ["campaigns", "list", "--format", "jsonl"],
      ["servers", "list", "--format", "jsonl"],
    ].map { try Binary.run($0 + ["--case", casePath]).output }
  }

  private var mailboxes: [String] {
    get throws {
      let exports = Fixtures.path("demo/exports")
      return try FileManager.default.contentsOfDirectory(atPath: exports).sorted().map { exports + "/" + $0 }
    }
  }

  /// In how many shards, and which mailbox goes into which.
  @Test(arguments: [(2, 1), (3, 2), (4, 3)])
  func aMergeOfShardsEqualsOneSweep(shards: Int, step: Int) throws {
    let whole = folder.path + "/whole.db"
    _ = try Binary.run(["scan"] + mailboxes + ["--case", whole])
    var cases: [String] = []
    for shard in 0..<shards {
      let paths = try mailboxes.enumerated().filter { ($0.offset / step) % shards == shard }.map(\.element)
      guard !paths.isEmpty else { continue }
      cases.append(folder.path + "/shard-\(shard).db")
      _ = try Binary.run(["scan"] + paths + ["--case", cases[cases.count - 1]])
    }
    let joined = folder.path + "/joined.db"
    let run = try Binary.run(["merge"] + cases.reversed() + ["--case", joined])
    #expect(run.status == 0)
    #expect(try listings(joined) == listings(whole))
    // Again, in another order, it changes nothing.
    #expect(try Binary.run(["merge"] + cases + ["--case", joined]).status == 0)
    #expect(try listings(joined) == listings(whole))
    // And a sweep over all has nothing left to do.
    #expect(try Binary.run(["scan"] + mailboxes + ["--case", joined]).status == 0)
    #expect(try listings(joined) == listings(whole))
  }

  @Test func twoFilesOfOnePathStayTwo() throws {
    for (machine, text) in [("a", "one"), ("b", "two")] {
      try folder.write(
        "From: x@corp.example\nMessage-ID: <\(text)@corp.example>\nSubject: \(text)\n\n\(text)\n",
        to: "\(machine)/m.eml")
      let run = try Binary.run(["scan", "m.eml", "--case", "case.db"], in: folder.path + "/" + machine)
      #expect(run.status == 0)
    }
    let run = try Binary.run(["merge", "a/case.db", "b/case.db", "--case", "all.db"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.error.contains("another file of that path"))
    let rows = try Binary.run(["messages", "list", "--case", "all.db", "--format", "jsonl"], in: folder.path).objects()
    #expect(rows.map { $0["source"] as? String } == ["m.eml", "m.eml (b/case.db)"])
    #expect(rows.map { $0["subject"] as? String } == ["one", "two"])
  }

  @Test func whatCannotBeJoinedIsTold() throws {
    let mail = try folder.write("From: x@corp.example\nSubject: a\n\ntext\n", to: "m.eml")
    let good = folder.path + "/good.db"
    _ = try Binary.run(["scan", mail, "--case", good])
    let joined = folder.path + "/joined.db"
    let run = try Binary.run(["merge", good, folder.path + "/none.db", mail, "--case", joined])
    #expect(run.status == 3)
    #expect(run.error.contains("none.db: no case lies here"))
    #expect(run.error.contains("m.eml"))
    #expect(
      try Binary.run(["merge", good, folder.path + "/none.db", "--allow-partial", "--case", joined]).status == 0)
    #expect(try Binary.run(["merge", folder.path + "/none.db", "--case", joined]).status == 66)
    #expect(try Binary.run(["merge", good, "--case", good]).status == 64)
  }
}
