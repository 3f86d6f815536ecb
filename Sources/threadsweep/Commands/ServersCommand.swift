import ArgumentParser
import CaseStore
import FindingExport
import HijackDetection
import MailModel

/// `threadsweep servers`: the mail servers of a case.
struct ServersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "servers", abstract: "List the mail servers that the mail went through.", subcommands: [List.self])

  /// `threadsweep servers list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "Exchange servers with their builds, when they were seen, and which holes were open.",
      discussion: """
        Builds are read from the Received fields (`with Microsoft SMTP Server … id 15.1.2176.2`). An open hole \
        (ProxyLogon, ProxyShell) is an indication, not a break-in. Exchange Online is left out.
        """)

    @OptionGroup var caseOption: CaseOption
    @OptionGroup var formatOption: ListFormatOption

    func run() throws {
      let servers = try caseOption.open(for: .reading).servers()
      switch try formatOption.value() {
      case .jsonl:
        var json = JSONWriter()
        for server in servers {
          json.server(server)
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .csv: try StandardOutput.write(Self.csv(of: servers))
      case .table: try StandardOutput.write(Self.table(of: servers))
      }
    }

    private static let columns = ["host", "build", "product", "first_seen", "last_seen", "messages", "own", "exposure"]

    private static func csv(of servers: [ServerRow]) -> [UInt8] {
      var csv = CSVWriter()
      csv.row(columns)
      for server in servers { for entry in server.builds { csv.row(cells(server, entry, dates: 20)) } }
      return csv.bytes
    }

    private static func table(of servers: [ServerRow]) -> String {
      guard !servers.isEmpty else { return "no Exchange servers are named in the mail of this case\n" }
      var table = TextTable(header: columns.map { $0.uppercased() })
      for server in servers {
        for entry in server.builds { table.add(cells(server, entry, dates: 10).map { $0 ?? "-" }) }
      }
      return table.text()
    }

    private static func cells(_ server: ServerRow, _ entry: ServerBuildRow, dates: Int) -> [String?] {
      func day(_ seconds: Int64?) -> String? { seconds.map { String(MailDate(seconds: $0).rfc3339.prefix(dates)) } }
      return [
        server.host, entry.build.text, entry.build.product, day(entry.firstSeen), day(entry.lastSeen),
        String(entry.messages), entry.delivered > 0 ? "yes" : "no",
        entry.build.vulnerabilities.map(\.rawValue).joined(separator: " "),
      ]
    }
  }
}
