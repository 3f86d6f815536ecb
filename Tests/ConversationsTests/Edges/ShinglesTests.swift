import Conversations
import MailTestSupport
import Testing

@Suite("Fingerprints of text") struct ShinglesTests {
  static let text = "Could you send me the numbers for the third quarter before Friday?"

  @Test(
    "The same passage however it is quoted",
    arguments: [
      "> Could you send me the numbers\n> for the third quarter before Friday?\n",
      "COULD YOU SEND ME THE NUMBERS FOR THE THIRD QUARTER BEFORE FRIDAY",
      "Could you   send me the\tnumbers, for the third quarter, before Friday…",
      "| Could you send me the numbers for the\n"
        + ">> third quarter before Friday?",
    ])
  func same(quoted: String) {
    #expect(Shingles.fingerprints(of: quoted, limit: 64) == Shingles.fingerprints(of: Self.text, limit: 64))
  }

  @Test("Sorted, each once, and no more than asked") func shape() {
    let all = Shingles.fingerprints(of: String(repeating: Self.text + " ", count: 50), limit: 1_000)
    #expect(all.count == 12)
    #expect(all == Array(Set(all)).sorted())
    #expect(
      Shingles.fingerprints(of: Self.text, limit: 5) == Array(Shingles.fingerprints(of: Self.text, limit: 64).prefix(5))
    )
    #expect(Shingles.fingerprints(of: Self.text, limit: 0).isEmpty)
    #expect(Shingles.fingerprints(of: "too few words", limit: 9).isEmpty)
  }

  @Test("The values are the same everywhere, for they are stored") func stable() {
    #expect(Shingles.fingerprints(of: "one two three four", limit: 1) == [3_755_804_748_553_557_114])
  }

  @Test("Scripts without blanks may be wrapped anywhere") func unspaced() {
    let text = "请在星期五之前把第三季度的数字发给我"
    let wrapped = "请在星期五之前\n> 把第三季度的数\n> 字发给我。"
    #expect(Shingles.fingerprints(of: text, limit: 64) == Shingles.fingerprints(of: wrapped, limit: 64))
    #expect(Shingles.fingerprints(of: text, limit: 64).count == 15)
  }

  @Test("A sketch keeps the smallest of many") func sketch() {
    var random = SplitMix64(seed: 7)
    let text = (0..<5_000).map { _ in String(UInt16.random(in: 0...UInt16.max, using: &random)) }.joined(separator: " ")
    let all = Shingles.fingerprints(of: text, limit: 100_000)
    #expect(Shingles.fingerprints(of: text, limit: 64) == Array(all.prefix(64)))
  }
}
