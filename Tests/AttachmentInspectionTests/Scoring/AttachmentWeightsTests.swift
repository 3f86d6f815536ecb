import Testing

@testable import AttachmentInspection

@Suite("Weights of techniques")
struct AttachmentWeightsTests {
  @Test func theBuiltInWeightsGiveTheScoreOfTheVerdict() {
    for specimen in Specimen.all {
      let verdict = specimen.fires.verdict
      let score = AttachmentWeights.builtin.score(of: verdict.techniques.map(\.id))
      #expect(score == verdict.score, "\(specimen.id)")
    }
  }

  @Test func otherWeightsGiveAnother() {
    var weights = AttachmentWeights.builtin
    weights.weights["html-script"] = 6
    #expect(weights.score(of: ["html-script"]) > 0.8)
    weights.caps["page"] = 1
    #expect(weights.score(of: ["html-script", "svg-script"]) < 0.1)
    weights.prior = 2
    #expect(weights.score(of: [String]()) > 0.8)
  }

  @Test func whatARuleStatesCountsUnlessRulesCountForNothing() {
    var weights = AttachmentWeights.builtin
    #expect(weights.score(of: ["yara-match"], stated: 7.6) > weights.score(of: ["yara-match"]))
    weights.weights["yara-match"] = 0
    #expect(weights.score(of: ["yara-match"], stated: 7.6) == weights.score(of: [String]()))
  }

  @Test func everyTechniqueIsToldToPeople() {
    #expect(TechniqueDefinition.all.count == TechniqueID.allCases.count)
    #expect(TechniqueDefinition.named("html-smuggling")?.group == "page")
    #expect(TechniqueDefinition.named("no-such") == nil)
  }
}
