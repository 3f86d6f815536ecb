import MailModel

/// The header of a rendered item.
enum ItemHeader {
  private static let longestValue = 1 << 16

  /// The header fields, each with its line end.
  static func fields(of item: OutlookItem, _ rendering: inout ItemRendering) -> [UInt8] {
    let limit = rendering.limits.headerBytes
    let page = item.textPage
    guard let value = item.properties[.transportMessageHeaders] else { return made(of: item, limit, &rendering) }
    // Eight-bit text is what came over the wire: its bytes stay.
    let text = value.type == .text8 ? value.bytes : value.utf8(page) ?? []
    let block = HeaderBlock(text, limit: limit)
    if block.isMalformed { rendering.note(.malformedHeader) }
    if block.isCut { rendering.note(.headerTooLarge) }
    let kept = block.fields.filter { !$0.isStructural }
    var header = kept.reduce(into: [UInt8]()) { $0 += $1.lines }
    // What names no sender was cut off, or is what some program left there: the properties say the rest.
    guard !block.has("from") else { return header }
    let names = Set(kept.map(\.name))
    for field in HeaderBlock(made(of: item, limit, &rendering), limit: .max).fields where !names.contains(field.name) {
      header += field.lines
    }
    return header
  }

  /// The header by the properties ([MS-OXCMAIL] §2.1.3).
  private static func made(of item: OutlookItem, _ limit: Int, _ rendering: inout ItemRendering) -> [UInt8] {
    let bag = item.properties
    let page = item.textPage
    let people = People(item)
    var header = HeaderFields()
    func value(_ id: PropertyID) -> [UInt8]? { bag.utf8(id, page).map { Array($0.prefix(longestValue)) } }
    header.add("From", mailboxes: people.from.map { [$0] } ?? [])
    header.add("Sender", mailboxes: people.sender.map { [$0] } ?? [])
    header.add("To", mailboxes: people.to)
    header.add("Cc", mailboxes: people.cc)
    header.add("Bcc", mailboxes: people.bcc)
    header.add("Reply-To", mailboxes: people.replyTo)
    if let subject = subject(of: bag, page) { header.add("Subject", text: Array(subject.prefix(longestValue))) }
    if let date = (bag[.clientSubmitTime]?.mailDate ?? bag[.messageDeliveryTime]?.mailDate) {
      header.add("Date", value: Array(date.rfc5322.utf8))
    }
    if let id = value(.internetMessageID) { header.add("Message-ID", value: bracketed(id)) }
    if let id = value(.inReplyToID) { header.add("In-Reply-To", value: bracketed(id)) }
    if let ids = value(.internetReferences) { header.add("References", value: ids) }
    if let topic = value(.conversationTopic) { header.add("Thread-Topic", text: topic) }
    if let index = bag[.conversationIndex], index.type == .binary, !index.bytes.isEmpty {
      var encoded: [UInt8] = []
      Base64Encoding.append(Array(index.bytes.prefix(longestValue)), to: &encoded)
      header.add("Thread-Index", value: encoded)
    }
    switch bag[.importance]?.integer {
    case 0: header.add("Importance", value: Array("low".utf8))
    case 2: header.add("Importance", value: Array("high".utf8))
    default: break
    }
    guard header.bytes.count > limit else { return header.bytes }
    rendering.note(.headerTooLarge)
    let end = header.bytes[..<limit].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return Array(header.bytes[..<end])
  }

  /// The subject, without the mark that `.pst` files put before it: 1, and the prefix's length ([MS-PST] §2.5.3.1.1.1).
  private static func subject(of bag: PropertyBag, _ page: CodePage) -> [UInt8]? {
    if var subject = bag.utf8(.subject, page) {
      if subject.first == 1 {
        // The length is a character of its own, of one or two bytes.
        let isWide = subject.count > 1 && subject[1] >= 0x80
        subject.removeFirst(min(isWide ? 3 : 2, subject.count))
      }
      return subject.isEmpty ? nil : subject
    }
    guard let rest = bag.utf8(.normalizedSubject, page) else { return nil }
    return (bag.utf8(.subjectPrefix, page) ?? []) + rest
  }

  /// An identifier in angle brackets, where it is one without them.
  private static func bracketed(_ id: [UInt8]) -> [UInt8] {
    let isBare = !id.contains(0x3C) && id.contains(0x40) && !id.contains { $0 <= 0x20 }
    return isBare ? [0x3C] + id + [0x3E] : id
  }
}

extension PropertyValue {
  /// The time; nil for what is none, and for the times by which Outlook says that there is none.
  public var mailDate: MailDate? {
    guard type == .time, let ticks = integer, ticks > 0 else { return nil }
    // Tenths of a microsecond since 1601; 1970 came 11,644,473,600 seconds later.
    let seconds = ticks / 10_000_000 - 11_644_473_600
    // From the year 4500 on: Outlook writes 4501-01-01 where there is no date.
    guard seconds < 79_841_376_000 else { return nil }
    return MailDate(seconds: seconds, zoneMinutes: 0)
  }
}
