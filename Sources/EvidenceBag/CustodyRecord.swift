import CaseStore
import FindingExport
import MailModel

/// `custody.jsonl`: who took what, when, with what, from which file, and what the file was before and after.
struct CustodyRecord {
  private var json = JSONWriter()

  /// The lines, one object each.
  var bytes: [UInt8] { json.bytes }

  /// Begins with the request, on the case at `path`.
  init(of request: EvidenceRequest, case path: String) {
    line("export") { json in
      json.field("time", MailDate(seconds: request.now).rfc3339)
      json.field("tool", "threadsweep")
      json.field("version", request.version)
      json.strings("arguments", request.arguments)
      json.field("user", request.user)
      json.field("host", request.host)
      json.field("case", path)
      json.field("subject", request.subject)
      json.field("zip_password", ProtectedZip.password)
    }
  }

  /// Adds a message that is in the bag; its attachments are members of `zip`.
  mutating func add(_ evidence: MessageEvidence, zip: String) {
    line("message") { json in
      Self.describe(evidence.row.message, &json)
      json.strings("findings", evidence.row.findings)
      json.key("files")
      json.array(evidence.files) { json, file in
        json.object { json in
          json.field("path", file.path)
          json.field("form", file.form.rawValue)
          json.field("size", file.size)
          json.field("sha256", file.digest.hex)
        }
      }
      json.key("parts")
      json.array(evidence.parts) { json, part in
        json.object { json in
          json.field("part", part.part.path)
          json.field("filename", part.part.filename)
          json.field("content_type", part.part.contentType)
          json.field("size", part.part.decodedSize)
          json.field("sha256", part.part.decodedDigest.hex)
          json.field("zip", part.member.map { _ in zip })
          json.field("member", part.member)
        }
      }
    }
  }

  /// Adds a message that could not be taken.
  mutating func add(missing row: ThreadRow, reason: String) {
    line("missing") { json in
      Self.describe(row.message, &json)
      json.strings("findings", row.findings)
      json.field("reason", reason)
    }
  }

  /// Adds a file from which messages were taken.
  mutating func add(_ seal: SourceSeals.Seal) {
    line("source") { json in
      json.field("file", seal.file)
      json.field("size", seal.size)
      json.field("sha256_before", seal.before?.hex)
      json.field("sha256_after", seal.after?.hex)
    }
  }

  private static func describe(_ message: MessageRow, _ json: inout JSONWriter) {
    json.field("conversation", message.conversation)
    json.field("message_id", message.messageID)
    json.field("source", message.place.source)
    json.field("offset", message.place.range.offset)
    json.field("length", message.place.range.length)
    json.field("message_sha256", message.digest.hex)
  }

  private mutating func line(_ event: String, _ body: (inout JSONWriter) -> Void) {
    json.object { json in
      json.field("schema", "threadsweep.custody/1")
      json.field("event", event)
      body(&json)
    }
    json.endLine()
  }
}
