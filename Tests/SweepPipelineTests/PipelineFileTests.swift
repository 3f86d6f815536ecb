import MailArchives
import MailModel
import MailParsing
import MailTestSupport
import Testing

@testable import SweepPipeline

@Suite("Pipeline files")
struct PipelineFileTests {
  @Test func theFileInTheRepositoryIsTheBuiltInConfiguration() throws {
    let path = Fixtures.path("../pipelines/default.yaml")
    let file = try PipelineFile(contentsOf: path)
    #expect(file.configuration.extractionDigest == SweepConfiguration().extractionDigest)
    #expect(file.configuration.scoringDigest == SweepConfiguration().scoringDigest)
    #expect(file.failOn == nil)
    // Every key is written out there.
    #expect(file.value == PipelineFile().value)
  }

  static let parsingLimits: [(key: String, limit: WritableKeyPath<ParsingLimits, Int> & Sendable)] = [
    ("headers", \.headerCount), ("header_bytes", \.headerBytes), ("kept_header_bytes", \.keptHeaderBytes),
    ("addresses", \.addresses), ("references", \.references), ("parameters", \.parameters), ("parts", \.parts),
    ("part_depth", \.depth), ("part_bytes", \.partBytes), ("text_bytes", \.textBytes), ("links", \.links),
    ("defects", \.defects),
  ]

  @Test(arguments: parsingLimits)
  func everyLimitOfTheParsingIsRead(key: String, limit: WritableKeyPath<ParsingLimits, Int> & Sendable) throws {
    let file = try PipelineFile("schema: 1\nlimits: { \(key): 321 }", path: "test.yaml")
    var expected = ParsingLimits()
    expected[keyPath: limit] = 321
    #expect(file.configuration.parsing == expected)
    #expect(expected != ParsingLimits())
    #expect(file.configuration.extractionDigest != SweepConfiguration().extractionDigest)
    #expect(throws: PipelineFileError.self) {
      try PipelineFile("schema: 1\nlimits: { \(key): 0 }", path: "test.yaml")
    }
  }

  @Test func everyKeyIsRead() throws {
    let file = try PipelineFile(
      """
      schema: 1
      name: test
      sources: [{ path: exports/, owner: Ann@corp.example, owners: { bob: bob@corp.example },
        formats: [mbox, pst], exclude: ["*.tmp"] }, { path: more }]
      limits: { message_bytes: 2MiB, parts: 7, part_depth: 3, archive_depth: 1, attachment_bytes: 1024,
        archive_entries: 9, archive_bytes: 2TiB, archive_ratio: 50, kept_attachment_bytes: 3MiB }
      keep_attachments: all
      organisation: { domains: [corp.example], trusted_relays: ["203.0.113.0/24"] }
      window: { since: 2021-09-01, until: 2021-10-01T12:00:00+02:00 }
      checkpoint: { messages: 8, bytes: 1MB, every: 2m }
      errors: { stop_after: 5, allow_partial: true }
      outputs: [{ type: stix, path: a.json, min_level: medium, overwrite: true }]
      schedule: { calendar: daily, max_duration: 4h, report: new }
      stages: { attachments: { yara: [rules/a.yar, /b.yar], yara_messages: true }, scoring: { disable: [new-link-domain], weights: { reply-without-references: 9 } } }
      fail_on: high
      """, path: "/etc/test.yaml")
    let configuration = file.configuration
    #expect(configuration.archives.messageBytes == 2 << 20)
    #expect(configuration.parsing.parts == 7)
    #expect(configuration.parsing.depth == 3)
    #expect(configuration.inspection.depth == 1)
    #expect(configuration.archives.nesting == 1)
    #expect(configuration.archives.entries == 9)
    #expect(configuration.archives.inflatedBytes == 2 << 40)
    #expect(configuration.archives.expansionRatio == 50)
    #expect(configuration.sources.map(\.path) == ["exports/", "more"])
    #expect(configuration.sources[0].formats == [.mbox, .pst])
    #expect(configuration.sources[0].exclude == ["*.tmp"])
    #expect(configuration.sources[1].formats == ArchiveKind.allCases)
    #expect(
      configuration.owners.rules == [
        .init(path: "exports/", owner: "ann@corp.example"), .init(path: "exports/bob", owner: "bob@corp.example"),
      ])
    #expect(configuration.inspection.attachmentBytes == 1_024)
    #expect(configuration.organisation.domains == ["corp.example"])
    #expect(configuration.window.since == MailDate(year: 2021, month: 9, day: 1).seconds)
    #expect(configuration.window.until == MailDate(year: 2021, month: 10, day: 1, hour: 10).seconds)
    #expect(configuration.archives.batchMessages == 8)
    #expect(configuration.archives.batchBytes == 1_000_000)
    #expect(configuration.pack.weight("new-link-domain") == 0)
    #expect(configuration.pack.weight("reply-without-references") == 9)
    #expect(configuration.kept.policy == .all)
    #expect(configuration.kept.bytes == 3 << 20)
    #expect(configuration.yara.files == ["/etc/rules/a.yar", "/b.yar"])
    #expect(configuration.yara.messages)
    #expect(file.failOn == .high)
    #expect(configuration.checkpointSeconds == 120)
    #expect(configuration.errors.stopAfter == .sources(5))
    #expect(configuration.errors.allowPartial)
    #expect(configuration.organisation.trustedRelays == ["203.0.113.0/24"])
    #expect(file.outputs.map(\.form) == [.stix])
    #expect(file.outputs.map(\.path) == ["a.json"])
    #expect(file.outputs.map(\.minimumLevel) == [.medium])
    #expect(file.outputs.map(\.overwrite) == [true])
    #expect(file.schedule.calendar?.text == "daily")
    #expect(file.schedule.maximumSeconds == 14_400)
    #expect(file.schedule.report == .new)
  }

  @Test(arguments: [
    ("", "test.yaml: the file is empty"), ("schema: 2", "test.yaml:1:9: a whole number from 1 to 1"),
    ("name: x", "test.yaml:1:1: 'schema: 1' is missing"),
    ("schema: 1\nlimit: {}", "test.yaml:2:1: unknown key 'limit'"),
    ("schema: 1\nlimits:\n  parts: many", "test.yaml:3:10: a whole number"),
    ("schema: 1\nlimits:\n  attachments:\n    depth: 3", "test.yaml:4:5: unknown key 'depth'"),
    ("schema: 1\nlimits:\n  attachments:\n    entry_bytes: 3", "test.yaml:4:18: a size from 1024"),
    ("schema: 1\nlimits: { message_bytes: 5XB }", "test.yaml:2:26: a size"),
    ("schema: 1\nlimits: []", "test.yaml:2:9: a mapping is expected"),
    ("schema: 1\nwindow: { since: 2021-02-31 }", "test.yaml:2:18: a date is expected"),
    ("schema: 1\nstages: { scoring: { disable: [no-such-signal] } }", "unknown signal 'no-such-signal'"),
    ("schema: 1\nsources: { path: a }", "test.yaml:2:10: a list is expected"),
    ("schema: 1\nsources: [{ owner: a@b.example }]", "test.yaml:2:11: 'path' is missing"),
    ("schema: 1\nsources: [{ path: a, owner: ann }]", "test.yaml:2:29: an address is expected"),
    ("schema: 1\nlimits: { archive_bytes: 10PiB }", "test.yaml:2:26: a size"),
    (
      "schema: 1\nkeep_attachments: suspicous", "test.yaml:2:19: one of suspicious, all, none is expected here; did you"
    ),
    ("schema: 1\nstages: { attachments: { yara_messages: maybe } }", "test.yaml:2:41: true or false is expected"),
    (
      "schema: 1\nstages: { scoring: { weights: { new-cleint: 1 } } }",
      "test.yaml:2:33: unknown signal 'new-cleint'; did"
    ),
    ("schema: 1\nfail_on: dire", "test.yaml:2:10: one of info, low"), ("schema: [1", "test.yaml:"),
  ])
  func whatIsWrongIsToldWithItsPlace(text: String, message: String) {
    do {
      _ = try PipelineFile(text, path: "test.yaml")
      Issue.record("no error")
    } catch {
      #expect(error.description.contains(message), "\(error.description)")
    }
  }

  @Test func digestsTellExtractionFromScoring() throws {
    let plain = SweepConfiguration()
    let limits = try PipelineFile("schema: 1\nlimits: { parts: 9 }", path: "a").configuration
    let weights = try PipelineFile(
      "schema: 1\nstages: { scoring: { weights: { new-link-domain: 1 } } }", path: "b"
    ).configuration
    #expect(limits.extractionDigest != plain.extractionDigest)
    #expect(limits.scoringDigest == plain.scoringDigest)
    #expect(weights.extractionDigest == plain.extractionDigest)
    #expect(weights.scoringDigest != plain.scoringDigest)
  }
}

@Test(arguments: [
  ("2021-09-14", "2021-09-14T00:00:00Z"), ("2021-09-14T08:03:11Z", "2021-09-14T08:03:11Z"),
  ("2021-09-14T10:03:11+02:00", "2021-09-14T08:03:11Z"), ("2021-09-14 08:03", "2021-09-14T08:03:00Z"),
  ("2020-02-29", "2020-02-29T00:00:00Z"), ("2021-02-29", nil), ("2021-9-14", nil), ("2021-09-14T25:00:00Z", nil),
  ("2021-09-14T08:03:11Zjunk", nil), ("", nil), ("yesterday", nil),
])
func datesOfOptionsAreRead(text: String, expected: String?) {
  #expect(MailDate(iso8601: text)?.rfc3339 == expected)
}
