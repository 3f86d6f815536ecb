import CaseStore
import FindingExport

/// Findings as a listing for people or for programs.
enum FindingListing {
  /// The findings in a machine's format.
  static func bytes(of findings: [FindingRow], as format: OutputArgument.Format) -> [UInt8] {
    switch format {
    case .jsonl:
      var json = JSONWriter()
      for finding in findings {
        json.finding(finding)
        json.endLine()
      }
      return json.bytes
    case .csv:
      var csv = CSVWriter()
      csv.row([
        "id", "kind", "level", "score", "family", "date", "from", "subject", "source", "offset", "length",
        "message_id", "message_sha256", "conversation", "campaign", "signals", "attachments",
      ])
      for finding in findings { csv.row(cells(of: finding)) }
      return csv.bytes
    }
  }

  /// The findings as a table for people.
  static func table(of findings: [FindingRow]) -> String {
    guard !findings.isEmpty else { return "no findings\n" }
    var table = TextTable(header: ["ID", "LEVEL", "SCORE", "KIND", "DATE", "FROM", "SUBJECT", "WHY"])
    for finding in findings {
      table.add([
        finding.id, finding.level.rawValue, decimals(finding.score), finding.kind,
        String((finding.message.rfc3339 ?? "-").prefix(10)), finding.message.author, finding.message.subject,
        finding.signals.filter { $0.weight > 0 || finding.kind == "exposure" }.prefix(3).map(\.id).joined(
          separator: ", "),
      ])
    }
    return table.text(limit: 72)
  }

  /// A score as people read it.
  static func decimals(_ score: Double) -> String {
    "\((score * 1_000).rounded() / 1_000)"
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
