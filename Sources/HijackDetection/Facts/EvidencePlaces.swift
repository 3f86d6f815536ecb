import MailModel

/// What a signal looks at: a header field, the text, an attachment.
public enum EvidencePlace: UInt8, Sendable, Hashable, CaseIterable {
  case from, to, cc, replyTo, sender, subject, date, messageID, inReplyTo, references
  case threadIndex, mailer, userAgent, received, returnPath, authAs, originatingAddress, signature, contentType
  case transferEncoding, language, seal
  /// The parts that hold the message's own text, quotations included.
  case text
  /// The attachments.
  case attachments

  /// Header fields by their names in lower case.
  static let fields: [HeaderName: EvidencePlace] = [
    "from": .from, "to": .to, "cc": .cc, "reply-to": .replyTo, "sender": .sender, "subject": .subject, "date": .date,
    "message-id": .messageID, "in-reply-to": .inReplyTo, "references": .references, "thread-index": .threadIndex,
    "x-mailer": .mailer, "user-agent": .userAgent, "received": .received, "return-path": .returnPath,
    "x-ms-exchange-organization-authas": .authAs, "x-originating-ip": .originatingAddress,
    "dkim-signature": .signature, "content-type": .contentType,
    "content-transfer-encoding": .transferEncoding, "accept-language": .language, "content-language": .language,
    "arc-authentication-results": .seal,
  ]
}

/// Where in the bytes of a message stands what signals look at: offsets count from the message's first byte, with the
/// quoting of mbox files undone and lines ending in LF, as in its identity: all copies of a mail agree.
public struct EvidencePlaces: Sendable, Hashable {
  /// One place.
  public struct Entry: Sendable, Hashable {
    /// What stands there.
    public var place: EvidencePlace
    /// Where.
    public var range: ByteRange
  }

  /// The places in the order of the message, at most 64.
  public var entries: [Entry] = []
  /// Where in the texts the values stand that signals name, at most 128.
  public var passages: [Passage] = []

  /// Places kept.
  private static let limit = 64
  /// Received fields kept: the latest, and the earliest.
  private static let hops = 24

  init() {}

  /// Reads the places of a message's header fields and of its texts.
  init(of message: Message) {
    var received = 0
    for field in message.fieldPlaces {
      guard let place = EvidencePlace.fields[field.name], entries.count < Self.limit - 8 else { continue }
      if place == .received {
        received += 1
        guard received <= Self.hops else { continue }
      }
      entries.append(Entry(place: place, range: field.range))
    }
    for (part, range) in zip(message.parts, message.partPlaces)
    where part.role == .body && part.contentType.hasPrefix("text/") {
      guard entries.count < Self.limit else { break }
      entries.append(Entry(place: .text, range: range))
    }
  }

  /// The ranges of these places, in the order of the message.
  func ranges(of places: [EvidencePlace]) -> [ByteRange] {
    entries.compactMap { places.contains($0.place) ? $0.range : nil }
  }

  func pack(into writer: inout PackedWriter) {
    writer.list(entries) { writer, entry in
      writer.byte(entry.place.rawValue)
      writer.count(entry.range.offset)
      writer.count(entry.range.length)
    }
    writer.list(passages) { $1.pack(into: &$0) }
  }

  init(from reader: inout PackedReader) {
    entries = reader.list { reader in
      let place = EvidencePlace(rawValue: reader.byte())
      if place == nil { reader.markDamaged() }
      let offset = reader.size()
      return Entry(place: place ?? .text, range: ByteRange(offset: offset, length: reader.size()))
    }
    passages = reader.list { Passage(from: &$0) }
  }
}

extension MessageFacts {
  /// The bytes on which a signal rests that looks at these places, and at these attachments (none named: at all).
  ///
  /// Of the text only the passages that show these values, where they are found; the attachments are left out then,
  /// unless some are named.
  /// In the order of the message; nil where nothing of it stands in the message's bytes by itself.
  func ranges(
    of rests: [EvidencePlace], attachments named: [ContentDigest] = [], showing values: [PassageValue] = []
  ) -> [ByteRange]? {
    guard !rests.isEmpty else { return nil }
    let shown = places.passages.lazy.filter { values.contains($0.value) }.map(\.range)
    var ranges = places.ranges(of: shown.isEmpty ? rests : rests.filter { $0 != .text }) + shown
    if rests.contains(.attachments), shown.isEmpty || !named.isEmpty {
      ranges += attachments.filter { named.isEmpty || named.contains($0.digest) }.compactMap(\.range)
    }
    guard !ranges.isEmpty else { return nil }
    return Array(Set(ranges)).sorted { ($0.offset, $0.length) < ($1.offset, $1.length) }
  }
}
