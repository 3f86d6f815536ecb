import AttachmentInspection
import Foundation
import HijackDetection
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

@Suite("Pack files")
struct PackFileTests {
  private static let head = "schema: 1\nname: own\nversion: 3\n"
  private static let own = head + "extends: builtin:default\n"

  @Test func theFileInTheRepositoryIsTheBuiltInPack() throws {
    let path = Fixtures.path("../pipelines/packs/builtin.yaml")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == ScoringPack.builtin.yaml, "`make packs` writes the file anew")
    #expect(try PackFile(contentsOf: path).pack == .builtin)
  }

  @Test func everySignalAndTechniqueIsInIt() {
    let lines = Set(ScoringPack.builtin.yaml.split(separator: "\n").map { $0.prefix { $0 != ":" }.trimmed })
    for definition in SignalCatalogue.definitions { #expect(lines.contains(definition.id)) }
    for definition in TechniqueDefinition.all { #expect(lines.contains(definition.id)) }
    // One name means one thing: weights and `explain` take both.
    #expect(Set(SignalCatalogue.definitions.map(\.id)).isDisjoint(with: TechniqueDefinition.all.map(\.id)))
  }

  @Test func aPackNamesWhatDiffers() throws {
    let pack = try PackFile(
      Self.own + """
        levels: { high: 0.9 }
        alarm: { breaks: 1, listed_from: 0 }
        waves: { messages: 4, pause_days: 14 }
        signals: { prior: -5, groups: { payload: { cap: 9, weights: { new-link-domain: 1.5 } } } }
        attachments: { prior: -3, groups: { page: { cap: 5, weights: { html-script: 2 } } } }
        """, path: "own.yaml"
    ).pack
    #expect(pack.floor(of: .high) == 0.9)
    #expect(pack.level(of: 0.85) == .medium)
    #expect(pack.level(of: 0.1) == .info)
    #expect(pack.level(of: 1) == .critical)
    #expect(pack.alarm.breaks == 1)
    #expect(pack.alarm.listedFrom == 0)
    #expect(pack.alarm.groupFloor == ScoringPack.builtin.alarm.groupFloor)
    #expect(pack.waves.messages == 4)
    #expect(pack.waves.pauseDays == 14)
    #expect(pack.prior == -5)
    #expect(pack.caps[.payload] == 9)
    #expect(pack.weight("new-link-domain") == 1.5)
    #expect(pack.weight("new-client") == ScoringPack.builtin.weight("new-client"))
    #expect(pack.attachments.prior == -3)
    #expect(pack.attachments.caps["page"] == 5)
    #expect(pack.attachments.weights["html-script"] == 2)
    #expect(pack.label.hasPrefix("own-3 sha256:"))
    #expect(try PackFile(pack.yaml, path: "again.yaml").pack == pack)
  }

  @Test func theLabelTellsTheNumbers() throws {
    let one = try PackFile(Self.own + "signals: { prior: -5 }", path: "a").pack
    let same = try PackFile(Self.own + "# a remark\nsignals:\n  prior: -5.0\n", path: "b").pack
    let other = try PackFile(Self.own + "signals: { prior: -5.1 }", path: "a").pack
    #expect(one.label == same.label)
    #expect(one.label != other.label)
  }

  /// Texts, in which HEAD and OWN stand for how a pack begins, and what is said of them.
  private static let mistakes: [(text: String, message: String)] = [
    ("HEAD", "own.yaml:1:1: 'levels' is missing; with `extends: builtin:default`"),
    ("schema: 2\nname: a\nversion: 1", "own.yaml:1:9: a whole number from 1 to 1"),
    ("schema: 1\nversion: 1", "'name' is missing"), ("schema: 1\nname: a", "'version' is missing"),
    ("schema: 1\nname: a b\nversion: 1", "own.yaml:2:7: a name is expected"),
    (
      "HEADextends: builtin:defualt",
      "own.yaml:4:10: unknown pack 'builtin:defualt'; did you mean 'builtin:default'?"
    ),
    ("HEADextends: other.yaml", "own.yaml:4:10: a pack that comes with the product"),
    ("OWNsignal: {}", "own.yaml:5:1: unknown key 'signal'; did you mean 'signals'? known here: schema"),
    (
      "OWNsignals:\n  groups:\n    client:\n      weights: { new-cleint: 2 }",
      "own.yaml:8:18: unknown signal 'new-cleint'; did you mean 'new-client'?"
    ),
    (
      "OWNsignals: { groups: { payload: { weights: { new-client: 2 } } } }",
      "own.yaml:5:44: the signal 'new-client' counts in the group 'client'"
    ),
    (
      "OWNattachments: { groups: { page: { weights: { html-smugling: 2 } } } }",
      "own.yaml:5:45: unknown technique 'html-smugling'; did you mean 'html-smuggling'?"
    ),
    ("OWNattachments: { groups: { pages: {} } }", "own.yaml:5:26: unknown key 'pages'; did you mean 'page'?"),
    ("OWNsignals: { prior: much }", "own.yaml:5:19: a number is expected"),
    ("OWNsignals: { prior: 1000 }", "own.yaml:5:19: a number from -100.0 to 100.0"),
    ("OWNlevels: { high: 0.3 }", "own.yaml:5:17: high has to begin above medium"),
    ("OWNalarm: { breaks: 9 }", "own.yaml:5:18: a whole number from 0 to 5"),
  ]

  @Test(arguments: mistakes)
  func whatIsWrongIsToldWithItsPlace(text: String, message: String) {
    do {
      let whole = text.replacingOccurrences(of: "HEAD", with: Self.head)
        .replacingOccurrences(of: "OWN", with: Self.own)
      _ = try PackFile(whole, path: "own.yaml")
      Issue.record("no error")
    } catch {
      #expect(error.description.contains(message), "\(error.description)")
    }
  }

  @Test func aWholePackHasToNameEveryNumber() throws {
    var whole = ScoringPack.builtin
    whole.name = "whole"
    #expect(try PackFile(whole.yaml, path: "whole.yaml").pack.name == "whole")
    let cut = whole.yaml.replacingOccurrences(of: "        new-client: \(whole.weight("new-client"))\n", with: "")
    #expect(throws: PipelineFileError.self) { try PackFile(cut, path: "cut.yaml") }
    do {
      _ = try PackFile(cut, path: "cut.yaml")
    } catch {
      #expect(error.description.contains("'new-client' is missing"))
      #expect(error.line != nil)
    }
  }

  @Test func aPipelineFileLoadsAPackBesideItAndWeighsOnTop() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array((Self.own + "signals: { prior: -5 }\n").utf8), to: "packs/own.yaml")
    try folder.write(
      Array(
        """
        schema: 1
        stages:
          scoring:
            pack: packs/own.yaml
            weights: { new-client: 2, html-script: 3 }
            disable: [new-link-domain]
        """.utf8), to: "pipeline.yaml")
    let configuration = try PipelineFile(contentsOf: folder.path + "/pipeline.yaml").configuration
    #expect(configuration.pack.prior == -5)
    #expect(configuration.pack.weight("new-client") == 2)
    #expect(configuration.pack.weight("new-link-domain") == 0)
    #expect(configuration.pack.attachments.weights["html-script"] == 3)
    #expect(configuration.pack.label.hasPrefix("own-3 sha256:"))
    #expect(configuration.pack.label.hasSuffix("+overlay"))
    #expect(configuration.scoringDigest != SweepConfiguration().scoringDigest)
    #expect(configuration.extractionDigest == SweepConfiguration().extractionDigest)
  }

  @Test func aPackThatIsNotThereIsToldByItsPath() throws {
    do {
      _ = try PipelineFile("schema: 1\nstages: { scoring: { pack: absent.yaml } }", path: "/no/such/pipeline.yaml")
      Issue.record("no error")
    } catch {
      #expect(error.description == "/no/such/absent.yaml: the file cannot be read")
    }
    let named = try PipelineFile("schema: 1\nstages: { scoring: { pack: builtin:default } }", path: "a")
    #expect(named.configuration.pack == .builtin)
  }
}

extension Substring {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}

@Test(arguments: [
  ("limts", "limits"), ("Limits", "limits"), ("windwo", "window"), ("xyz", nil), ("", nil),
  (String(repeating: "limits", count: 100), nil),
])
func aNearNameIsSuggested(given: String, meant: String?) {
  #expect(NameSuggestion.nearest(to: given, among: ["window", "limits", "stages"]) == meant)
}
