import ArgumentParser
import CaseStore
import FindingExport

/// `threadsweep messages`: the messages of a case.
struct MessagesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "List the messages of a case.", subcommands: [List.self])

  /// `threadsweep messages list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every message with its place, conversation and parent.")

    @OptionGroup var caseOption: CaseOption
    @OptionGroup var formatOption: ListFormatOption

    func run() throws {
      let store = try caseOption.open(for: .reading)
      switch try formatOption.value() {
      case .jsonl: try printJSONLines(store)
      case .csv: try printCSV(store)
      case .table: try printTable(store)
      }
    }

    private func printJSONLines(_ store: CaseStore) throws {
      var json = JSONWriter()
      try store.forEachMessageRow { row in
        json.messageRow(row)
        json.endLine()
        guard json.bytes.count >= 1 << 16 else { return }
        try StandardOutput.write(json.bytes)
        json.removeAll()
      }
      try StandardOutput.write(json.bytes)
    }

    private func printCSV(_ store: CaseStore) throws {
      var csv = CSVWriter()
      csv.row([
        "message_id", "source", "offset", "length", "message_sha256", "date", "from", "subject", "conversation",
        "parent", "link", "attachments",
      ])
      try store.forEachMessageRow { row in
        csv.row([
          row.messageID, row.place.source, String(row.place.range.offset), String(row.place.range.length),
          row.digest.hex, row.rfc3339, row.author, row.subject, row.conversation, row.parent, row.link,
          row.attachments.map(\.hex).joined(separator: " "),
        ])
        guard csv.bytes.count >= 1 << 16 else { return }
        try StandardOutput.write(csv.bytes)
        csv.removeAll()
      }
      try StandardOutput.write(csv.bytes)
    }

    private func printTable(_ store: CaseStore) throws {
      var lines = ""
      try store.forEachMessageRow { row in
        let cells = [
          String((row.rfc3339 ?? "-").prefix(16)), row.conversation ?? "-", row.link ?? "-", row.author, row.subject,
          "\(row.place.source):\(row.place.range.offset)",
        ]
        lines += cells.map(\.printable).joined(separator: "  ") + "\n"
        guard lines.utf8.count >= 1 << 16 else { return }
        try StandardOutput.write(lines)
        lines = ""
      }
      try StandardOutput.write(lines)
    }
  }
}
