import MailModel

/// What Google Takeout notes of each message: the names of its labels.
///
/// Takeout writes one mbox for all mail, and puts `X-GM-THRID` and `X-Gmail-Labels` above each message's own header: a
/// list in which a name with a comma or a quote stands in quotes (RFC 4180), encoded as a whole (RFC 2047) where it is
/// not ASCII. Gmail's own labels are written in the language of the account.
struct GmailLabels {
  /// The folder in which the message would lie.
  private(set) var role: FolderRole = .archive
  private(set) var flags: MessageFlags = []

  /// How much of a message's beginning is looked at.
  private static let searchedBytes = 32 << 10

  /// The labels of a message; nil where Google did not write any.
  ///
  /// Only fields above all others are Google's. Further down a sender may have written what he likes.
  init?(message: MailBytes, terminator: UInt8) {
    guard let value = Self.value(in: message, terminator: terminator) else { return nil }
    self.init(EncodedText.decoded(value))
  }

  /// Reads the decoded list.
  init(_ list: String) {
    var roles: Set<FolderRole> = []
    for label in Self.labels(in: list) {
      var name = label.lowercased()[...]
      // Mail programs make their own folders below these by IMAP.
      for prefix in ["[imap]/", "[gmail]/", "[google mail]/"] where name.hasPrefix(prefix) {
        name = name.dropFirst(prefix.count)
      }
      if let role = FolderNames.role(of: String(name)) { roles.insert(role) }
      if let flag = Self.flagNames[String(name)] { flags.insert(flag) }
    }
    // What the owner wrote counts first, wherever it lies now; that it was thrown away is a flag.
    for candidate in [FolderRole.drafts, .sent, .deleted, .junk, .inbox] where roles.contains(candidate) {
      role = candidate
      break
    }
    if roles.contains(.drafts) { flags.insert(.draft) }
    if roles.contains(.deleted) { flags.insert(.deleted) }
  }

  /// Labels that are marks: opened, starred; English, German, French, Spanish, Italian, Portuguese, Dutch, Polish.
  private static let flagNames: [String: MessageFlags] = [
    "opened": .seen, "geöffnet": .seen, "ouvert": .seen, "ouverts": .seen, "abierto": .seen, "abiertos": .seen,
    "aperto": .seen, "aperti": .seen, "aberto": .seen, "abertos": .seen, "geopend": .seen, "otwarte": .seen,
    "starred": .flagged, "markiert": .flagged, "suivis": .flagged, "messages suivis": .flagged, "destacados": .flagged,
    "speciali": .flagged, "com estrela": .flagged, "met ster": .flagged, "oznaczone gwiazdką": .flagged,
  ]

  // MARK: The field

  /// The bytes of the field's value, unfolded; nil where it does not stand among the first fields.
  private static func value(in message: MailBytes, terminator: UInt8) -> [UInt8]? {
    message.withUnsafeBytes { bytes in
      let span = bytes.bindMemory(to: UInt8.self).span
      // Most mail has no such field; its first byte says so.
      guard span.count > 6, span[0] | 0x20 == 0x78 else { return nil }
      let horizon = min(span.count, searchedBytes)
      var value: [UInt8]?
      var at = 0
      while at < horizon {
        let end = SeparatorEvidence.lineEnd(in: span, from: at, horizon: horizon, terminator: terminator)
        if span[at].isBlank {
          if value != nil { append(span, from: at, to: end, to: &value) }
        } else if value != nil {
          return value
        } else if begins(with: "x-gmail-labels:", span, at: at, end: end) {
          value = []
          append(span, from: at + 15, to: end, to: &value)
        } else if !begins(with: "x-gm-", span, at: at, end: end) {
          return nil
        }
        at = end + 1
      }
      return value
    }
  }

  private static func begins(with name: String, _ bytes: Span<UInt8>, at start: Int, end: Int) -> Bool {
    let length = name.utf8.count
    return end - start >= length && bytes.equalsIgnoringCase(name, at: start..<start + length)
  }

  private static func append(_ bytes: Span<UInt8>, from start: Int, to end: Int, to value: inout [UInt8]?) {
    for index in start..<max(end, start) where bytes[index] != 0x0D { value?.append(bytes[index]) }
  }

  // MARK: The list

  /// The names in the list, without blanks around them.
  static func labels(in list: String) -> [String] {
    var labels: [String] = []
    var label = ""
    var isQuoted = false
    func finish() {
      let trimmed = label.drop { $0 == " " }
      if !trimmed.isEmpty { labels.append(String(trimmed.reversed().drop { $0 == " " }.reversed())) }
      label = ""
    }
    for character in list {
      switch character {
      // A quote within quotes is doubled; read as the end and the beginning of quotes it costs its own sign alone.
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: finish()
      default: label.append(character)
      }
    }
    finish()
    return labels
  }
}
