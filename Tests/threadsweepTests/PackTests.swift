import Foundation
import MailTestSupport
import Testing

@Suite("Packs on the command line")
struct PackTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      Array(
        """
        schema: 1
        name: acme
        version: 7
        extends: builtin:default
        signals: { groups: { client: { weights: { new-client: 2.25 } } } }
        attachments: { groups: { page: { weights: { html-script: 0.75 } } } }
        """.utf8), to: "packs/acme.yaml")
    try folder.write(
      Array("schema: 1\nstages: { scoring: { pack: packs/acme.yaml } }\n".utf8), to: "acme-pipeline.yaml")
  }

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Binary.Run {
    try Binary.run(arguments, in: folder.path, environment: environment)
  }

  @Test func thePackInForceIsExplained() throws {
    let builtin = try run("signals", "explain", "new-client")
    #expect(builtin.output.contains("(log-likelihood ratio, pack builtin-4)"))
    let own = try run("signals", "explain", "new-client", "--pipeline", "acme-pipeline.yaml")
    #expect(own.output.contains("+2.25 (log-likelihood ratio, pack acme-7 sha256:"))
    let technique = try run(
      "signals", "explain", "html-script", environment: ["THREADSWEEP_PIPELINE": "acme-pipeline.yaml"])
    #expect(technique.output.contains("+0.75"))
    #expect(technique.output.contains("ATT&CK        T1059.007"))
    let list = try run("signals", "list", "--format", "jsonl", "--pipeline", "acme-pipeline.yaml").objects()
    #expect(list.first { $0["id"] as? String == "new-client" }?["weight"] as? Double == 2.25)
  }

  @Test func theBuiltInPackIsTheFileOfTheRepository() throws {
    let file = try String(contentsOfFile: Fixtures.path("../pipelines/packs/builtin.yaml"), encoding: .utf8)
    #expect(try run("signals", "pack").output == file)
    let own = try run("signals", "pack", "--pipeline", "acme-pipeline.yaml")
    #expect(own.output.contains("name: acme\nversion: 7\n"))
  }

  @Test func rescoreJudgesByAnotherPackAndSaysSo() throws {
    let demo = Fixtures.path("demo/exports/anna.keller")
    #expect(try run("scan", demo, "--case", "c.db").status == 0)
    #expect(try run("status", "--case", "c.db", "--format", "json").object()["pack"] as? String == "builtin-4")
    #expect(try run("rescore", "--case", "c.db", "--pipeline", "acme-pipeline.yaml").status == 0)
    let label = try run("status", "--case", "c.db", "--format", "json").object()["pack"] as? String ?? ""
    #expect(label.hasPrefix("acme-7 sha256:"))
    let findings = try run("findings", "list", "--case", "c.db", "--format", "jsonl").objects()
    #expect(!findings.isEmpty)
    #expect(findings.allSatisfy { $0["pack"] as? String == label })
    let id = try #require(findings.first?["id"] as? String)
    #expect(try run("findings", "show", id, "--case", "c.db").output.contains("judged by     \(label)"))
  }

  @Test func aWrongPackIsABadPipelineFileWithItsPlace() throws {
    try folder.write(
      Array("schema: 1\nname: a\nversion: 1\nextends: builtin:default\nwaves: { mesages: 3 }\n".utf8),
      to: "packs/bad.yaml"
    )
    try folder.write(Array("schema: 1\nstages: { scoring: { pack: packs/bad.yaml } }\n".utf8), to: "bad.yaml")
    let run = try run("scan", ".", "--pipeline", "bad.yaml")
    #expect(run.status == 78)
    #expect(run.error.contains("packs/bad.yaml:5:10: unknown key 'mesages'; did you mean 'messages'?"), "\(run.error)")
  }
}
