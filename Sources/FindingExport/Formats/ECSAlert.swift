import CaseStore
import HijackDetection
import MailModel

/// Findings as alerts of the Elastic Common Schema, one a line: `event.kind` alert, category email.
///
/// The schema has no field for a thread; those stand under `threadsweep.thread`.
enum ECSAlert {
  static func lines(of findings: [FindingRow], version: String) -> [UInt8] {
    var json = JSONWriter()
    for finding in findings {
      json.object { alert(finding, version, &$0) }
      json.endLine()
    }
    return json.bytes
  }

  private static func alert(_ finding: FindingRow, _ version: String, _ json: inout JSONWriter) {
    json.field("@timestamp", finding.moment.rfc3339)
    json.field("message", finding.headline)
    json.key("ecs")
    json.object { $0.field("version", "8.17.0") }
    json.key("event")
    json.object { json in
      json.field("kind", "alert")
      json.strings("category", ["email"])
      json.strings("type", ["info"])
      json.field("dataset", "threadsweep.findings")
      json.field("module", "threadsweep")
      json.field("id", finding.id)
      json.field("severity", severity(finding.level))
      json.field("risk_score", (finding.score * 1_000).rounded() / 10)
      json.field("reason", finding.signals.prefix(3).map(\.evidence).joined(separator: "; "))
    }
    json.key("observer")
    json.object { json in
      json.field("product", "threadsweep")
      json.field("version", version)
    }
    json.key("rule")
    json.object { json in
      json.field("id", finding.kind)
      json.field("name", finding.family)
      json.field("ruleset", "threadsweep")
    }
    json.key("email")
    json.object { email(finding, &$0) }
    json.key("related")
    json.object { json in
      json.strings("hash", [finding.message.digest.hex] + finding.attachments.map(\.digest.hex))
      json.strings("hosts", finding.hosts + finding.suspectLinks.map(\.host))
      json.strings("ip", finding.networkAddresses)
      json.strings("user", [finding.message.author] + (finding.facts?.to ?? []).map(\.key))
    }
    json.key("threadsweep")
    json.object { own(finding, &$0) }
  }

  private static func email(_ finding: FindingRow, _ json: inout JSONWriter) {
    let facts = finding.facts
    if let id = finding.message.messageID { json.field("message_id", id) }
    json.field("local_id", finding.message.digest.hex)
    json.field("subject", finding.message.subject)
    if finding.message.date != nil { json.field("origination_timestamp", finding.moment.rfc3339) }
    if let delivered = facts?.hops.lazy.compactMap(\.seconds).first {
      json.field("delivery_timestamp", MailDate(seconds: delivered).rfc3339)
    }
    json.addresses("from", [finding.message.author])
    json.addresses("to", (facts?.to ?? []).map(\.address))
    json.addresses("cc", (facts?.cc ?? []).map(\.address))
    json.addresses("reply_to", facts?.replyTo ?? [])
    if let sender = facts?.sender {
      json.key("sender")
      json.object { $0.field("address", sender) }
    }
    guard !finding.attachments.isEmpty else { return }
    json.key("attachments")
    json.array(finding.attachments) { json, attachment in
      json.object { json in
        json.key("file")
        json.object { json in
          if let name = attachment.name { json.field("name", name) }
          if let ending = attachment.fileExtension { json.field("extension", ending) }
          if !attachment.declaredType.isEmpty { json.field("mime_type", attachment.declaredType) }
          json.field("size", attachment.size)
          json.key("hash")
          json.object { $0.field("sha256", attachment.digest.hex) }
        }
      }
    }
  }

  private static func own(_ finding: FindingRow, _ json: inout JSONWriter) {
    json.field("kind", finding.kind)
    json.field("level", finding.level.rawValue)
    json.field("family", finding.family)
    if let campaign = finding.campaign { json.field("campaign", campaign) }
    json.key("thread")
    json.object { json in
      json.field("id", finding.message.conversation)
      json.field("parent", finding.message.parent)
      json.field("link", finding.message.link)
      json.strings("references", finding.references)
    }
    json.key("place")
    json.object { json in
      json.field("source", finding.message.place.source)
      json.field("offset", finding.message.place.range.offset)
      json.field("length", finding.message.place.range.length)
    }
    json.key("signals")
    json.array(finding.signals) { json, signal in
      json.object { json in
        json.field("id", signal.id)
        json.field("group", signal.group)
        json.field("weight", signal.weight)
        json.field("evidence", signal.evidence)
      }
    }
  }

  /// A number that sorts like the levels; the schema leaves its scale to the source.
  private static func severity(_ level: Level) -> Int {
    [.info: 0, .low: 21, .medium: 47, .high: 73, .critical: 99][level] ?? 0
  }
}

extension JSONWriter {
  fileprivate mutating func addresses(_ name: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    key(name)
    object { $0.strings("address", values) }
  }
}
