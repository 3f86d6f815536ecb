import CaseStore
import HijackDetection
import MailModel

/// Findings as Detection Findings of OCSF (class 2004, activity 1 Create), one a line, with the mail as evidence.
///
/// `email.uid` of that schema is the conversation's id, `email.message_uid` the message's.
enum OCSFFinding {
  static func lines(of findings: [FindingRow], version: String) -> [UInt8] {
    var json = JSONWriter()
    for finding in findings {
      json.object { write(finding, version, &$0) }
      json.endLine()
    }
    return json.bytes
  }

  private static func write(_ finding: FindingRow, _ version: String, _ json: inout JSONWriter) {
    let milliseconds = finding.moment.seconds.multipliedReportingOverflow(by: 1_000)
    let time = milliseconds.overflow ? 0 : milliseconds.partialValue
    json.field("activity_id", 1)
    json.field("category_uid", 2)
    json.field("class_uid", 2_004)
    json.field("type_uid", 200_401)
    json.field("time", time)
    json.field("severity_id", finding.level.rank + 1)
    json.field("status_id", 1)
    json.field("message", finding.headline)
    // 3 high, 2 medium, 1 low.
    json.field("confidence_id", finding.score >= 0.95 ? 3 : finding.score >= 0.5 ? 2 : 1)
    json.field("risk_score", Int((finding.score * 100).rounded()))
    json.key("metadata")
    json.object { json in
      json.field("version", "1.4.0")
      json.field("uid", finding.id)
      json.key("product")
      json.object { json in
        json.field("name", "threadsweep")
        json.field("vendor_name", "threadsweep")
        json.field("version", version)
      }
    }
    json.key("finding_info")
    json.object { json in
      json.field("uid", finding.id)
      json.field("title", finding.headline)
      json.field("desc", finding.signals.prefix(5).map(\.evidence).joined(separator: "; "))
      json.strings("types", [finding.kind, finding.family])
      json.field("first_seen_time", time)
      json.field("last_seen_time", time)
      json.key("analytic")
      json.object { json in
        json.field("name", finding.family)
        json.field("uid", finding.kind)
        // 1: a rule.
        json.field("type_id", 1)
      }
    }
    json.key("evidences")
    json.array { json in
      json.object { evidence(finding, &$0) }
    }
  }

  private static func evidence(_ finding: FindingRow, _ json: inout JSONWriter) {
    json.key("email")
    json.object { email(finding, &$0) }
    // Of the fields of which one must be there, a mail alone is none.
    json.key("data")
    json.object { json in
      json.field("source", finding.message.place.source)
      json.field("offset", finding.message.place.range.offset)
      json.field("length", finding.message.place.range.length)
      json.field("sha256", finding.message.digest.hex)
      json.key("signals")
      json.array(finding.signals) { json, signal in
        json.object { json in
          json.field("id", signal.id)
          json.field("weight", signal.weight)
          json.field("evidence", signal.evidence)
        }
      }
    }
    if let worst = finding.dangerousAttachments.first {
      json.key("file")
      json.object { file(worst, &$0) }
    }
    if let link = finding.suspectLinks.first {
      json.key("url")
      json.object { self.link(link, &$0) }
    }
  }

  private static func email(_ finding: FindingRow, _ json: inout JSONWriter) {
    json.field("uid", finding.message.conversation ?? finding.message.digest.hex)
    if let id = finding.message.messageID { json.field("message_uid", id) }
    json.field("from", finding.message.author)
    json.strings("to", (finding.facts?.to ?? []).map(\.address))
    json.strings("cc", (finding.facts?.cc ?? []).map(\.address))
    json.field("subject", finding.message.subject)
    if let path = finding.facts?.returnPath { json.field("return_path", path) }
    if let first = finding.facts?.replyTo.first { json.field("reply_to", first) }
    if !finding.attachments.isEmpty {
      json.key("files")
      json.array(finding.attachments) { json, attachment in json.object { file(attachment, &$0) } }
    }
    if !finding.suspectLinks.isEmpty {
      json.key("urls")
      json.array(finding.suspectLinks) { json, link in json.object { self.link(link, &$0) } }
    }
  }

  private static func file(_ attachment: AttachmentFact, _ json: inout JSONWriter) {
    json.field("name", attachment.name ?? attachment.digest.hex)
    // 1: a regular file.
    json.field("type_id", 1)
    json.field("size", attachment.size)
    if !attachment.declaredType.isEmpty { json.field("mime_type", attachment.declaredType) }
    json.key("hashes")
    json.array { json in
      json.object { json in
        json.field("algorithm", "SHA-256")
        json.field("algorithm_id", 3)
        json.field("value", attachment.digest.hex)
      }
    }
  }

  private static func link(_ link: LinkFact, _ json: inout JSONWriter) {
    json.field("url_string", link.url)
    json.field("hostname", link.host)
    json.field("path", link.path)
  }
}
