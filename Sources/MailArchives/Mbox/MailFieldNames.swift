/// Names of header fields that mail programs write: the evidence that a text is mail.
///
/// From the IANA registry of permanent message header field names, and what mail servers add.
enum MailFieldNames {
  /// Names that hardly stand at a line's start in any other kind of text.
  static let specific: [String] = [
    "received", "return-path", "delivered-to", "message-id", "mime-version", "in-reply-to", "references", "reply-to",
    "content-transfer-encoding", "dkim-signature", "domainkey-signature", "authentication-results", "arc-seal",
    "arc-message-signature", "arc-authentication-results", "received-spf", "envelope-to", "delivery-date", "list-id",
    "list-unsubscribe", "list-post", "resent-from", "resent-date", "resent-message-id", "resent-to", "thread-index",
    "thread-topic", "x-mailer", "x-originating-ip", "x-original-to", "x-received", "x-gm-thrid", "x-gm-message-state",
    "x-google-smtp-source", "x-gmail-labels", "x-google-dkim-signature", "x-mozilla-status", "x-mozilla-status2",
    "x-mozilla-keys", "x-account-key", "x-uidl", "x-spam-status", "x-virus-scanned", "x-priority",
    "x-ms-has-attach", "x-ms-exchange-organization-authas", "x-envelope-from", "x-apparently-to", "errors-to",
    "disposition-notification-to", "auto-submitted", "user-agent", "x-sender", "x-mimeole", "x-keywords",
    "x-from", "x-to", "x-folder", "x-origin", "x-filename", "recieved", "mail-followup-to", "x-face", "x-message-flag",
  ]
  /// Names that mail shares with memos, web requests and settings.
  static let general: [String] = [
    "from", "to", "cc", "bcc", "subject", "date", "sender", "status", "x-status", "content-type",
    "content-disposition", "content-length", "content-language", "content-description", "organization", "importance",
    "priority", "keywords", "comments", "lines", "newsgroups", "path",
  ]

  /// Which names a header has shown.
  struct Seen {
    private var specificNames: UInt64 = 0
    private var generalNames: UInt64 = 0
    /// Whether a name was written with an upper-case letter.
    private(set) var hasUppercase = false

    var specificCount: Int { specificNames.nonzeroBitCount }
    var count: Int { specificNames.nonzeroBitCount + generalNames.nonzeroBitCount }

    /// Takes in the name at `range`.
    mutating func note(_ range: Range<Int>, in bytes: Span<UInt8>) {
      for (index, name) in MailFieldNames.specific.enumerated() where bytes.equalsIgnoringCase(name, at: range) {
        specificNames |= 1 << UInt64(min(index, 63))
      }
      for (index, name) in MailFieldNames.general.enumerated() where bytes.equalsIgnoringCase(name, at: range) {
        generalNames |= 1 << UInt64(min(index, 63))
      }
      if let first = range.first, bytes[first].isUppercaseLetter { hasUppercase = true }
    }

    func has(general name: String) -> Bool {
      guard let index = MailFieldNames.general.firstIndex(of: name) else { return false }
      return generalNames & 1 << UInt64(min(index, 63)) != 0
    }
  }
}
