import ByteReading

/// The encoded parts of a mail or calendar text that lies inside something else.
///
/// Mail at the top is the mail parser's; here only what an archive or document carries is taken out: parts in base64
/// with their names, attachments of calendars (RFC 5545 §3.8.1.1).
enum NestedMail {
  struct Part {
    let name: String
    let content: [UInt8]
  }

  private static let mostLines = 400_000

  /// Base64 parts of a MIME message (RFC 2045 §6.8).
  static func parts(in text: [UInt8], limit: Int, count most: Int = 64) -> [Part] {
    var parts: [Part] = []
    var from = 0
    let lower = text.lowercasedASCII()
    while parts.count < most, let field = lower.firstIndex(of: "content-transfer-encoding:", from: from) {
      from = field + 26
      let lineEnd = lower.firstIndex(ofByte: 0x0A, from: from) ?? lower.count
      guard lower.firstIndex(of: "base64", from: from, to: lineEnd) != nil,
        let body = bodyStart(lower, from: lineEnd)
      else { continue }
      // The name stands in the fields around: from the blank line or boundary before to the body.
      let head = headStart(lower, before: field)
      let name = fileName(in: text, lower, from: head, to: body)
      let (content, end) = EncodedDocument.decode(text, from: body, limit: limit)
      from = max(end, body)
      if content.count >= 16 { parts.append(Part(name: name ?? "part-\(parts.count + 1)", content: content)) }
    }
    return parts
  }

  private static func bodyStart(_ text: [UInt8], from start: Int) -> Int? {
    let line = text.firstIndex(of: "\n\n", from: start, to: start + 8_192)
    let wide = text.firstIndex(of: "\n\r\n", from: start, to: start + 8_192)
    switch (line, wide) {
    case (let a?, let b?): return min(a + 2, b + 3)
    case (let a?, nil): return a + 2
    case (nil, let b?): return b + 3
    case (nil, nil): return nil
    }
  }

  private static func headStart(_ text: [UInt8], before place: Int) -> Int {
    let floor = max(0, place - 4_096)
    var at = place - 1
    while at > floor {
      if text[at] == 0x0A, text[at - 1] == 0x0A || (at >= 3 && text[at - 1] == 0x0D && text[at - 2] == 0x0A) {
        return at
      }
      at -= 1
    }
    return floor
  }

  private static func fileName(in text: [UInt8], _ lower: [UInt8], from start: Int, to end: Int) -> String? {
    for key in ["filename=", "name="] {
      guard let at = lower.firstIndex(of: Array(key.utf8), from: start, to: end) else { continue }
      let value = at + key.utf8.count
      let isQuoted = text.byte(at: value) == 0x22
      let first = isQuoted ? value + 1 : value
      let rest = text.bytes(at: first, count: min(256, max(0, end - first)))
      let name = rest.prefix { isQuoted ? $0 != 0x22 : $0 > 0x20 && $0 != 0x3B }
      if !name.isEmpty { return Array(name).lenientText }
    }
    return nil
  }

  /// Attachments of a calendar: `ATTACH;ENCODING=BASE64;…:` with its folded lines.
  static func calendarParts(in text: [UInt8], limit: Int) -> [Part] {
    var parts: [Part] = []
    var from = 0
    let lower = text.lowercasedASCII()
    while parts.count < 64, let at = lower.firstIndex(of: "\nattach", from: from) {
      from = at + 7
      let lineEnd = lower.firstIndex(ofByte: 0x0A, from: from, to: from + 2_048) ?? min(from + 2_048, lower.count)
      guard lower.firstIndex(of: "base64", from: from, to: lineEnd) != nil else { continue }
      guard let colon = lastColon(lower, from, lineEnd) else { continue }
      let (content, end) = decodeFolded(text, from: colon + 1, limit: limit)
      from = max(end, lineEnd)
      let name = fileName(in: text, lower, from: at, to: colon)
      if content.count >= 16 { parts.append(Part(name: name ?? "attach-\(parts.count + 1)", content: content)) }
    }
    return parts
  }

  private static func lastColon(_ text: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var isQuoted = false
    for index in start..<max(start, end) {
      if text[index] == 0x22 { isQuoted.toggle() }
      if text[index] == 0x3A, !isQuoted { return index }
    }
    return nil
  }

  private static func decodeFolded(_ text: [UInt8], from start: Int, limit: Int) -> (content: [UInt8], end: Int) {
    var digits: [UInt8] = []
    var at = start
    while let byte = text.byte(at: at), digits.count / 4 * 3 < limit {
      if byte == 0x0A {
        // A folded line goes on with a blank.
        guard let next = text.byte(at: at + 1), next == 0x20 || next == 0x09 else { break }
      } else if Base64Literals.isDigit(byte) {
        digits.append(byte)
      }
      at += 1
    }
    return (Base64Literals.decode(digits, 0..<digits.count), at)
  }
}

extension Inspection {
  /// A mail message that lies inside: its encoded parts are gone into.
  mutating func inspectNestedMail(_ bytes: [UInt8]) {
    for part in NestedMail.parts(in: bytes, limit: entryAllowance) { inspectMailPart(part) }
  }

  /// A calendar and its attachments.
  mutating func inspectCalendar(_ bytes: [UInt8]) {
    for part in NestedMail.calendarParts(in: bytes, limit: entryAllowance) { inspectMailPart(part) }
  }

  private mutating func inspectMailPart(_ part: NestedMail.Part) {
    guard takeEntry() else { return }
    spend(inflated: part.content.count)
    let type = inspectChild(part.name, part.content)
    judgeEntry(ArchiveMember(name: part.name, size: part.content.count, type: type, isEncrypted: false), among: 1)
  }

  /// The attachments of a message in the transport-neutral format ([MS-OXTNEF] §2.1.3): a level, an attribute, its data.
  mutating func inspectTransportNeutral(_ bytes: [UInt8]) {
    var at = 6
    var name = ""
    var count = 0
    while let attribute = bytes.u32(at: at + 1), let length = bytes.u32(at: at + 5), count < 4_096 {
      count += 1
      let data = at + 9
      guard length <= bytes.count - min(data, bytes.count) else { return }
      if attribute == 0x0001_8010 { name = Array(bytes.bytes(at: data, count: length).prefix { $0 != 0 }).lenientText }
      if attribute == 0x0006_800F, length > 0 {
        inspectMailPart(
          NestedMail.Part(
            name: name.isEmpty ? "attachment-\(count)" : name, content: bytes.bytes(at: data, count: length)))
      }
      at = data + length + 2
    }
  }
}
