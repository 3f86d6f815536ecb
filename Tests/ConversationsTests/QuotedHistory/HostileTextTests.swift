import Conversations
import MailModel
import MailTestSupport
import Testing

@Suite("Hostile texts") struct HostileTextTests {
  static let pieces = [
    ">", "> ", "\n", "\r\n", "\r", " ", "\u{A0}", "From: ", "Sent: x", "To: ", "Subject: ", "On 1 May 2021, ", "wrote:",
    "schrieb", "：", ":", "-----Original Message-----", "---", "_____", "-- ", "2021", "08:03", "a@b", "<a@b>:", "写道：",
    "é",
    "Re: ", "[x]", "[", "]", "(fwd)", "Re[2", "^", "\0", "\u{FFFD}", "\u{200B}", "İ", "ß", "👩‍👩‍👧", "word",
  ]

  @Test("Any mixture is taken apart, and nothing is added", arguments: UInt64(0)..<60) func mixtures(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let text = (0..<150).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
    let history = QuotedHistory(text)
    let kept = [history.newText, history.signature] + history.quotedBlocks.flatMap { [$0.text, $0.author, $0.date] }
    #expect(kept.map(\.utf8.count).reduce(0, +) <= text.utf8.count * 2 + 200)
    let fingerprints = Shingles.fingerprints(of: text, limit: 20)
    #expect(fingerprints.count <= 20)
    #expect(fingerprints == Shingles.fingerprints(of: text, limit: 20))
    let subject = ThreadSubject(text)
    #expect(subject.base.unicodeScalars.count <= 2_000)
    let again = ThreadSubject(subject.base)
    #expect(again.base.utf8.count <= subject.base.utf8.count)
  }

  @Test("Any bytes are a Thread-Index or none", arguments: UInt64(0)..<40) func threadIndexes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<Int.random(in: 0..<60, using: &random)).map { _ in
      [0, 1, 0xD7, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
    }
    guard let index = ThreadIndex(bytes) else {
      #expect(bytes.count < ThreadIndex.headerLength)
      return
    }
    let date = MailDate(seconds: Int64.random(in: Int64.min...Int64.max, using: &random))
    #expect((index.lastTime(near: date) == nil) || index.encoding != .opaque)
    #expect(!index.isExtension(of: index))
  }
}
