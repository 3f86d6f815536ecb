#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A message that its author's mailbox knows nothing of.
enum AbsentFromSent: SignalRule {
  static let definition = SignalDefinition(
    id: "absent-from-sent", group: .mailbox, defaultWeight: 3,
    summary:
      "Others received it, the author's mailbox keeps what the author sends, before and after, and has no copy of this.",
    benignRate:
      "by the author's own share of mails without a copy: phones, programs that send in one's name, tidying up",
    rests: [.from, .messageID])

  /// How far away in time the author's other mails tell what the mailbox keeps: 90 days.
  private static let horizon: Int64 = 90 * 86_400
  /// How many of them are looked at on each side.
  private static let neighbours = 12
  /// How often a hijacker's mail leaves no copy: a guess, near one for servers that were broken into and for forgery.
  private static let missingOfHijacks = 0.9

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let trace = message.trace
    guard trace.isTraceable(message.facts), !trace.isKeptBySender, message.facts.date != nil else { return nil }
    let keys = MailboxKeys(message.facts)
    let history = message.history
    // Other mails of the same wave are missing for the same reason.
    let kept = history.around(keys.kept, within: horizon, limit: neighbours)
    let missing = history.around(keys.missing, within: horizon, limit: neighbours, apart: .burst)
    guard kept.before >= 3, kept.after >= 2 else { return nil }
    let share = (Double(missing.total) + 0.5) / Double(kept.total + missing.total + 1)
    guard share <= 0.25 else { return nil }
    let keptByClient = history.around(keys.keptByClient, within: horizon, limit: neighbours)
    let missingByClient = history.around(keys.missingByClient, within: horizon, limit: neighbours, apart: .burst)
    // A program that keeps its copies elsewhere, or none.
    if missingByClient.total > 0, missingByClient.total * 4 >= keptByClient.total { return nil }
    let isNewProgram = keys.keptByClient != nil && keptByClient.total + missingByClient.total == 0
    let strength = log(missingOfHijacks / share) / definition.defaultWeight * (isNewProgram ? 0.5 : 1)
    return SignalEvidence(
      text: "no copy in the mailbox of \(message.facts.author), which has one of \(kept.total) and none of "
        + "\(missing.total) of the mails around it (\(kept.before) before, \(kept.after) after)"
        + (isNewProgram ? "; the program is new there" : ""),
      strength: strength)
  }
}
