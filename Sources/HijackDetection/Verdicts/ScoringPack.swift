import AttachmentInspection
import MailModel

/// The numbers of the judgement: data with a version, so that a verdict can be told by what it was made with.
public struct ScoringPack: Sendable, Hashable {
  /// Names the set of numbers.
  public var name: String
  /// Goes up whenever a number of the set changes.
  public var version: Int
  /// What a case records as the pack that judged: name and version; for a set that did not come with the product what
  /// tells its content too.
  public var label: String
  /// Weights by signal id, as log-likelihood ratios (natural logarithm).
  public var weights: [String: Double]
  /// The most that a group may add (for exculpation: take away).
  public var caps: [SignalGroup: Double]
  /// The prior probability that a message which continues a conversation hijacks it, as log-odds.
  public var prior: Double
  /// The lowest score of each level above info.
  public var levels: [Level: Double]
  /// The numbers of the alarm rule.
  public var alarm: AlarmRule
  /// What makes a wave.
  public var waves: WaveRule
  /// The numbers for attachments.
  public var attachments: AttachmentWeights

  /// The numbers that the product comes with.
  public static let builtin = ScoringPack(
    name: "builtin", version: 4, label: "builtin-4",
    weights: Dictionary(
      SignalCatalogue.definitions.map { ($0.id, $0.defaultWeight) }, uniquingKeysWith: { first, _ in first }),
    caps: [
      .identity: 7, .client: 3.5, .transport: 3, .mailbox: 3.5, .thread: 4.5, .payload: 8.5, .intent: 5.5, .cluster: 6,
      .exculpation: 6,
    ],
    prior: -6.5,
    levels: [
      .low: Level.low.floor, .medium: Level.medium.floor, .high: Level.high.floor, .critical: Level.critical.floor,
    ],
    alarm: AlarmRule(), waves: WaveRule(), attachments: .builtin)

  /// This pack with some weights replaced, by the name of the signal or of the technique.
  ///
  /// Numbers that are not finite, and names that mean nothing, are left out.
  public func overlaid(with overlay: [String: Double]) -> ScoringPack {
    guard !overlay.isEmpty else { return self }
    var pack = self
    for (name, value) in overlay where value.isFinite {
      if pack.weights[name] != nil { pack.weights[name] = value }
      if pack.attachments.weights[name] != nil { pack.attachments.weights[name] = value }
    }
    pack.label += "+overlay"
    return pack
  }

  /// The weight of a signal; zero where the pack does not know it.
  public func weight(_ id: String) -> Double { weights[id] ?? 0 }

  /// The level that a score stands for.
  public func level(of score: Double) -> Level {
    Level.allCases.last { level in level == .info || score >= floor(of: level) } ?? .info
  }

  /// The lowest score of a level.
  public func floor(of level: Level) -> Double { level == .info ? 0 : levels[level] ?? level.floor }

  /// What signals add up to, each group up to its cap, without the prior.
  func evidence(_ signals: [Signal]) -> [SignalGroup: Double] {
    var sums: [SignalGroup: Double] = [:]
    for signal in signals { sums[signal.group, default: 0] += signal.weight }
    for (group, sum) in sums {
      let cap = caps[group] ?? 0
      sums[group] = min(max(sum, -cap), cap)
    }
    return sums
  }
}

/// The numbers of the alarm rule: what has to come together before a message is told at level high.
public struct AlarmRule: Sendable, Hashable {
  /// A group speaks from this sum on.
  public var groupFloor = 0.5
  /// Groups of provenance (identity, client, transport, mailbox, thread) that must speak beside a payload or a request.
  public var breaks = 2
  /// As many where inspection has as good as proven the payload: nobody answers by chance with a dropper.
  public var breaksBesideProvenPayload = 1
  /// What payload and request come to together where several signs of them meet.
  public var heavyLoad = 6.0
  /// As many beside such a load.
  public var breaksBesideHeavyLoad = 1
  /// As many beside such a load that inspection has as good as proven.
  public var breaksBesideProvenHeavyLoad = 0
  /// As many beside proof of forged continuity, where there is neither payload nor request.
  public var breaksBesideProof = 1
  /// As many in a wave of one account: people do announce things in several threads.
  public var breaksInWaveOfOne = 1
  /// What payload and request come to together where a message is listed whatever its score.
  public var listedFrom = 1.5

  /// The numbers that the product comes with.
  public init() {}
}

/// What makes a wave out of messages that share something.
public struct WaveRule: Sendable, Hashable {
  /// Messages, and unrelated conversations, that make a wave.
  public var messages = 3
  /// The longest pause within a wave, in days.
  public var pauseDays = 7

  /// The numbers that the product comes with.
  public init() {}
}
