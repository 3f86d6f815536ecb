import Testing

@testable import HijackDetection

@Suite struct ConfusableTests {
  /// Labels of RFC 3492 §7.1 and others, with what they stand for.
  @Test(
    arguments: [
      ("ihqwcrb4cv8a8dqg056pqjye", "他们为什么不说中文"), ("maana-pta", "mañana"), ("bcher-kva", "bücher"),
      ("e1afmkfd", "пример"), ("abc-", "abc"),
    ]) func punycodeIsDecoded(label: String, text: String)
  {
    #expect(Punycode.decoded(Array(label.utf8)[...]) == text.unicodeScalars.map(\.value))
  }

  @Test(arguments: ["", "99999999", "é", "-", "abc-\u{7F}", String(repeating: "z", count: 64)])
  func damagedLabelsAreRefused(label: String) {
    let decoded = Punycode.decoded(Array(label.utf8)[...])
    #expect(decoded == nil || decoded?.isEmpty == true)
  }

  @Test(
    arguments: [
      ("pаypal", "paypal"), ("xn--pypal-4ve", "paypal"), ("müller", "muller"), ("xn--mller-kva", "muller"),
      ("rnicro", "micro"), ("g00gle", "google"), ("ıntranet", "intranet"), ("cοrp", "corp"),
    ]) func alikeLabelsShareASkeleton(left: String, right: String)
  {
    #expect(ConfusableSkeleton.of(Array(left.utf8)) == ConfusableSkeleton.of(Array(right.utf8)))
  }

  @Test(arguments: [("paypal", "paypol"), ("пример", "primer"), ("müller", "moller")])
  func otherLabelsDoNot(left: String, right: String) {
    #expect(ConfusableSkeleton.of(Array(left.utf8)) != ConfusableSkeleton.of(Array(right.utf8)))
  }

  @Test func lettersOfOtherScriptsImitateADomain() {
    #expect(DomainNeighbourhood.likeness(of: "xn--prtner-firm-yij.example", to: "partner-firm.example") != nil)
    #expect(DomainNeighbourhood.likeness(of: "pаrtner-firm.example", to: "partner-firm.example") != nil)
    #expect(DomainNeighbourhood.likeness(of: "other-firm.example", to: "partner-firm.example") == nil)
  }
}
