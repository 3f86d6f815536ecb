import AttachmentInspection
import Testing

@testable import YaraRules

#if YARA
  @Suite("YARA rules")
  struct YaraRulesTests {
    private static let rules = """
      rule Word : office lure {
        meta:
          description = "a word that only this mail has"
          score = 75
          tried = true
        strings:
          $a = "threadsweep-marker" ascii wide
        condition:
          $a
      }
      private rule Hidden { condition: true }
      rule Never { condition: false }
      rule Start { strings: $b = { 50 4B 03 04 } condition: $b at 0 }
      """

    private static func compile(_ text: String, path: String = "folder/own.rules.yar") throws(YaraRulesError)
      -> YaraRules
    {
      try YaraRules(compiling: [RuleSource(path: path, bytes: Array(text.utf8))])
    }

    @Test func aMatchSaysWhatItsRuleSays() throws {
      let found = try Self.compile(Self.rules).matches(in: Array("xx threadsweep-marker".utf8))
      #expect(!found.isCut)
      let match = try #require(found.matches.first)
      #expect(found.matches.count == 1)
      #expect(match.name == "own.rules:Word")
      #expect(match.tags == ["office", "lure"])
      #expect(match.meta("description") == "a word that only this mail has")
      #expect(match.meta("score") == "75")
      #expect(match.meta("tried") == "true")
    }

    @Test func theUnpackedIsSearched() throws {
      var document = PackageSample.zip(named: "inner.txt", Array("threadsweep-marker".utf8))
      document = PackageSample.zip(named: "outer.zip", document)
      let verdict = AttachmentInspector(rules: try Self.compile(Self.rules)).inspect(document)
      // The members are stored, so that the whole shows what is in them, too.
      #expect(
        verdict.ruleMatches.map { "\($0.rule) \($0.place)" } == [
          "Word ", "Start ", "Word outer.zip", "Start outer.zip", "Word outer.zip!inner.txt",
        ])
      let technique = try #require(
        verdict.techniques.first { $0.id == "yara-match" && $0.evidence.contains("inner.txt") })
      #expect(technique.evidence == "own.rules:Word: a word that only this mail has in outer.zip!inner.txt")
      // The rule states 75 %: log-odds of 1.1, less those of one in a hundred.
      #expect(abs(technique.weight - 5.7) < 0.01)
      #expect(verdict.level >= .medium)
      #expect(AttachmentVerdict(packed: verdict.packed()) == verdict)
    }

    @Test func withoutRulesNothingChanges() {
      let document = PackageSample.zip(named: "inner.txt", Array("threadsweep-marker".utf8))
      #expect(AttachmentInspector().inspect(document).ruleMatches.isEmpty)
      #expect(AttachmentInspector().rulesDigest.isEmpty)
    }

    @Test(arguments: [
      ("rule A { condition: true }\nrule B {\n  condition: oops\n}", 3, "undefined identifier"),
      ("rule A { condition: true }\nrule A { condition: true }", 2, "duplicated identifier"),
      ("\n\nimport \"magic\"\nrule A { condition: magic.type() == \"x\" }", 3, "not allowed"),
      ("import \"cuckoo\"\nrule A { condition: true }", 1, "not allowed"),
      ("import \"time\"\nrule A { condition: time.now() > 0 }", 1, "not allowed"),
      ("include \"other.yar\"\nrule A { condition: true }", 1, "include"),
      ("rule A { condition: true }\n\u{0}", 2, "text"),
    ])
    func whatIsWrongIsToldWithFileAndLine(text: String, line: Int, message: String) {
      do throws(YaraRulesError) {
        _ = try Self.compile(text, path: "a/bad.yar")
        Issue.record("no error")
      } catch {
        #expect(error.code == .invalid)
        #expect(error.path == "a/bad.yar")
        #expect(error.line == line, "\(error)")
        #expect(error.description.contains(message), "\(error)")
      }
    }

    @Test func modulesThatReadTheBytesAreThere() throws {
      let rules = try Self.compile(
        """
        import "pe"
        import "math"
        import "hash"
        rule P { condition: math.entropy(0, filesize) < 1.0 and hash.md5(0, 1) == "7fc56270e7a70fa81a5935b72eacbe29" }
        """)
      #expect(rules.matches(in: Array("AAAA".utf8)).matches.map(\.rule) == ["P"])
    }

    @Test func manyThreadsUseTheSameRules() async throws {
      let rules = try Self.compile(Self.rules)
      let counts = await withTaskGroup(of: Int.self) { group in
        for index in 0..<64 {
          group.addTask {
            rules.matches(in: Array("\(index) threadsweep-marker \(index)".utf8)).matches.count
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(counts == Array(repeating: 1, count: 64))
    }

    @Test func moreMatchesThanAreNamedAreALimit() throws {
      let text = (0..<80).map { "rule R\($0) { condition: true }" }.joined(separator: "\n")
      let rules = try Self.compile(text)
      let found = rules.matches(in: [1])
      #expect(found.matches.count == 64)
      #expect(found.isCut)
      let verdict = AttachmentInspector(rules: rules).inspect(Array("hello".utf8))
      #expect(verdict.limitsHit.contains("rules"))
      #expect(verdict.ruleMatches.count == 64)
    }

    @Test func rulesAreToldApartByTheirText() throws {
      let one = try Self.compile("rule A { condition: true }")
      #expect(try Self.compile("rule A { condition: true }").digest == one.digest)
      #expect(try Self.compile("rule B { condition: true }").digest != one.digest)
    }
  }

  /// A ZIP file with one stored member.
  private enum PackageSample {
    static func zip(named name: String, _ content: [UInt8]) -> [UInt8] {
      func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
      }
      let name = Array(name.utf8)
      let facts =
        number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(0, 4) + number(content.count, 4)
        + number(content.count, 4) + number(name.count, 2) + number(0, 2)
      let local = [0x50, 0x4B, 3, 4] + facts + name + content
      let central = [0x50, 0x4B, 1, 2] + number(20, 2) + facts + number(0, 14) + name
      let end =
        [0x50, 0x4B, 5, 6] + number(0, 4) + number(1, 2) + number(1, 2) + number(central.count, 4)
        + number(local.count, 4) + number(0, 2)
      return local + central + end
    }
  }
#else
  @Test(.disabled("built without YARA: swift test --traits YARA")) func yaraRules() {}

  @Test func withoutTheTraitItIsSaidHowToGetIt() {
    #expect(!YaraRules.isAvailable)
    #expect {
      try YaraRules(compiling: [RuleSource(path: "a.yar", bytes: [])])
    } throws: { error in
      (error as? YaraRulesError)?.code == .unavailable && "\(error)".contains("--traits YARA")
    }
  }
#endif

@Test(arguments: [("rules/emotet.yar", "emotet"), ("a.b.yara", "a.b"), ("plain", "plain"), ("/x/.hidden", ".hidden")])
func rulesStandInTheNamespaceOfTheirFile(path: String, namespace: String) {
  #expect(RuleSource(path: path, bytes: []).namespace == namespace)
}
