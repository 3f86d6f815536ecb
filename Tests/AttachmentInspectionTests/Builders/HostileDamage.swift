import MailTestSupport
import Testing

@testable import AttachmentInspection

/// Cuts and changes documents, the same every time, and inspects what is left.
enum HostileDamage {
  static func inspect(_ document: [UInt8], rounds: Int, passwords: [String] = []) {
    var random = SplitMix64(seed: UInt64(document.count))
    for round in 0..<rounds {
      var bytes = document
      if round % 3 == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      } else {
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          guard let at = bytes.indices.randomElement(using: &random) else { break }
          bytes[at] = round % 3 == 1 ? UInt8.random(in: 0...255, using: &random) : 0xFF
        }
      }
      let verdict = AttachmentInspector().inspect(bytes, passwords: passwords)
      #expect((0...1).contains(verdict.score))
      #expect(AttachmentVerdict(packed: verdict.packed()) == verdict)
    }
  }
}
