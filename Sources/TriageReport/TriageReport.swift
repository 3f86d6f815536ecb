import CaseStore
import MailModel

/// The triage page: one HTML file that needs nothing else, works without scripts, and loads nothing.
///
/// Everything from mail is text, escaped and defanged; no link of the page leads out of it. Equal cases give equal pages.
public struct TriageReport {
  private let overview: CaseOverview
  private let version: String
  private let text: (MessageRow) -> String?

  /// Reads `store` at the moment `now`, in seconds since 1970.
  ///
  /// - Parameters:
  ///   - level: findings below it are left out.
  ///   - baseline: only findings that runs after this one found or changed; nil for all.
  ///   - version: the program's version.
  ///   - text: gives the text of a message, read again from its archive; nil where that is not to be had.
  /// - Throws: `CaseError` where the case cannot be read.
  public init(
    of store: CaseStore, from level: Level, newSince baseline: Int64? = nil, now: Int64, version: String,
    text: @escaping (MessageRow) -> String?
  ) throws(CaseError) {
    overview = try CaseOverview(of: store, from: level, newSince: baseline, now: now)
    self.version = version
    self.text = text
  }

  /// The page, UTF-8.
  public var bytes: [UInt8] {
    var page = HTMLWriter()
    page.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
    page.safe("<meta http-equiv=\"Content-Security-Policy\" content=\"\(ReportStyle.policy)\">")
    page.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    page.raw("<meta name=\"referrer\" content=\"no-referrer\"><title>Hijacked conversations</title>")
    page.safe("<style>\(ReportStyle.sheet)</style></head><body>")
    page.element("header") { OverviewSection(overview: overview).write(to: &$0) }
    page.element("main") { main in
      CampaignSection(campaigns: overview.campaigns).write(to: &main)
      QueueSection(findings: overview.findings, shown: Set(overview.dossiers.map(\.id))).write(to: &main)
      main.element("h2", id: "conversations") { $0.text("Conversations") }
      if overview.dossiers.isEmpty { main.element("p", "soft", text: "No conversation has a finding.") }
      for dossier in overview.dossiers { ConversationSection(dossier: dossier, text: text).write(to: &main) }
      AppendixSection(overview: overview, version: version).write(to: &main)
    }
    page.element("footer", text: "A finding is an indication with its evidence, not a proof of guilt.")
    page.raw("</body></html>\n")
    return Array(page.html.utf8)
  }
}
