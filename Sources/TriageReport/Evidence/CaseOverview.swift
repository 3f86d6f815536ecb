import CaseStore
import MailModel

/// All that the page shows of a case, read once.
struct CaseOverview {
  /// Conversations that are shown whole, at most; more are listed only.
  static let shownConversations = 300

  let path: String
  let counts: CaseCounts
  let sources: [StoredSource]
  let lastSweep: SweepRecord?
  let findings: [FindingRow]
  let campaigns: [CampaignRow]
  let servers: [ServerRow]
  let acceptances: [Acceptance]
  let dossiers: [ConversationDossier]

  /// Reads the case at the moment `now`, in seconds since 1970; findings below `level` are left out,
  /// and where `baseline` is given those that no run after it found or changed.
  ///
  /// - Throws: `CaseError` where the case cannot be read.
  init(of store: CaseStore, from level: Level, newSince baseline: Int64? = nil, now: Int64) throws(CaseError) {
    path = store.path
    counts = try store.counts(now: now)
    sources = try store.sources()
    lastSweep = try store.lastSweep()
    var filter = FindingFilter(now: now)
    filter.minimumLevel = level
    filter.newSince = baseline
    findings = try store.findings(filter)
    var campaigns: [CampaignRow] = []
    for id in try store.campaignIDs() { if let campaign = try store.campaign(id) { campaigns.append(campaign) } }
    self.campaigns = campaigns
    servers = try store.servers()
    acceptances = try store.acceptances()
    var order: [String] = []
    var byConversation: [String: [FindingRow]] = [:]
    for finding in findings where finding.kind != "exposure" {
      guard let conversation = finding.message.conversation else { continue }
      if byConversation[conversation] == nil { order.append(conversation) }
      byConversation[conversation, default: []].append(finding)
    }
    var dossiers: [ConversationDossier] = []
    for id in order.prefix(Self.shownConversations) {
      dossiers.append(try ConversationDossier(id, findings: byConversation[id] ?? [], in: store))
    }
    self.dossiers = dossiers
  }

  /// The findings on messages that hijack, from the alarm line upwards.
  var alarms: [FindingRow] { findings.filter { $0.kind == "hijack" && $0.level >= .high } }
}
