import ArgumentParser
import CaseStore
import FindingExport
import HijackDetection
import MailModel

/// `threadsweep find`: an indicator over the whole case.
struct FindCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find", abstract: "Find an indicator: who sent it, who received it, who answered.")

  @Option(help: "The SHA-256 of a message or of an attachment, in hexadecimal.")
  var sha256: String?

  @Option(help: "A link, as it stands or wrapped by a protection service.")
  var url: String?

  @Option(help: "A host of links, with all hosts below it.")
  var host: String?

  @Option(help: "A mailbox.")
  var address: String?

  @Option(name: .customLong("message-id"), help: "The identifier of a message.")
  var messageID: String?

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var formatOption: ListFormatOption

  func run() throws {
    var asked = self
    // What the command line names stands alone; the twins count where it names nothing.
    if asked.named == 0 {
      asked.sha256 = EnvironmentTwin.value(of: "sha256")
      asked.url = EnvironmentTwin.value(of: "url")
      asked.host = EnvironmentTwin.value(of: "host")
      asked.address = EnvironmentTwin.value(of: "address")
      asked.messageID = EnvironmentTwin.value(of: "message-id")
    }
    guard asked.named == 1 else {
      throw ValidationError("find wants one of --sha256, --url, --host, --address, --message-id")
    }
    let rows = try caseOption.open(for: .reading).find(try asked.indicator())
    switch try formatOption.value() {
    case .jsonl:
      var json = JSONWriter()
      for row in rows {
        json.indicatorRow(row)
        json.endLine()
      }
      try StandardOutput.write(json.bytes)
    case .csv: try StandardOutput.write(Self.csv(of: rows))
    case .table: try StandardOutput.write(Self.table(of: rows))
    }
  }

  private var named: Int { [sha256, url, host, address, messageID].count { $0 != nil } }

  private func indicator() throws -> Indicator {
    if let sha256 {
      guard let digest = ContentDigest(hex: sha256.lowercased()) else {
        throw CommandFailure(.usage, "--sha256 wants 64 hexadecimal digits, not '\(sha256.printable)'")
      }
      return .digest(digest)
    }
    if let url { return .url(url) }
    if let host { return .host(host.lowercased()) }
    if let address { return .address(MailAddress(address: address).key) }
    let id = messageID ?? ""
    return .messageID(id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id)
  }

  private static func csv(of rows: [IndicatorRow]) -> [UInt8] {
    var csv = CSVWriter()
    csv.row([
      "matches", "date", "from", "to", "subject", "mailboxes", "answered_by", "conversation", "findings", "source",
      "offset", "length", "message_id", "message_sha256",
    ])
    for row in rows {
      let message = row.message
      csv.row([
        row.matches.map(\.rawValue).joined(separator: " "), message.rfc3339, message.author,
        row.recipients.joined(separator: " "), message.subject, row.mailboxes.joined(separator: " "),
        row.answeredBy.joined(separator: " "), message.conversation, row.findings.joined(separator: " "),
        message.place.source, String(message.place.range.offset), String(message.place.range.length),
        message.messageID, message.digest.hex,
      ])
    }
    return csv.bytes
  }

  private static func table(of rows: [IndicatorRow]) -> String {
    guard !rows.isEmpty else { return "not found in this case\n" }
    var table = TextTable(header: ["DATE", "MATCH", "FROM", "TO", "ANSWERED BY", "CONVERSATION", "FINDING", "SUBJECT"])
    for row in rows {
      table.add([
        String((row.message.rfc3339 ?? "-").prefix(16)), row.matches.map(\.rawValue).joined(separator: ", "),
        row.message.author, some(of: row.recipients), some(of: row.answeredBy), row.message.conversation ?? "-",
        row.findings.first ?? "-", row.message.subject,
      ])
    }
    let senders = Set(rows.map { $0.message.author.lowercased() }).count
    let receivers = Set(rows.flatMap(\.recipients)).count
    return table.text()
      + "\n\(rows.count) messages, \(senders) senders, \(receivers) recipients, "
      + "\(Set(rows.compactMap(\.message.conversation)).count) conversations\n"
  }

  private static func some(of names: [String]) -> String {
    guard let first = names.first else { return "-" }
    return names.count == 1 ? first : "\(first) +\(names.count - 1)"
  }
}
