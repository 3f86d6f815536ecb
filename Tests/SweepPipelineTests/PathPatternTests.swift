import Testing

@testable import SweepPipeline

@Suite("Patterns of paths")
struct PathPatternTests {
  @Test(arguments: [
    ("Trash", "ann/Trash/1.eml", true), ("Trash", "ann/Trashed/1.eml", false), ("*.partial", "a/b/Sent.partial", true),
    ("*.partial", "Sent.partial.mbox", false), ("**/Sent.partial", "Sent.partial", true),
    ("**/Sent.partial", "a.zip!b/Sent.partial", true), ("a/b", "a/b", true), ("a/b", "a/b/c/d", true),
    ("a/b", "x/a/b", false), ("a/*/c", "a/b/c", true), ("a/*/c", "a/b/b/c", false), ("a/**/c", "a/b/b/c", true),
    ("a/**/c", "a/c", true), ("a/**", "a/b", true), ("a/**", "b/a", false), ("/a", "a/x", true), ("/a", "b/a", false),
    ("?.eml", "1.eml", true), ("?.eml", "ü.eml", true), ("?.eml", "12.eml", false), ("*", "anything", true),
    ("a*b*c", "aXbXbYc", true), ("a*b*c", "aXcXb", false), ("", "a", false), ("A", "a", false), ("**", "a/b", true),
    ("a.zip/*.mbox", "a.zip!list.mbox", true), ("*.zip", "x/a.zip!list.mbox", true),
  ])
  func pathsAreMatched(pattern: String, path: String, isMatched: Bool) {
    #expect(PathPattern(pattern).matches(path.utf8[...]) == isMatched, "\(pattern) \(path)")
  }

  @Test func starsCostNoMoreThanTheProduct() {
    let name = String(repeating: "a", count: 20_000)
    #expect(!PathPattern(String(repeating: "a*", count: 60) + "b").matches(name.utf8[...]))
    let path = String(repeating: "a/", count: 2_000)
    #expect(!PathPattern(String(repeating: "**/a/", count: 60) + "b").matches(path.utf8[...]))
  }

  @Test func patternsSeeWhatLiesBelowTheSource() {
    var source = SweepSource(path: "/evidence/exports")
    source.exclude = ["exports", "old/**", "*.tmp"]
    let admits = source.admission
    #expect(admits("/evidence/exports/a.mbox"))
    #expect(!admits("/evidence/exports/old/a.mbox"))
    #expect(!admits("/evidence/exports/a/b.tmp"))
    // A file that is named itself has nothing below: its name is what is seen.
    var file = SweepSource(path: "exports/a.tmp")
    file.exclude = ["*.tmp"]
    #expect(!file.admission("exports/a.tmp"))
  }
}
