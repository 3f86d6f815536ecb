import MailModel

/// Messages by the fingerprints of what they add, as far as any head of a tree quotes them.
struct QuotedTextTable {
  /// A fingerprint that more messages have is a phrase of the house (a footer, a greeting) and says nothing.
  private static let maximumMessages = 32
  /// How many fingerprints must be the earlier message's.
  private static let minimumMatches = 3
  /// How much of what is quoted must be the earlier message's, in percent.
  private static let minimumShare = 30

  private var messages: [UInt64: [Int32]] = [:]

  init(_ edges: OrderedMessages, _ heads: [ThreadHead]) {
    for head in heads where edges[head.message].subject.isReply {
      for fingerprint in edges[head.message].quotedText { messages[fingerprint] = [] }
    }
    guard !messages.isEmpty else { return }
    for (index, edges) in edges.enumerated() {
      for fingerprint in edges.newText {
        guard let position = messages.index(forKey: fingerprint) else { continue }
        if messages.values[position].count <= Self.maximumMessages {
          messages.values[position].append(Int32(clamping: index))
        }
      }
    }
  }

  /// The earlier messages that `edges` quotes: most of them first, then the latest.
  func quoted(by edges: ThreadEdges, before message: Int) -> [Int] {
    var matches: [Int32: Int] = [:]
    for fingerprint in edges.quotedText {
      guard let found = messages[fingerprint], found.count <= Self.maximumMessages else { continue }
      for index in found.earlier(than: message) { matches[index, default: 0] += 1 }
    }
    return matches.filter {
      $0.value >= Self.minimumMatches && $0.value * 100 >= edges.quotedText.count * Self.minimumShare
    }
    .sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map { Int($0.key) }
  }
}
