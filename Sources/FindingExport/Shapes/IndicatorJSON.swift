import CaseStore

extension JSONWriter {
  /// Writes a message in which an indicator was found as `threadsweep.match/1`.
  public mutating func indicatorRow(_ row: IndicatorRow) {
    object { json in
      json.field("schema", "threadsweep.match/1")
      json.strings("matches", row.matches.map(\.rawValue))
      json.field("message_id", row.message.messageID)
      json.place(row.message)
      json.field("conversation", row.message.conversation)
      json.field("date", row.message.rfc3339)
      json.field("from", row.message.author)
      json.field("subject", row.message.subject)
      json.strings("to", row.recipients)
      json.strings("mailboxes", row.mailboxes)
      json.strings("answered_by", row.answeredBy)
      json.strings("findings", row.findings)
    }
  }
}
