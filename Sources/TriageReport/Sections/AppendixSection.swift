import CaseStore
import HijackDetection
import MailModel

/// The end of the page: servers, sources, acceptances, the catalogue.
struct AppendixSection {
  let overview: CaseOverview
  let version: String

  func write(to page: inout HTMLWriter) {
    page.element("h2", id: "servers") { $0.text("Servers") }
    servers(&page)
    page.element("h2", id: "sources") { $0.text("Sources") }
    sources(&page)
    page.element("h2", id: "appendix") { $0.text("Appendix") }
    acceptances(&page)
    run(&page)
    catalogue(&page)
  }

  private func servers(_ page: inout HTMLWriter) {
    guard !overview.servers.isEmpty else {
      return page.element("p", "soft", text: "No Exchange server is named in the mail.")
    }
    page.element("p", "soft", text: "Builds from Received fields. An open hole is an indication, not a break-in.")
    table(&page, ["Host", "Build", "First seen", "Last seen", "Messages", "Own", "Open to"]) { table in
      // Own servers and open ones first; of a partner's hundred only some.
      let ranked = overview.servers.enumerated().sorted { left, right in
        let (a, b) = (rank(left.element), rank(right.element))
        return a != b ? a > b : left.offset < right.offset
      }
      for (_, server) in ranked.prefix(100) {
        for build in server.builds {
          table.element("tr") { row in
            row.element("td") { $0.address(server.host) }
            row.element("td", "mono", text: build.build.text)
            row.element("td", "mono", text: Self.day(build.firstSeen))
            row.element("td", "mono", text: Self.day(build.lastSeen))
            row.element("td", "num", text: "\(build.messages)")
            row.element("td", text: build.delivered > 0 ? "yes" : "no")
            row.element("td", text: build.build.vulnerabilities.flatMap(\.cves).joined(separator: ", "))
          }
        }
      }
    }
  }

  private func rank(_ server: ServerRow) -> Int {
    (server.builds.contains { $0.delivered > 0 } ? 2 : 0) + (server.vulnerabilities.isEmpty ? 0 : 1)
  }

  private func sources(_ page: inout HTMLWriter) {
    table(&page, ["Source", "Kind", "Owner", "Folder", "Bytes", "Messages", "Swept", "First block, SHA-256"]) { table in
      for source in overview.sources.prefix(2_000) {
        table.element("tr") { row in
          row.element("td", "mono", text: source.path, limit: 400)
          row.element("td", text: source.kind)
          row.element("td", text: source.owner ?? "", limit: 200)
          row.element("td", text: source.role)
          row.element("td", "num", text: "\(source.bytes)")
          row.element("td", "num", text: "\(source.messages)")
          row.element("td", text: source.isComplete ? "to the end" : "to byte \(source.position)")
          row.element("td", "mono", text: source.identity?.headDigest.hex ?? "")
        }
      }
    }
    if overview.sources.count > 2_000 {
      page.element("p", "soft", text: "and \(overview.sources.count - 2_000) more sources")
    }
  }

  private func acceptances(_ page: inout HTMLWriter) {
    guard !overview.acceptances.isEmpty else { return }
    page.element("h3", text: "Accepted")
    table(&page, ["Finding", "Until", "Reason"]) { table in
      for acceptance in overview.acceptances {
        table.element("tr") { row in
          row.element("td", "mono", text: acceptance.finding)
          row.element("td", "mono", text: acceptance.until.map { Self.day($0) } ?? "for good")
          row.element("td", text: acceptance.reason)
        }
      }
    }
  }

  private func run(_ page: inout HTMLWriter) {
    page.element("h3", text: "Run")
    let sweep = overview.lastSweep
    page.element(
      "p",
      text: "threadsweep \(version); case \(overview.path); last run "
        + "\(sweep.map { "\($0.id), \($0.state), status \($0.exit.map(String.init) ?? "none")" } ?? "none"); "
        + "\(overview.counts.defects) defects recorded; \(overview.counts.quarantined) messages quarantined.")
  }

  private func catalogue(_ page: inout HTMLWriter) {
    page.element("details") { details in
      details.element("summary", text: "What is looked for")
      table(&details, ["Signal", "Group", "Weight", "Sees"]) { table in
        for definition in SignalCatalogue.definitions {
          table.element("tr") { row in
            row.element("td", "mono", text: definition.id)
            row.element("td", text: definition.group.rawValue)
            row.element("td", "num", text: "\(definition.defaultWeight)")
            row.element("td", text: definition.summary)
          }
        }
      }
    }
  }

  private func table(_ page: inout HTMLWriter, _ header: [String], _ body: (inout HTMLWriter) -> Void) {
    page.element("div", "scroll") { box in
      box.element("table") { table in
        table.headerRow(header)
        body(&table)
      }
    }
  }

  private static func day(_ seconds: Int64?) -> String {
    seconds.map { String(MailDate(seconds: $0).rfc3339.prefix(10)) } ?? ""
  }
}
