import MailArchives
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

@Suite("Keys of pipeline files")
struct PipelineKeyTests {
  @Test func everyLimitOfTheInspectionIsReadShownAndPartOfTheDigest() throws {
    for key in PipelineFile.inspectionLimitKeys {
      let text = "schema: 1\nlimits: { attachments: { \(key.name): 4321 } }"
      let file = try PipelineFile(text, path: "test.yaml")
      #expect(key.show(file) == .integer(4_321), "\(key.name)")
      #expect(file.configuration.inspection != PipelineFile().configuration.inspection, "\(key.name)")
      // A case that was swept under other limits is not taken up as it is.
      #expect(file.configuration.extractionDigest != SweepConfiguration().extractionDigest, "\(key.name)")
      #expect(throws: PipelineFileError.self) {
        try PipelineFile("schema: 1\nlimits: { attachments: { \(key.name): -1 } }", path: "test.yaml")
      }
    }
  }

  @Test func namesAreUniqueAndTold() {
    func check(_ keys: [KeyDescription], below path: String) {
      #expect(Set(keys.map(\.name)).count == keys.count, "\(path)")
      for key in keys {
        #expect(!key.summary.isEmpty && key.summary.hasSuffix("."), "\(path)\(key.name)")
        check(key.keys, below: path + key.name + ".")
      }
    }
    check(PipelineFile.keys.map(\.description), below: "")
  }

  @Test(arguments: PipelineFile.builtinNames)
  func whatIsShownIsReadAsTheSame(name: String) throws {
    let file = try PipelineFile(named: name)
    let again = try PipelineFile(file.value.yaml, path: "shown.yaml")
    #expect(again.value == file.value)
    #expect(again.configuration.extractionDigest == file.configuration.extractionDigest)
    #expect(again.configuration.scoringDigest == file.configuration.scoringDigest)
  }

  @Test func whatIsShownIsReadAsTheSameWhateverItHolds() throws {
    var file = PipelineFile()
    var source = SweepSource(path: "a \"b\"\n: #'%\u{202E}")
    source.formats = [.mbox, .pst]
    source.exclude = ["*", "- x", "null", "12", "ü"]
    source.owners = ["true": "ann@corp.example", "a: b": "bob@corp.example"]
    file.configuration.sources = [source]
    file.configuration.window.since = 1_630_454_400
    file.configuration.window.until = 1_630_454_401
    file.configuration.errors.stopAfter = .percent(7)
    file.outputs = [PipelineOutput(form: .csv, path: "~")]
    let again = try PipelineFile(file.value.yaml, path: "shown.yaml")
    #expect(again.value == file.value)
    #expect(again.configuration.sources == file.configuration.sources)
    #expect(again.configuration.window == file.configuration.window)
  }

  @Test(arguments: [
    ("builtin:default", nil), ("builtin:nightly", nil), ("builtin:nightli", "did you mean 'builtin:nightly'?"),
    ("builtin:", "there are builtin:default, "),
  ])
  func builtInPipelinesHaveNames(name: String, message: String?) {
    do {
      let file = try PipelineFile(named: name)
      #expect(message == nil)
      #expect("builtin:" + file.name == name)
    } catch {
      #expect(message.map { error.description.contains($0) } == true, "\(error)")
    }
  }

  @Test func whatComesWithTheProgramIsWhatStandsInTheFolder() throws {
    for name in PipelineFile.builtinNames {
      let path = Fixtures.path("../pipelines/\(name.dropFirst("builtin:".count)).yaml")
      #expect(try PipelineNode.text(ofFileAt: path) == PipelineFile.builtinText(name), "make pipelines")
    }
  }

  @Test func aFileNamesWhatDiffersFromWhatItExtends() throws {
    let file = try PipelineFile(
      """
      schema: 1
      extends: builtin:nightly
      errors: { allow_partial: true }
      fail_on: null
      stages: { scoring: { weights: { new-client: 1 }, disable: [new-time-zone] } }
      """, path: "test.yaml")
    #expect(file.name == "nightly")
    #expect(file.configuration.errors.stopAfter == .percent(10))
    #expect(file.configuration.errors.allowPartial)
    #expect(file.failOn == nil)
    #expect(file.schedule.report == .new)
    #expect(file.configuration.pack.weight("new-client") == 1)
    #expect(file.configuration.pack.weight("new-time-zone") == 0)
    // What is shown names everything, and extends nothing.
    #expect(!file.value.yaml.contains("extends"))
  }

  @Test func mappingsOfWeightsAreMergedIntoThoseOfWhatIsExtended() throws {
    let base = try PipelineFile(named: "builtin:qakbot")
    let file = try PipelineFile(
      "schema: 1\nextends: builtin:qakbot\nstages: { scoring: { weights: { new-client: 1 } } }", path: "a")
    #expect(file.configuration.pack.weight("archive-password") == base.configuration.pack.weight("archive-password"))
    #expect(file.configuration.pack.weight("new-client") == 1)
  }

  @Test(arguments: [
    ("name: ${env:NAME}", nil), ("name: a${env:NAME}b-${env:NAME}", nil),
    ("name: ${env:ABSENT}", "a.yaml:2:7: the environment variable ABSENT is not set"),
    ("name: ${NAME}", "a.yaml:2:7: '${' begins no reference"), ("name: ${env:NAME", "'${' begins no reference"),
    ("name: ${env:1x}", "'1x' is no name"), ("limits: { parts: '${env:PARTS}' }", nil),
    ("limits: { parts: '${env:NAME}' }", "a.yaml:2:18: a whole number"),
  ])
  func onlyTheEnvironmentIsReferredTo(line: String, message: String?) {
    let variables = PipelineVariables { ["NAME": "ours", "PARTS": "77"][$0] }
    do {
      let file = try PipelineFile("schema: 1\n\(line)", path: "a.yaml", variables: variables)
      #expect(message == nil)
      #expect(file.name.contains("ours") || file.configuration.parsing.parts == 77)
      #expect(file.variables.isEmpty == false)
    } catch {
      #expect(message.map { error.description.contains($0) } == true, "\(error)")
    }
  }

  @Test func aDollarSignCanBeWritten() throws {
    let file = try PipelineFile("schema: 1\nsources: [{ path: 'a$b/$${env:X}' }]", path: "a.yaml")
    #expect(file.configuration.sources.map(\.path) == ["a$b/${env:X}"])
  }

  @Test(arguments: [
    ("schema: 1\nextends: default", "2:10: a pipeline that comes with threadsweep is expected"),
    (
      "schema: 1\nextends: builtin:nigthly", "2:10: unknown pipeline 'builtin:nigthly'; did you mean 'builtin:nightly'?"
    ),
    ("schema: 1\nwindow: { since: 2021-03-01, until: 2021-02-01 }", "2:9: 'since' has to be before 'until'"),
    ("schema: 1\nerrors: { stop_after: 200% }", "2:23: a number of sources, or a share"),
    ("schema: 1\noutputs: [{ type: pdf, path: a }]", "2:19: one of html, jsonl"),
    ("schema: 1\noutputs: [{ type: csv }]", "2:11: 'path' is missing"),
    ("schema: 1\nsources: [{ path: a, format: [mbox] }]", "2:22: unknown key 'format'; did you mean 'formats'?"),
    ("schema: 1\nsources: [{ path: a, formats: [mbx] }]", "2:32: one of mbox, eml"),
    ("schema: 1\nschedule: { calendar: tomorrow }", "2:23: a time of the calendar"),
    ("schema: 1\nschedule: { max_duration: long }", "2:27: a time from 1s to 30d is expected"),
    ("schema: 1\ncheckpoint: { every: 0s }", "2:22: a time from 1s to 1h is expected"),
    ("schema: 1\norganisation: { trusted_relays: [10.0.0.0/40] }", "2:34: an address, a network"),
    ("schema: 1\nname: a b", "2:7: a name is expected"),
  ])
  func whatIsWrongIsToldWithItsPlace(text: String, message: String) {
    do {
      _ = try PipelineFile(text, path: "test.yaml")
      Issue.record("no error")
    } catch {
      #expect(error.description.contains("test.yaml:" + message), "\(error)")
    }
  }

  @Test(arguments: [
    ("0", 0, "0s"), ("90", 90, "90s"), ("60s", 60, "1m"), ("90m", 5_400, "90m"), ("4h", 14_400, "4h"),
    ("48h", 172_800, "2d"), ("-1s", nil, ""), ("+1s", nil, ""), ("1w", nil, ""), ("", nil, ""), ("h", nil, ""),
    ("99999999999999999999s", nil, ""), ("9223372036854775807d", nil, ""),
  ])
  func timesAreRead(text: String, seconds: Int64?, shown: String) {
    #expect(TimeSpan.seconds(text) == seconds)
    if let seconds { #expect(TimeSpan.text(seconds) == shown) }
  }

  @Test func errorsAreTolerated() {
    #expect(!ErrorTolerance.percent(10).isExceeded(by: 1, of: 10))
    #expect(ErrorTolerance.percent(10).isExceeded(by: 2, of: 10))
    #expect(!ErrorTolerance.percent(0).isExceeded(by: 0, of: 10))
    #expect(ErrorTolerance.percent(0).isExceeded(by: 1, of: 10))
    #expect(!ErrorTolerance.sources(2).isExceeded(by: 2, of: 2))
    #expect(ErrorTolerance.sources(0).isExceeded(by: 1, of: 1))
    #expect(ErrorTolerance.percent(100).isExceeded(by: 1, of: 0) == false)
  }
}
