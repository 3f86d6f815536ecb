import CaseStore
import MailModel

extension JSONWriter {
  /// Writes the state of a case as `threadsweep.status/1`.
  public mutating func status(
    counts: CaseCounts, sources: [StoredSource], purges: [PurgeRecord], lastSweep: SweepRecord?
  ) {
    object { json in
      json.field("schema", "threadsweep.status/1")
      json.field("messages", counts.messages)
      json.field("unique_messages", counts.uniqueMessages)
      json.field("conversations", counts.conversations)
      json.field("attachments", counts.attachments)
      json.field("defects", counts.defects)
      json.field("quarantined", counts.quarantined)
      json.key("findings")
      json.object { json in
        for level in Level.allCases.reversed() { json.field(level.rawValue, counts.findings[level] ?? 0) }
      }
      json.field("accepted", counts.accepted)
      json.key("kept_attachments")
      json.object { json in
        json.field("contents", counts.keptContents)
        json.field("bytes", counts.keptBytes)
        json.field("left_out", counts.contentsLeftOut)
      }
      json.field("pack", counts.pack)
      json.key("sources")
      json.array(sources) { json, source in
        json.object { json in
          json.field("path", source.path)
          json.field("kind", source.kind)
          json.field("role", source.role)
          json.field("owner", source.owner)
          json.field("bytes", source.bytes)
          json.field("position", source.position)
          json.field("messages", source.messages)
          json.field("complete", source.isComplete)
        }
      }
      json.key("purges")
      json.array(purges) { json, purge in
        json.object { json in
          json.field("time", MailDate(seconds: purge.time).rfc3339)
          json.field("scope", purge.scope)
          json.field("treatment", purge.treatment)
          json.field("messages", purge.messages)
          json.field("places", purge.places)
          json.field("contents", purge.contents)
        }
      }
      json.key("last_sweep")
      guard let lastSweep else { return json.null() }
      json.object { json in
        json.field("state", lastSweep.state)
        json.field("exit", lastSweep.exit)
        json.field("seconds", lastSweep.seconds)
        json.field("bytes", lastSweep.bytes)
      }
    }
  }
}
