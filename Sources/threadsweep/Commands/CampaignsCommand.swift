import ArgumentParser
import CaseStore
import FindingExport

/// `threadsweep campaigns`: waves of hijacks.
struct CampaignsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "campaigns", abstract: "Waves of hijacked messages, or one of them whole.",
    subcommands: [List.self, Show.self])

  /// `threadsweep campaigns list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Every wave, the first one first.")

    @OptionGroup var caseOption: CaseOption
    @OptionGroup var formatOption: ListFormatOption

    func run() throws {
      let store = try caseOption.open(for: .reading)
      let campaigns = try store.campaignIDs().compactMap { try store.campaign($0) }
      switch try formatOption.value() {
      case .jsonl:
        var json = JSONWriter()
        for campaign in campaigns {
          json.campaign(campaign)
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .csv:
        var csv = CSVWriter()
        csv.row([
          "id", "level", "score", "first_seen", "last_seen", "messages", "conversations", "accounts", "recipients",
          "servers", "leak", "shared",
        ])
        for campaign in campaigns { csv.row(Self.cells(of: campaign)) }
        try StandardOutput.write(csv.bytes)
      case .table:
        guard !campaigns.isEmpty else { return try StandardOutput.write("no campaigns\n") }
        var table = TextTable(header: ["ID", "LEVEL", "FIRST", "LAST", "MAILS", "THREADS", "ACCOUNTS", "SHARED"])
        for campaign in campaigns {
          table.add([
            campaign.id, campaign.level.rawValue, String((campaign.firstSeen ?? "-").prefix(10)),
            String((campaign.lastSeen ?? "-").prefix(10)), String(campaign.messages.count),
            String(campaign.conversations.count), String(campaign.accounts.count), campaign.shared,
          ])
        }
        try StandardOutput.write(table.text(limit: 120))
      }
    }

    private static func cells(of campaign: CampaignRow) -> [String?] {
      [
        campaign.id, campaign.level.rawValue, "\(campaign.score)", campaign.firstSeen, campaign.lastSeen,
        String(campaign.messages.count), String(campaign.conversations.count),
        campaign.accounts.joined(separator: " "), campaign.recipients.joined(separator: " "),
        campaign.servers.map(\.host).joined(separator: " "),
        campaign.leaks.prefix(3).map(\.mailbox).joined(separator: " "), campaign.shared,
      ]
    }
  }

  /// `threadsweep campaigns show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "One wave: messages, accounts, servers, who received and answered, where the mail was stolen.")

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text, json
    }

    @Argument(help: "The campaign's id.")
    var id: String

    @OptionGroup var caseOption: CaseOption

    @Option(help: "text or json. (default: text)")
    var format: Format?

    func run() throws {
      let store = try caseOption.open(for: .reading)
      guard let campaign = try store.campaign(id) else {
        throw CommandFailure(.noInput, "\(store.path): no campaign has the id \(id.printable)")
      }
      switch try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text {
      case .json:
        var json = JSONWriter()
        json.campaign(campaign)
        json.endLine()
        try StandardOutput.write(json.bytes)
      case .text: try StandardOutput.write(CampaignText.text(of: campaign))
      }
    }
  }
}
