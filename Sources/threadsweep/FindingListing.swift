import CaseStore
import FindingExport

/// Findings as a listing for people.
enum FindingListing {
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
}
