import Conversations
import MailModel

/// The second pass of judgement: which messages of different conversations belong to one wave.
public struct CampaignPass {
  /// Finds the waves among all observed messages, in the order of their ids.
  ///
  /// A token is followed through time; a run without a long pause, in enough conversations (`pack.waves`), makes its
  /// messages members of one wave, and waves with a common member are one. Messages of one author over one list are none.
  public static func campaigns(among observed: [ObservedMessage], pack: ScoringPack) -> [Campaign] {
    let messages = observed.sorted { ($0.moment, $0.message) < ($1.moment, $1.message) }
    var holders: [ClusterToken: [Int]] = [:]
    for (index, message) in messages.enumerated() {
      for token in message.clusterTokens { holders[token, default: []].append(index) }
    }
    let (minimum, pause) = (pack.waves.messages, Int64(pack.waves.pauseDays) * 86_400)
    var union = DisjointSets(count: messages.count)
    var tokensOf: [Int: Set<ClusterToken>] = [:]
    for (token, indices) in holders.sorted(by: { $0.key < $1.key }) where indices.count >= minimum {
      for run in runs(indices, messages, pause: pause) where isWave(run, messages, minimum: minimum) {
        guard let head = run.first else { continue }
        for index in run { union.join(head, index) }
        tokensOf[head, default: []].insert(token)
      }
    }
    var tokensOfRoot: [Int: Set<ClusterToken>] = [:]
    for (head, tokens) in tokensOf { tokensOfRoot[union.root(of: head), default: []].formUnion(tokens) }
    var members: [Int: [Int]] = [:]
    for index in messages.indices where tokensOfRoot[union.root(of: index)] != nil {
      members[union.root(of: index), default: []].append(index)
    }
    return members.compactMap { root, indices in
      campaign(indices.map { messages[$0] }, tokens: (tokensOfRoot[root] ?? []).sorted())
    }.sorted { $0.id < $1.id }
  }

  /// The runs of a token's messages, parted where nothing happened for longer than `pause` seconds.
  private static func runs(_ indices: [Int], _ messages: [ObservedMessage], pause: Int64) -> [[Int]] {
    var runs: [[Int]] = []
    for index in indices {
      if let last = runs.last?.last {
        let (gap, overflow) = messages[index].moment.subtractingReportingOverflow(messages[last].moment)
        if !overflow, gap <= pause {
          runs[runs.count - 1].append(index)
          continue
        }
      }
      runs.append([index])
    }
    return runs
  }

  private static func isWave(_ run: [Int], _ messages: [ObservedMessage], minimum: Int) -> Bool {
    guard run.count >= minimum, Set(run.map { messages[$0].conversation }).count >= minimum else { return false }
    // One address that writes under the names of several is not one author.
    let authors = Set(run.map { messages[$0].account + "\n" + messages[$0].person })
    if authors.count == 1, run.allSatisfy({ messages[$0].isList }) { return false }
    return true
  }

  private static func campaign(_ messages: [ObservedMessage], tokens: [ClusterToken]) -> Campaign? {
    guard let first = messages.first, let token = tokens.first else { return nil }
    let seed = token.kind.rawValue + "\n" + token.value + "\n" + first.message.hex
    return Campaign(
      id: "k" + ContentDigest(of: seed).hex.prefix(20), tokens: tokens, members: messages.map(\.message),
      conversations: Set(messages.map(\.conversation)).sorted(), accounts: Set(messages.map(\.account)).sorted(),
      persons: Set(messages.map(\.person)).subtracting([""]).sorted(),
      recipients: Set(messages.flatMap(\.recipients)).sorted(), first: messages.compactMap(\.date).min(),
      last: messages.compactMap(\.date).max())
  }
}

extension ObservedMessage {
  /// Seconds since 1970; later than everything where the message has no date.
  var moment: Int64 { date?.seconds ?? .max }
}
