import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// What `scan` prints at its end: the story at a glance.
struct CaseSummary {
  private let path: String
  private let plan: SweepPlan
  private let counts: CaseCounts
  private let findings: [FindingRow]

  init(of store: CaseStore, sources: SweepPlan) throws(CaseError) {
    path = store.path
    plan = sources
    counts = try store.counts()
    var filter = FindingFilter()
    filter.minimumLevel = .medium
    findings = try store.findings(filter)
  }

  /// The summary, some lines of text.
  var text: String {
    let byLevel = Level.allCases.reversed().map { "\(counts.findings[$0] ?? 0) \($0.rawValue)" }
    var lines = [
      "\(plan.sources.count) sources, \(counts.messages) messages (\(counts.uniqueMessages) different), "
        + "\(counts.conversations) conversations, \(counts.attachments) attachments, \(counts.defects) defects"
        + (plan.notMail > 0 ? ", \(plan.notMail) files that are no mail" : ""),
      "findings: " + byLevel.joined(separator: ", "),
    ]
    lines += story
    var text = lines.map { $0 + "\n" }.joined()
    if !findings.isEmpty {
      text += "\n" + FindingListing.table(of: Array(findings.prefix(20)))
      if findings.count > 20 { text += "… and \(findings.count - 20) more: threadsweep findings list\n" }
    }
    return text + "\ncase: \(path.printable)\n"
  }

  /// Who, since when, through what: from the alarms alone.
  private var story: [String] {
    let alarms = findings.filter { $0.kind == "hijack" && $0.level >= .high }
    guard !alarms.isEmpty else { return [] }
    let conversations = Set(alarms.compactMap(\.message.conversation)).count
    let dates = alarms.compactMap(\.message.rfc3339).sorted()
    let accounts = Dictionary(grouping: alarms) { $0.message.author.lowercased() }
      .map { (address: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.address) < ($0.count, $1.address) }
    var lines = ["\(conversations) hijacked conversations, \(alarms.count) hijacking messages"]
    if let first = dates.first, let last = dates.last { lines[0] += ", from \(first) to \(last)" }
    lines.append(
      "through: " + accounts.prefix(6).map { "\($0.address.printable) (\($0.count))" }.joined(separator: ", "))
    return lines
  }
}

extension String {
  /// The text with everything but line feeds made printable.
  var printableLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\n")
  }
}
