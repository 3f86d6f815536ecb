import Testing

@testable import AttachmentInspection

@Suite struct CatalogueTests {
  @Test func everyTechniqueHasOneEntry() {
    #expect(TechniqueCatalogue.entries.map(\.id.rawValue).sorted() == TechniqueID.allCases.map(\.rawValue).sorted())
    #expect(TechniqueCatalogue.entries.allSatisfy { !$0.summary.isEmpty && $0.weight > 0 })
  }

  @Test func whatOnlyItsAuthorKnowsStandsForNoAttack() {
    #expect(TechniqueCatalogue.entries.filter { $0.attack.isEmpty }.map(\.id) == [.yaraMatch])
  }

  @Test func nothingFoundIsOneInAHundred() {
    #expect(abs(AttachmentScore.score(of: []) - 0.01) < 0.001)
  }

  @Test func aTechniqueCountsOnce() {
    let technique = Technique(id: "script", evidence: "a", weight: 1.6)
    #expect(
      AttachmentScore.score(of: [technique, Technique(id: "script", evidence: "b", weight: 1.6)])
        == AttachmentScore.score(of: [technique]))
  }
}
