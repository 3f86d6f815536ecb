import CaseStore
import MailModel

extension JSONWriter {
  /// Writes a finding as `threadsweep.finding/1`.
  public mutating func finding(_ finding: FindingRow) {
    object { json in
      json.field("schema", "threadsweep.finding/1")
      json.field("id", finding.id)
      json.field("kind", finding.kind)
      json.field("level", finding.level.rawValue)
      json.field("severity", finding.level.rawValue)
      json.field("score", finding.score)
      json.field("message_id", finding.message.messageID)
      json.place(finding.message)
      json.key("copies")
      json.array(finding.copies) { json, copy in
        json.object { json in
          json.field("source", copy.place.source)
          json.field("offset", copy.place.range.offset)
          json.field("length", copy.place.range.length)
          json.field("message_sha256", copy.digest.hex)
          json.field("role", copy.role.rawValue)
          json.field("owner", copy.owner)
        }
      }
      json.field("conversation", finding.message.conversation)
      json.field("campaign", finding.campaign)
      json.field("date", finding.message.rfc3339)
      json.field("from", finding.message.author)
      json.field("subject", finding.message.subject)
      json.field("family", finding.family)
      json.key("signals")
      json.array(finding.signals) { json, signal in
        json.object { json in
          json.field("id", signal.id)
          json.field("group", signal.group)
          json.field("weight", signal.weight)
          json.field("evidence", signal.evidence)
          json.key("ranges")
          json.array(signal.ranges) { json, range in
            json.object { json in
              json.field("offset", range.offset)
              json.field("length", range.length)
            }
          }
        }
      }
      json.key("attachments")
      json.array(finding.attachments) { json, attachment in
        json.object { json in
          json.field("sha256", attachment.digest.hex)
          json.field("name", attachment.name)
          json.field("type", attachment.type.rawValue)
          json.field("score", attachment.score)
        }
      }
      json.field("state", finding.state.rawValue)
      json.field("fingerprint", finding.fingerprint)
      json.field("pack", finding.pack)
    }
  }
}
