import Conversations
import MailModel
import MailTestSupport
import Testing

@Suite("Components") struct ComponentTests {
  /// Which messages hang together by identifiers, worked out in the plainest way: labels spread until nothing changes.
  static func components(_ mails: [ThreadEdges]) -> Set<Set<ContentDigest>> {
    var labels: [String: Int] = [:]
    let names = mails.map { mail in
      [mail.messageID?.rawValue ?? mail.message.hex] + (mail.references + mail.inReplyTo).map(\.rawValue)
    }
    for (number, name) in Set(names.joined()).sorted().enumerated() { labels[name] = number }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for group in names {
        let smallest = group.compactMap { labels[$0] }.min() ?? 0
        for name in group where labels[name] != smallest {
          labels[name] = smallest
          hasChanged = true
        }
      }
    }
    var sets: [Int: Set<ContentDigest>] = [:]
    for (mail, group) in zip(mails, names) { sets[labels[group[0]] ?? 0, default: []].insert(mail.message) }
    return Set(sets.values)
  }

  @Test("Without weak links, conversations are what identifiers connect", arguments: UInt64(0)..<30)
  func strong(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let mails = (0..<80).map { number in
      let named = (0..<Int.random(in: 0...2, using: &random)).map { _ in "m\(Int.random(in: 0..<140, using: &random))" }
      let isReference = Bool.random(using: &random)
      return mail(
        Int.random(in: 0..<9, using: &random) == 0 ? nil : "m\(number % 75)", day: Double(number),
        refs: isReference ? named : [], irt: isReference ? [] : named, content: "\(number)")
    }
    let found = ThreadReconstruction(mails).conversations.map { Set($0.nodes.compactMap(\.message)) }
    #expect(Set(found) == Self.components(mails))
  }
}
