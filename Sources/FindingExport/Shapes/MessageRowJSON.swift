import CaseStore
import MailModel

extension JSONWriter {
  /// Writes a place of a message as `threadsweep.message-row/1`.
  public mutating func messageRow(_ row: MessageRow) {
    object { json in
      json.field("schema", "threadsweep.message-row/1")
      json.field("message_id", row.messageID)
      json.place(row)
      json.field("date", row.rfc3339)
      json.field("from", row.author)
      json.field("subject", row.subject)
      json.field("conversation", row.conversation)
      json.field("parent", row.parent)
      json.field("link", row.link)
      json.strings("attachments", row.attachments.map(\.hex))
      json.field("role", row.role?.rawValue)
      json.field("owner", row.owner)
    }
  }

  /// Writes the fields that name a message's place and identity.
  mutating func place(_ row: MessageRow) {
    field("source", row.place.source)
    field("offset", row.place.range.offset)
    field("length", row.place.range.length)
    field("message_sha256", row.digest.hex)
  }
}

extension MessageRow {
  /// The date as RFC 3339 in UTC; nil where there is none.
  public var rfc3339: String? { date.map { MailDate(seconds: $0).rfc3339 } }
}
