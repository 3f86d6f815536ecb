import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// What `scan` prints at its end: the story at a glance.
struct CaseSummary {
  private static let shownFindings = 20

  private let path: String
  private let plan: SweepPlan
  private let counts: CaseCounts
  private let findings: [FindingRow]
  private let recipients: [String]
  private let servers: [ServerRow]
  private let acceptances: [Acceptance]
  private let states: FindingStates
  private let baseline: Int64?

  /// Reads the case; where `baseline` is given, only what runs after that one found or changed is told.
  init(of store: CaseStore, sources: SweepPlan, newSince baseline: Int64? = nil) throws(CaseError) {
    self.baseline = baseline
    path = store.path
    plan = sources
    counts = try store.counts(now: Present.seconds)
    var filter = FindingFilter(now: Present.seconds)
    filter.minimumLevel = .medium
    filter.newSince = baseline
    findings = try store.findings(filter)
    recipients = try store.hijackRecipients(from: .high)
    acceptances = try store.acceptances()
    states = try store.findingStates(now: Present.seconds)
    servers = try store.servers().filter { $0.builds.contains { $0.delivered > 0 } }
  }

  /// The summary, some lines of text.
  var text: String {
    var lines = [
      "\(plan.sources.count) sources, \(counts.messages) messages (\(counts.uniqueMessages) different), "
        + "\(counts.conversations) conversations, \(counts.attachments) attachments, \(counts.defects) defects"
        + (plan.notMail > 0 ? ", \(plan.notMail) \(plan.notMail == 1 ? "file that is" : "files that are") no mail" : "")
        + (plan.passedOver > 0 ? ", \(plan.passedOver) links, devices or pipes passed over" : ""),
      "findings: " + counts.findings.listing + (counts.accepted > 0 ? ", \(counts.accepted) accepted" : ""),
    ]
    lines += changes + lapsed + story
    var text = lines.map { $0.printable + "\n" }.joined()
    let shown = oneForEachMessage
    if !shown.isEmpty { text += "\n" + FindingListing.table(of: Array(shown.prefix(Self.shownFindings))) }
    if findings.count > min(shown.count, Self.shownFindings) {
      let since = baseline == nil ? "" : " --new-since last"
      text += "all \(findings.count) of medium and above: threadsweep findings list --min-level medium\(since)\n"
    }
    return text + "\ncase: \(path.printable)\n"
  }

  /// What became of the findings since the last complete run.
  private var changes: [String] {
    let absent = states.absent
    if baseline != nil {
      return [
        "since the last complete run: \(states.new) new, \(states.updated) changed, \(states.unchanged) unchanged, "
          + "\(absent) gone; told here is what is new or changed"
      ]
    }
    return absent == 0
      ? [] : ["\(absent) finding\(absent == 1 ? "" : "s") of earlier runs \(absent == 1 ? "is" : "are") gone"]
  }

  /// A line on acceptances that do nothing any more; they are worth a look.
  private var lapsed: [String] {
    let now = Present.seconds
    let expired = acceptances.count { $0.isExpired(at: now) }
    let unused = acceptances.count { !$0.isExpired(at: now) && !$0.isUsed }
    guard expired + unused > 0 else { return [] }
    return ["acceptances: \(expired) expired, \(unused) match nothing (threadsweep findings acceptances)"]
  }

  private var alarms: [FindingRow] { findings.filter { $0.kind == "hijack" && $0.level >= .high } }

  /// The findings without those on attachments of a message that is shown as a hijack already.
  private var oneForEachMessage: [FindingRow] {
    let hijacks = Set(findings.filter { $0.kind == "hijack" }.map(\.message.digest))
    return findings.filter { $0.kind == "hijack" || !hijacks.contains($0.message.digest) }
  }

  /// Who, since when, through what, to whom: from the alarms alone.
  private var story: [String] {
    guard !alarms.isEmpty else { return [] }
    let conversations = Set(alarms.compactMap(\.message.conversation)).count
    let accounts = Dictionary(grouping: alarms) { $0.message.author.lowercased() }
      .map { (address: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.address) < ($0.count, $1.address) }
      .map { "\($0.address) (\($0.count))" }
    return [
      "",
      "\(conversations) hijacked conversations, \(alarms.count) hijacking messages\(span(of: alarms))",
      "  through   " + some(of: accounts),
      "  to        " + some(of: recipients),
    ] + exposed + waves
  }

  /// A line for each own server that ran with an open hole.
  private var exposed: [String] {
    servers.filter { !$0.vulnerabilities.isEmpty }.prefix(5).map { server in
      let builds = server.builds.filter { !$0.build.vulnerabilities.isEmpty }.map(\.build.text)
      return "  server    \(server.host) \(builds.joined(separator: ", ")), open to "
        + server.vulnerabilities.map(\.rawValue).joined(separator: ", ")
    }
  }

  /// A line for each campaign, by its first message.
  private var waves: [String] {
    Dictionary(grouping: alarms.filter { $0.campaign != nil }) { $0.campaign ?? "" }.values
      .sorted { first(of: $0) < first(of: $1) }
      .map { members in
        let shared = members.first?.signals.first { $0.group == "cluster" }?.evidence ?? ""
        return "  wave      \(members.count) messages\(span(of: members)): \(shared)"
      }
  }

  private func first(of findings: [FindingRow]) -> String {
    (findings.compactMap(\.message.rfc3339).min() ?? "") + (findings.first?.campaign ?? "")
  }

  private func span(of findings: [FindingRow]) -> String {
    let dates = findings.compactMap(\.message.rfc3339).sorted()
    guard let first = dates.first, let last = dates.last else { return "" }
    return ", \(first) to \(last)"
  }

  private func some(of names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }
}

extension String {
  /// The text with everything but line feeds made printable.
  var printableLines: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(separator: "\n")
  }
}
