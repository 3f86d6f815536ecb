import MailModel

/// What kind of mail a message says it is.
public struct MailMarkers: OptionSet, Sendable, Hashable {
  /// The set as bits.
  public let rawValue: UInt8

  /// Takes a set of bits as it is.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// It came over a mailing list (RFC 2919, RFC 2369).
  public static let list = MailMarkers(rawValue: 1 << 0)
  /// It was sent to many at once by a machine: `Precedence: bulk`, an unsubscribe link, a feedback id.
  public static let bulk = MailMarkers(rawValue: 1 << 1)
  /// A program answered (RFC 3834).
  public static let automatic = MailMarkers(rawValue: 1 << 2)
  /// It reports on delivery: a bounce, a receipt (RFC 3464), or has an empty return path.
  public static let report = MailMarkers(rawValue: 1 << 3)
  /// It holds a calendar part.
  public static let calendar = MailMarkers(rawValue: 1 << 4)

  /// Reads the markers of a message.
  init(_ message: Message) {
    self = []
    let header = message.header
    let precedence = header.first("Precedence")?.lowercased()
    if header.first("List-Id") != nil || header.first("List-Post") != nil || precedence == "list" { insert(.list) }
    if precedence == "bulk" || precedence == "junk" || header.first("Feedback-ID") != nil
      || header.first("List-Unsubscribe-Post") != nil
      || (header.first("List-Unsubscribe") != nil && header.first("List-Post") == nil)
    {
      insert(.bulk)
    }
    if let answered = header.first("Auto-Submitted")?.lowercased(), !answered.hasPrefix("no") { insert(.automatic) }
    if header.first("X-Autoreply") != nil || header.first("X-Autorespond") != nil || precedence == "auto_reply" {
      insert(.automatic)
    }
    if header.first("Return-Path")?.trimmed == "<>" { insert(.report) }
    for part in message.parts.prefix(64) {
      if part.contentType == "message/delivery-status" || part.contentType == "message/disposition-notification" {
        insert(.report)
      }
      if part.contentType == "text/calendar" { insert(.calendar) }
    }
  }

  /// Whether a person wrote the message to people: neither a machine's nor a report.
  var isPersonal: Bool { isDisjoint(with: [.bulk, .automatic, .report]) }
}
