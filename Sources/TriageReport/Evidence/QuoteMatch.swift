import HijackDetection
import MailModel

/// Whether the text that a message quotes stands in an earlier message of its conversation.
enum QuoteMatch: Equatable {
  /// It quotes nothing that could be compared.
  case none
  /// The quoted text is that of the message with this digest.
  case matches(ContentDigest, share: Double)
  /// No message of the conversation has it.
  case differs

  /// Compares fingerprints of the quoted text with those of what `others` add.
  init(of facts: MessageFacts, among others: [MessageFacts]) {
    let quoted = Set(facts.edges.quotedText)
    guard quoted.count >= 3 else {
      self = .none
      return
    }
    let best = others.lazy.filter { $0.digest != facts.digest && !$0.edges.newText.isEmpty }
      .map { other in
        (other.digest, Double(other.edges.newText.count(where: quoted.contains)) / Double(other.edges.newText.count))
      }
      .max { ($0.1, $1.0) < ($1.1, $0.0) }
    guard let best, best.1 >= 0.3 else {
      self = .differs
      return
    }
    self = .matches(best.0, share: best.1)
  }
}
