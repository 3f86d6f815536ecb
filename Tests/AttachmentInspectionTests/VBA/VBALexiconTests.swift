import Testing

@testable import AttachmentInspection

@Suite struct VBALexiconTests {
  private func words(_ source: String, _ lexicon: inout VBALexicon) -> [VBAWord] {
    var tokens = VBATokens(Array(source.utf8))
    var words: [VBAWord] = []
    while let token = tokens.next(&lexicon) { if case .word(let word) = token { words.append(word) } }
    return words
  }

  @Test func knowsAWordInAnyCase() {
    var lexicon = VBALexicon()
    let found = words("x Name NAME name Names If IF", &lexicon)
    #expect(found[1] == found[2] && found[2] == found[3] && found[3] != found[4])
    #expect(found[5].keyword == .if && found[6].keyword == .if && found[1].keyword == nil)
    #expect(lexicon.text(of: found[2]) == "name")
    #expect(lexicon.known("names") == found[4])
    #expect(lexicon.known("nam") == nil)
  }

  @Test(arguments: VBAKeyword.allCases)
  func everyKeywordIsItsOwnText(keyword: VBAKeyword) {
    var lexicon = VBALexicon()
    #expect(words("x \(String(describing: keyword).uppercased())", &lexicon).last?.keyword == keyword)
  }

  @Test func keepsWordsApartWhereThereAreMany() {
    var lexicon = VBALexicon()
    let source = (0..<20_000).map { "w\($0 * 7_919)" }.joined(separator: " ")
    let found = words(source, &lexicon)
    #expect(Set(found.map(\.number)).count == 20_000)
    #expect(words(source, &lexicon) == found)
    #expect(lexicon.text(of: found[19_999]) == "w\(19_999 * 7_919)")
  }

  /// Words made to fall on one place of the table, more than are probed for.
  @Test func keepsWordsApartThatCollide() {
    func place(_ word: String) -> UInt64 {
      let hash = word.utf8.reduce(VBALexicon.emptyHash, VBALexicon.hash)
      return (hash ^ hash >> 32) & 1_023
    }
    let colliding = (0..<200_000).lazy.map { "c\($0)" }.filter { place($0) == 7 }.prefix(60).joined(separator: " ")
    var lexicon = VBALexicon()
    let found = words("x " + colliding, &lexicon)
    #expect(Set(found.map(\.number)).count == 61)
    #expect(words("x " + colliding.uppercased(), &lexicon) == found)
    // The table grows, and they are found where they are then.
    _ = words((0..<3_000).map { "w\($0)" }.joined(separator: " "), &lexicon)
    #expect(words("x " + colliding, &lexicon) == found)
    #expect(colliding.split(separator: " ").map { lexicon.known($0) } == found.dropFirst().map { $0 })
  }

  @Test func aScopeHoldsFewAndMany() {
    var lexicon = VBALexicon()
    let names = words("x " + (0..<100).map { "v\($0)" }.joined(separator: " "), &lexicon)
    var scope = VBAScope()
    for (number, name) in names.enumerated() { scope[name] = .number(number) }
    for (number, name) in names.enumerated() { scope[name] = .number(number + (scope[name]?.number ?? 0)) }
    #expect(names.enumerated().allSatisfy { scope[$1]?.number == $0 * 2 })
    #expect(scope.count == names.count)
    #expect(scope[VBAWord(number: 1_000_000, keyword: nil)]?.number == nil)
  }
}
