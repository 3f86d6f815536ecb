import CaseStore
import MailModel

extension JSONWriter {
  /// Writes a wave of hijacks as `threadsweep.campaign/1`.
  public mutating func campaign(_ campaign: CampaignRow) {
    object { json in
      json.field("schema", "threadsweep.campaign/1")
      json.field("id", campaign.id)
      json.field("level", campaign.level.rawValue)
      json.field("score", campaign.score)
      json.strings("families", campaign.families)
      json.field("shared", campaign.shared)
      json.field("first_seen", campaign.firstSeen)
      json.field("last_seen", campaign.lastSeen)
      json.strings("accounts", campaign.accounts)
      json.strings("recipients", campaign.recipients)
      json.strings("conversations", campaign.conversations)
      json.key("servers")
      json.array(campaign.servers) { json, server in
        json.object { json in
          json.field("host", server.host)
          json.field("messages", server.messages)
        }
      }
      json.key("messages")
      json.array(campaign.messages) { $0.campaignMessage($1) }
      json.key("reactions")
      json.array(campaign.reactions) { json, reaction in
        json.object { json in
          json.field("kind", reaction.isForward ? "forward" : "reply")
          json.reference(reaction.message)
        }
      }
      json.key("leak")
      json.array(campaign.leaks) { json, leak in
        json.object { json in
          json.field("mailbox", leak.mailbox)
          json.field("held", leak.held)
          json.field("answered", leak.answered)
          json.field("earliest", leak.earliest.map { MailDate(seconds: $0).rfc3339 })
        }
      }
    }
  }

  private mutating func campaignMessage(_ message: MessageRow) {
    object { $0.reference(message) }
  }

  /// Writes the fields that name a message, and by whom and when it was written.
  private mutating func reference(_ message: MessageRow) {
    field("message_id", message.messageID)
    place(message)
    field("conversation", message.conversation)
    field("date", message.rfc3339)
    field("from", message.author)
    field("subject", message.subject)
  }
}

extension CampaignRow {
  /// The date of the first message as RFC 3339; nil where none has one.
  public var firstSeen: String? { messages.compactMap(\.rfc3339).min() }
  /// The date of the last message as RFC 3339; nil where none has one.
  public var lastSeen: String? { messages.compactMap(\.rfc3339).max() }
}
