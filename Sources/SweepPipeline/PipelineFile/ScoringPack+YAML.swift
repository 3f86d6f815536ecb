import AttachmentInspection
import HijackDetection
import MailModel

extension ScoringPack {
  /// The pack as a pack file: every number of it, in a fixed order.
  public var yaml: String {
    var text = "# Every number of the judgement, as `threadsweep signals pack` writes it.\n"
    text += "schema: 1\nname: \(name)\nversion: \(version)\n\n"
    text += "# The lowest score of each level; high is the alarm line.\nlevels:\n"
    for level in Level.allCases where level != .info { text += "  \(level.rawValue): \(floor(of: level))\n" }
    text += """

      # What has to come together before a message is told at level high.
      alarm:
        group_floor: \(alarm.groupFloor)
        breaks: \(alarm.breaks)
        breaks_beside_proven_payload: \(alarm.breaksBesideProvenPayload)
        heavy_load: \(alarm.heavyLoad)
        breaks_beside_heavy_load: \(alarm.breaksBesideHeavyLoad)
        breaks_beside_proven_heavy_load: \(alarm.breaksBesideProvenHeavyLoad)
        breaks_beside_proof: \(alarm.breaksBesideProof)
        breaks_in_wave_of_one: \(alarm.breaksInWaveOfOne)
        listed_from: \(alarm.listedFrom)

      # What makes a wave out of messages that share something.
      waves:
        messages: \(waves.messages)
        pause_days: \(waves.pauseDays)

      # Log-likelihood ratios (natural logarithm) of what is seen on messages. Evidence that is not independent stands in
      # one group, and a group counts up to its cap.
      signals:
        prior: \(prior)
        groups:

      """
    for group in SignalGroup.allCases {
      let members = SignalCatalogue.definitions.filter { $0.group == group }
        .map { (name: $0.id, weight: weight($0.id)) }
      text += Self.yaml(group: group.rawValue, cap: caps[group] ?? 0, members)
    }
    text += """

      # The same for what inspection finds in attachments.
      attachments:
        prior: \(attachments.prior)
        groups:

      """
    for group in TechniqueDefinition.groups {
      let members = TechniqueDefinition.all.filter { $0.group == group }
        .map { (name: $0.id, weight: attachments.weights[$0.id] ?? 0) }
      text += Self.yaml(group: group, cap: attachments.caps[group] ?? 0, members)
    }
    return text
  }

  private static func yaml(group: String, cap: Double, _ members: [(name: String, weight: Double)]) -> String {
    let lines = members.map { "        \($0.name): \($0.weight)\n" }
    return "    \(group):\n      cap: \(cap)\n      weights:\(members.isEmpty ? " {}" : "")\n" + lines.joined()
  }

  /// The label of a pack that did not come with the product: name, version and what tells its numbers.
  mutating func labelByContent() {
    label = "\(name)-\(version) sha256:\(ContentDigest(of: yaml).hex)"
  }
}
