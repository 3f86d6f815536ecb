import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The third pass of judgement: what the signals and the waves amount to.
public struct VerdictPass {
  /// How far a score that the alarm rule holds back stays below the alarm line.
  private static let belowAlarm = 0.01

  /// Judges every observed message; findings come out ranked (`Finding.ranked`).
  ///
  /// A hijack finding is made from a score of low upwards, and below it where a continued conversation carries or asks
  /// for something; an attachment finding from an attachment score of medium
  /// upwards, whatever the hijack verdict says.
  public static func findings(
    _ observed: [ObservedMessage], campaigns: [Campaign], pack: ScoringPack
  ) -> [Finding] {
    var campaignOf: [ContentDigest: Campaign] = [:]
    for campaign in campaigns { for member in campaign.members { campaignOf[member] = campaign } }
    var findings: [Finding] = []
    var seen: Set<String> = []
    for message in observed {
      let campaign = campaignOf[message.message]
      for finding in [hijack(message, campaign, pack), attachment(message, campaign, pack)] {
        if let finding, seen.insert(finding.id).inserted { findings.append(finding) }
      }
    }
    return findings.sorted(by: Finding.ranked)
  }

  private static func hijack(_ message: ObservedMessage, _ campaign: Campaign?, _ pack: ScoringPack) -> Finding? {
    var signals = message.signals
    if let campaign {
      signals.append(signal(of: campaign, pack))
      // The colleagues who made the same change may be the other accounts of the wave.
      if vouchesForItself(campaign, message) { signals.removeAll { $0.id == ColleaguesChanged.definition.id } }
      // That an account is the genuine one clears nothing where several genuine ones do the same.
      if campaign.hasSeveralAccounts {
        for at in signals.indices where Self.signsOfGenuineAccounts.contains(signals[at].id) { signals[at].weight = 0 }
      }
    }
    let sums = pack.evidence(signals)
    let isProven = signals.contains { $0.weight > 0 && SignalCatalogue.definition($0.id)?.isProof == true }
    let isSought = signals.contains { $0.weight > 0 && $0.id == YaraMessage.definition.id }
    guard message.isContinuation || isProven || isSought || (sums[.identity] ?? 0) > 0 else { return nil }
    let total = SignalGroup.allCases.reduce(pack.prior) { $0 + (sums[$1] ?? 0) }
    var score = 1 / (1 + exp(-total))
    if !crossesAlarmRule(
      sums, pack.alarm, isProven: isProven,
      hasProvenPayload: message.attachments.contains(where: \.isProven), campaign: campaign)
    {
      score = min(score, pack.floor(of: .high) - belowAlarm)
    }
    score = (score * 10_000).rounded() / 10_000
    // What carries or asks for something stays on the list of those who look for a needle, whatever its score.
    let isWorthALook = (sums[.payload] ?? 0) + (sums[.intent] ?? 0) >= pack.alarm.listedFrom
    guard score >= pack.floor(of: .low) || isWorthALook else { return nil }
    return finding(
      .hijack, message, campaign, pack, score: score, family: HijackFamily.of(message, signals), signals: signals)
  }

  /// What shows no more than that a message was sent from its author's own mailbox.
  private static let signsOfGenuineAccounts: Set<String> = [
    IndexExtended.definition.id, SentFromAccount.definition.id,
  ]

  /// Whether a wave has a second account in the domain of a message of it.
  private static func vouchesForItself(_ campaign: Campaign, _ message: ObservedMessage) -> Bool {
    let domain = MailAddress(address: message.account).domain
    return campaign.accounts.contains { $0 != message.account && MailAddress(address: $0).domain == domain }
  }

  /// The alarm rule: a payload or a request and two other groups; or one proof of forged continuity; or a wave.
  ///
  /// A document that inspection has as good as proven needs one break only, and none where it is new for its author as
  /// well: nobody answers by chance with a dropper. A heavy load needs one break.
  ///
  /// A wave of one account needs some provenance break beside it: people do announce things in several threads.
  private static func crossesAlarmRule(
    _ sums: [SignalGroup: Double], _ rule: AlarmRule, isProven: Bool, hasProvenPayload: Bool, campaign: Campaign?
  ) -> Bool {
    func speaks(_ group: SignalGroup) -> Bool { (sums[group] ?? 0) >= rule.groupFloor }
    let provenance = [SignalGroup.identity, .client, .transport, .mailbox, .thread].count(where: speaks)
    let hasPayload = speaks(.payload) || speaks(.intent)
    if isProven { return hasPayload || provenance >= rule.breaksBesideProof }
    if let campaign {
      return hasPayload
        && (campaign.hasSeveralAccounts || provenance >= rule.breaksInWaveOfOne || speaks(.intent))
    }
    guard hasPayload else { return false }
    let isHeavy = (sums[.payload] ?? 0) + (sums[.intent] ?? 0) >= rule.heavyLoad
    let needed =
      switch (isHeavy, hasProvenPayload) {
      case (true, true): rule.breaksBesideProvenHeavyLoad
      case (true, false): rule.breaksBesideHeavyLoad
      case (false, true): rule.breaksBesideProvenPayload
      case (false, false): rule.breaks
      }
    return provenance >= needed
  }

  private static func signal(of campaign: Campaign, _ pack: ScoringPack) -> Signal {
    let id = campaign.hasSeveralAccounts ? "campaign" : "campaign-one-sender"
    let shared = campaign.tokens.prefix(3).map { "\($0.kind.rawValue) \(quoted($0.value))" }.joined(separator: ", ")
    return Signal(
      id: id, group: .cluster, weight: pack.weight(id),
      evidence: "\(campaign.members.count) messages in \(campaign.conversations.count) conversations by "
        + "\(campaign.accounts.count) accounts share \(shared)")
  }

  private static func attachment(_ message: ObservedMessage, _ campaign: Campaign?, _ pack: ScoringPack) -> Finding? {
    guard let worst = message.attachments.max(by: { ($0.score, $1.digest) < ($1.score, $0.digest) }),
      worst.score >= pack.floor(of: .medium)
    else { return nil }
    var signals = message.signals.filter { $0.group == .payload }
    if !signals.contains(where: { $0.id == MaliciousAttachment.definition.id }) {
      signals.append(
        Signal(
          id: MaliciousAttachment.definition.id, group: .payload,
          weight: pack.weight(MaliciousAttachment.definition.id),
          evidence: "an attachment scores \(percent(worst.score))", ranges: worst.range.map { [$0] }))
    }
    return finding(
      .attachment, message, campaign, pack, score: worst.score, family: "malicious-attachment", signals: signals)
  }

  /// What identifies the content and the evidence: more evidence, or another document, is another finding to look at.
  private static func fingerprint(_ kind: Finding.Kind, _ message: ObservedMessage, _ signals: [Signal]) -> String {
    let lines =
      [kind.rawValue, message.message.hex, message.fingerprint] + message.attachments.map(\.digest.hex).sorted()
      + signals.lazy.filter { $0.weight > 0 }.map(\.id).sorted()
    return String(ContentDigest(of: lines.joined(separator: "\n")).hex.prefix(32))
  }

  private static func finding(
    _ kind: Finding.Kind, _ message: ObservedMessage, _ campaign: Campaign?, _ pack: ScoringPack, score: Double,
    family: String, signals: [Signal]
  ) -> Finding {
    let id = "f" + ContentDigest(of: kind.rawValue + "\n" + message.message.hex).hex.prefix(20)
    return Finding(
      id: id, kind: kind, level: pack.level(of: score), score: score, family: family, message: message.message,
      messageID: message.messageID, conversation: message.conversation, campaign: campaign?.id, date: message.date,
      from: message.from, subject: message.subject,
      signals: signals.sorted { (abs($1.weight), $0.id) < (abs($0.weight), $1.id) }, attachments: message.attachments,
      fingerprint: fingerprint(kind, message, signals))
  }
}
