import MailModel

/// The header fields that `Message.header` keeps: those that judgement reads or that tell where a mail came from.
///
/// Subject, From, To, Cc and Reply-To are not among them: the message has them decoded.
public enum HeaderRetention {
  /// The names of the fields that are kept.
  public static let names: Set<HeaderName> = [
    // The way the mail took.
    "received", "return-path", "delivered-to", "x-original-to", "envelope-to", "errors-to", "resent-from", "sender",
    // The program and the machine that wrote it.
    "user-agent", "x-mailer", "x-mimeole", "x-originating-ip", "x-originating-email", "mime-version", "content-type",
    "content-transfer-encoding", "accept-language", "content-language", "x-priority", "importance", "date",
    "message-id",
    // The conversation.
    "in-reply-to", "references", "thread-index", "thread-topic", "x-forwarded-message-id",
    // Lists and robots.
    "list-id", "list-unsubscribe", "list-unsubscribe-post", "list-post", "mailing-list", "precedence", "auto-submitted",
    "feedback-id", "x-autoreply", "x-autorespond",
    // Mailboxes and folders.
    "x-gm-thrid", "x-gmail-labels", "status", "x-status", "x-mozilla-status", "x-folder",
    // What servers judged.
    "authentication-results", "arc-authentication-results", "dkim-signature", "x-spam-status",
    "x-ms-exchange-organization-authas", "x-ms-exchange-organization-authsource",
    "x-ms-exchange-organization-authmechanism", "x-ms-exchange-crosstenant-authas",
    "x-ms-exchange-crosstenant-authsource", "x-ms-has-attach",
  ]
}
