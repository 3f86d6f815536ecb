import CaseStore
import MailModel

/// Findings as events for Timesketch, JSON Lines: one for the message, one for each signal that speaks against it.
enum TimesketchEvents {
  /// Cells beyond this many bytes cannot be aggregated there.
  private static let cellLimit = 32_000

  static func lines(of findings: [FindingRow]) -> [UInt8] {
    var json = JSONWriter()
    for finding in findings {
      event(finding, text: finding.headline, what: "Mail sent", signal: nil, &json)
      for signal in finding.signals where signal.weight > 0 {
        event(finding, text: "\(signal.id): \(signal.evidence)", what: "Signal seen", signal: signal, &json)
      }
    }
    return json.bytes
  }

  private static func event(
    _ finding: FindingRow, text: String, what: String, signal: SignalRow?, _ json: inout JSONWriter
  ) {
    json.object { json in
      json.field("message", oneLine(text))
      json.field("datetime", String(finding.moment.rfc3339.dropLast()) + "+00:00")
      json.field("timestamp_desc", what)
      let micro = finding.moment.seconds.multipliedReportingOverflow(by: 1_000_000)
      if !micro.overflow { json.field("timestamp", micro.partialValue) }
      json.strings("tag", ["threadsweep", finding.level.rawValue, finding.kind])
      json.field("data_type", "threadsweep:finding")
      json.field("finding_id", finding.id)
      json.field("score", finding.score)
      json.field("family", finding.family)
      json.field("conversation", finding.message.conversation)
      json.field("campaign", finding.campaign)
      json.field("message_id", finding.message.messageID)
      json.field("message_sha256", finding.message.digest.hex)
      json.field("from", oneLine(finding.message.author))
      json.field("to", oneLine((finding.facts?.to ?? []).map(\.address).joined(separator: " ")))
      json.field("subject", oneLine(finding.message.subject))
      json.field("source_file", finding.message.place.source)
      json.field("source_offset", finding.message.place.range.offset)
      if let signal {
        json.field("signal", signal.id)
        json.field("weight", signal.weight)
      }
      if !finding.attachments.isEmpty {
        json.field("attachments", oneLine(finding.attachments.map { $0.name ?? $0.digest.hex }.joined(separator: "; ")))
      }
    }
    json.endLine()
  }

  /// The text without line ends, cut to what a cell holds.
  private static func oneLine(_ text: String) -> String {
    let line = String(text.map { $0.isNewline ? " " : $0 })
    return line.utf8.count <= cellLimit ? line : String(line.prefix(cellLimit / 4))
  }
}
