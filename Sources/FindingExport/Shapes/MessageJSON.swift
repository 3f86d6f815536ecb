import MailModel

extension JSONWriter {
  /// Writes a message as `threadsweep.message/1`; `place` adds where it stands.
  public mutating func message(_ message: Message, at place: Place? = nil) {
    object { json in
      json.field("schema", "threadsweep.message/1")
      if let place {
        json.field("source", place.source)
        json.field("source_offset", place.range.offset)
        json.field("source_length", place.range.length)
      }
      json.field("sha256", message.digest.hex)
      json.field("size", message.size)
      json.field("message_id", message.messageID?.rawValue)
      json.field("subject", message.subject)
      json.field("date", message.date?.rfc3339)
      json.mailboxes("from", message.from)
      json.mailboxes("to", message.to)
      json.mailboxes("cc", message.cc)
      json.mailboxes("reply_to", message.replyTo)
      json.strings("in_reply_to", message.inReplyTo.map(\.rawValue))
      json.strings("references", message.references.map(\.rawValue))
      json.key("parts")
      json.array(message.parts) { json, part in json.object { $0.partFields(part) } }
      json.key("embedded")
      json.array(message.embedded) { json, embedded in
        json.object { json in
          json.partFields(embedded.part)
          json.field("via", embedded.via)
        }
      }
      json.field("text", message.text)
      json.field("hidden_text", message.hiddenText.isEmpty ? nil : message.hiddenText)
      json.key("links")
      json.array(message.links) { json, link in
        json.object { json in
          json.field("text", link.text)
          json.field("target", link.target)
        }
      }
      json.key("defects")
      json.array(message.defects) { json, defect in
        json.object { json in
          json.field("code", defect.code.rawValue)
          json.field("part", defect.part)
          json.field("offset", defect.offset)
        }
      }
    }
  }

  private mutating func mailboxes(_ name: String, _ mailboxes: [MailAddress]) {
    key(name)
    array(mailboxes) { json, mailbox in
      json.object { json in
        json.field("name", mailbox.name)
        json.field("address", mailbox.address)
      }
    }
  }

  private mutating func partFields(_ part: BodyPart) {
    field("path", part.path)
    field("content_type", part.contentType)
    field("charset", part.charset)
    field("disposition", part.disposition)
    field("filename", part.filename)
    field("transfer_encoding", part.transferEncoding)
    field("decoded_size", part.decodedSize)
    field("decoded_sha256", part.decodedDigest.hex)
    field("offset", part.range.offset)
    field("length", part.range.length)
    field("content_id", part.contentID)
    field("role", part.role.rawValue)
    field("encrypted", part.isEncrypted)
    guard !part.reference.isEmpty else { return }
    key("reference")
    object { json in
      for (name, value) in part.reference.sorted(by: { $0.key < $1.key }) { json.field(name, value) }
    }
  }
}
