import HijackDetection
import MailModel

/// What is usual for a sender, and what one message shows instead: the table an analyst looks at first.
struct SenderNorm {
  /// One line of the table.
  struct Line {
    var name: String
    /// What is usual, with how often it was seen; nil where nothing is known.
    var usual: String?
    /// What the message shows.
    var shown: String
    /// Whether the message departs from everything that was seen before.
    var differs: Bool
  }

  let lines: [Line]
  /// The sender's earlier messages that the norm rests on.
  let basis: Int

  /// Compares `facts` with the sender's `earlier` messages.
  init(of facts: MessageFacts, earlier: [MessageFacts]) {
    basis = earlier.count
    let features: [(String, (MessageFacts) -> String?)] = [
      ("Name", { $0.from.flatMap { $0.name.isEmpty ? nil : $0.name } }),
      ("Reply-To", { $0.replyTo.isEmpty ? "none" : $0.replyTo.joined(separator: " ") }),
      ("Return-Path", { $0.returnPath.map { $0.isEmpty ? "<>" : $0 } }),
      ("Client", { $0.client.name }),
      ("Message-ID form", { $0.messageIDForm.kind.rawValue }),
      ("Origin", { Self.origin($0.origin) }),
      ("First server", { $0.hops.last?.by }),
      ("Thread-Index", { $0.edges.threadIndex.isEmpty ? "absent" : "present" }),
      ("Zone", { $0.date?.zoneMinutes.map(Self.zone) }),
    ]
    lines = features.compactMap { name, feature in
      guard let shown = feature(facts) else { return nil }
      var counts: [String: Int] = [:]
      for message in earlier { if let value = feature(message) { counts[value, default: 0] += 1 } }
      let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
      return Line(
        name: name, usual: usual.map { "\($0.key) (\($0.value) of \(earlier.count))" }, shown: shown,
        differs: !counts.isEmpty && counts[shown] == nil)
    }
  }

  private static func origin(_ origin: OriginNetwork) -> String? {
    let parts = [origin.domain, origin.network].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  private static func zone(_ minutes: Int16) -> String {
    let value = Int(minutes)
    let hours = abs(value) / 60
    let rest = abs(value) % 60
    return (value < 0 ? "-" : "+") + (hours < 10 ? "0" : "") + "\(hours)" + (rest < 10 ? "0" : "") + "\(rest)"
  }
}
