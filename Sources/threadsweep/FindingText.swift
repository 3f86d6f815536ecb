import CaseStore
import FindingExport
import MailModel

/// A finding as a person reads it: the verdict, the message, and every signal with its evidence.
enum FindingText {
  static func text(of finding: FindingRow) -> String {
    let message = finding.message
    var lines = [
      "\(finding.kind) \(finding.id): \(finding.level.rawValue), score \(FindingListing.decimals(finding.score)), "
        + finding.family,
      "",
      "  from          \(message.author)",
      "  date          \(message.rfc3339 ?? "unknown")",
      "  subject       \(message.subject)",
      "  message id    \(message.messageID ?? "none")",
      "  sha256        \(message.digest.hex)",
      "  place         \(message.place.source), bytes \(message.place.range.offset) to "
        + "\(message.place.range.offset.addingReportingOverflow(message.place.range.length).partialValue)",
      "  conversation  \(message.conversation ?? "none")",
    ]
    if let campaign = finding.campaign { lines.append("  campaign      \(campaign)") }
    if !finding.pack.isEmpty { lines.append("  judged by     \(finding.pack)") }
    lines += copies(finding)
    lines += ["", "signals (log-likelihood ratios)"]
    for signal in finding.signals {
      lines.append("  \(weight(signal.weight))  \(signal.id) [\(signal.group)]")
      lines.append("         \(signal.evidence)")
      if !signal.ranges.isEmpty {
        let shown = signal.ranges.prefix(rangesShown).map { "\($0.offset)+\($0.length)" }.joined(separator: ", ")
        let more = signal.ranges.count > rangesShown ? " and \(signal.ranges.count - rangesShown) more" : ""
        lines.append("         bytes of the message: \(shown)\(more)")
      }
    }
    if !finding.attachments.isEmpty { lines += ["", "attachments"] }
    for attachment in finding.attachments {
      lines.append(
        "  \(attachment.name ?? "(no name)")  \(attachment.type.rawValue)  score "
          + "\(FindingListing.decimals(attachment.score))  \(attachment.digest.hex)")
    }
    return lines.map { $0.printable + "\n" }.joined()
  }

  /// How many ranges of a signal are listed.
  private static let rangesShown = 6

  /// How many copies are listed.
  private static let copiesShown = 50

  /// Whose mailboxes hold the mail, and where its copies lie; nothing where it lies in one place of which nothing is
  /// known.
  private static func copies(_ finding: FindingRow) -> [String] {
    let owners = Set(finding.copies.compactMap(\.owner)).sorted()
    var lines: [String] = []
    if !owners.isEmpty { lines.append("  mailboxes     \(owners.joined(separator: ", "))") }
    guard finding.copies.count > 1 else { return lines }
    lines += ["", "copies"]
    for copy in finding.copies.prefix(copiesShown) {
      let start = copy.place.range.offset
      let end = start.addingReportingOverflow(copy.place.range.length).partialValue
      let folder = copy.role == .unknown ? "" : ", \(copy.role.rawValue)" + (copy.owner.map { " of \($0)" } ?? "")
      let same = copy.digest == finding.message.digest ? "" : ", sha256 \(copy.digest.hex)"
      lines.append("  \(copy.place.source), bytes \(start) to \(end)\(folder)\(same)")
    }
    if finding.copies.count > copiesShown { lines.append("  and \(finding.copies.count - copiesShown) more") }
    return lines
  }

  /// A weight with its sign and two decimals, right-aligned.
  static func weight(_ weight: Double) -> String {
    let hundredths = Int((min(max(weight, -99), 99) * 100).rounded())
    let magnitude = hundredths.magnitude
    let text =
      "\(hundredths < 0 ? "-" : "+")\(magnitude / 100).\(magnitude % 100 < 10 ? "0" : "")\(magnitude % 100)"
    return String(repeating: " ", count: max(0, 6 - text.count)) + text
  }
}
