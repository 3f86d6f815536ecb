import ArgumentParser
import CaseStore
import FindingExport
import MailModel

/// `threadsweep status`: what a case holds, and how far it is.
struct StatusCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show the sources, counts and last run of a case.")

  @OptionGroup var caseOption: CaseOption

  @Option(help: "text or json.")
  var format: Format?

  func run() throws {
    let store = try caseOption.open(for: .reading)
    let counts = try store.counts(now: Present.seconds)
    let sources = try store.sources()
    let sweep = try store.lastSweep()
    let purges = try store.purges()
    switch try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text {
    case .json:
      var json = JSONWriter()
      json.status(counts: counts, sources: sources, purges: purges, lastSweep: sweep)
      json.endLine()
      try StandardOutput.write(json.bytes)
    case .text:
      try StandardOutput.write(Self.text(store.path, counts, sources, purges, sweep))
    }
  }

  private static func text(
    _ path: String, _ counts: CaseCounts, _ sources: [StoredSource], _ purges: [PurgeRecord],
    _ sweep: SweepRecord?
  ) -> String {
    let leftOut = counts.contentsLeftOut > 0 ? ", \(counts.contentsLeftOut) left out for lack of room" : ""
    var text = """
      case           \(path.printable)
      messages       \(counts.messages) (\(counts.uniqueMessages) different)
      conversations  \(counts.conversations)
      attachments    \(counts.attachments)
      defects        \(counts.defects)
      quarantined    \(counts.quarantined)
      findings       \(counts.findings.listing)
      accepted       \(counts.accepted)
      kept contents  \(counts.keptContents) (\(counts.keptBytes) bytes)\(leftOut)
      judged by      \(counts.pack.isEmpty ? "nothing yet" : counts.pack)

      """
    if let sweep {
      let exit = sweep.exit.map { ", status \($0)" } ?? ""
      text += "last run       \(sweep.state)\(exit), \(sweep.bytes) bytes in \(Int(sweep.seconds.rounded())) s\n"
    }
    for purge in purges { text += "purged         \(MailDate(seconds: purge.time).rfc3339): \(purge.text)\n" }
    var table = TextTable(header: ["KIND", "SWEPT", "MESSAGES", "SOURCE"])
    for source in sources {
      let percent = source.bytes > 0 ? min(100, source.position.multipliedCapped(by: 100) / source.bytes) : 100
      table.add([
        source.kind, source.isComplete ? "complete" : "\(percent) %", String(source.messages), source.path,
      ])
    }
    return text + "\n" + table.text(limit: 200)
  }
}

extension Int64 {
  fileprivate func multipliedCapped(by factor: Int64) -> Int64 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product
  }
}
