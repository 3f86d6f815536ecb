import CaseStore

/// Findings as a table for spreadsheets.
enum FindingTableCSV {
  static func bytes(of findings: [FindingRow]) -> [UInt8] {
    var csv = CSVWriter()
    csv.row([
      "id", "kind", "level", "score", "family", "date", "from", "subject", "source", "offset", "length", "message_id",
      "message_sha256", "conversation", "campaign", "signals", "attachments",
    ])
    for finding in findings { csv.row(cells(of: finding)) }
    return csv.bytes
  }

  private static func cells(of finding: FindingRow) -> [String?] {
    let message = finding.message
    return [
      finding.id, finding.kind, finding.level.rawValue, "\(finding.score)", finding.family, message.rfc3339,
      message.author, message.subject, message.place.source, String(message.place.range.offset),
      String(message.place.range.length), message.messageID, message.digest.hex, message.conversation,
      finding.campaign, finding.signals.map(\.id).joined(separator: " "),
      finding.attachments.map { $0.name ?? $0.digest.hex }.joined(separator: "; "),
    ]
  }
}
