import ByteReading

/// Tells what text is: mail, calendar, a page, an image in XML, a script, or just text.
enum TextSniffer {
  /// Bytes of the start that decide.
  private static let window = 16_384

  static func type(of bytes: [UInt8]) -> AttachmentType {
    guard let head = text(in: bytes) else { return looksLikeMail(bytes) ? .eml : .other }
    let lower = head.lowercasedASCII()
    let start = lower.firstIndex { !isBlank($0) } ?? lower.count
    if lower.matches(Array("begin:vcalendar".utf8), at: start) { return .ics }
    if looksLikeMail(bytes) { return .eml }
    if let type = markupType(lower, from: start) { return type }
    if ScriptLanguage.of(lower) != nil { return .script }
    return .text
  }

  /// Whether the bytes begin with header fields of a mail message: two known ones, or one that nothing but mail and
  /// MIME has, before a blank line or a line that is no field.
  static func looksLikeMail(_ bytes: [UInt8]) -> Bool {
    var at = 0
    var known = 0
    var isCertain = false
    if bytes.matches(Array("From ".utf8), at: 0) { at = (bytes.firstIndex(ofByte: 0x0A, to: 1_000) ?? 0) + 1 }
    for field in 0..<60 where at < bytes.count {
      let end = bytes.firstIndex(ofByte: 0x0A, from: at) ?? bytes.count
      // Nothing but fields before a blank line, one of them of mail, is a mail however short.
      if end == at || (end == at + 1 && bytes[at] == 0x0D) { return isCertain || known > 0 }
      if bytes[at] == 0x20 || bytes[at] == 0x09 {
        if field == 0 { return false }
      } else {
        guard let name = fieldName(bytes, from: at, to: min(end, at + 80)) else { return isCertain }
        if mailFields.contains(name) { known += 1 }
        if certainFields.contains(name) { isCertain = true }
        if known >= 2 { return true }
      }
      at = end + 1
    }
    return isCertain
  }

  private static func fieldName(_ bytes: [UInt8], from start: Int, to end: Int) -> String? {
    guard let colon = bytes.firstIndex(ofByte: 0x3A, from: start, to: end), colon > start else { return nil }
    let name = bytes.bytes(at: start, count: colon - start)
    guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    return String(decoding: name, as: UTF8.self).lowercasedASCII
  }

  private static let certainFields: Set<String> = [
    "content-type", "mime-version", "received", "return-path", "message-id", "dkim-signature", "x-mailer", "from",
    "delivered-to", "content-transfer-encoding",
  ]

  private static let mailFields: Set<String> = [
    "from", "to", "subject", "date", "message-id", "received", "return-path", "mime-version", "content-type", "cc",
    "reply-to", "sender", "delivered-to", "x-mailer", "in-reply-to", "references", "content-transfer-encoding",
    "x-received", "dkim-signature", "x-original-to", "content-disposition",
  ]

  /// The start as bytes of ASCII or UTF-8 text (UTF-16 unfolded); nil where it is binary.
  static func text(in bytes: [UInt8]) -> [UInt8]? {
    var head = bytes.bytes(at: 0, count: window)
    if head.matches([0xEF, 0xBB, 0xBF], at: 0) { head.removeFirst(3) }
    if head.matches([0xFF, 0xFE], at: 0) { return Array(head.utf16Text(at: 2, units: window).utf8) }
    if head.matches([0xFE, 0xFF], at: 0) {
      var swapped: [UInt8] = []
      for index in stride(from: 2, to: head.count - 1, by: 2) { swapped += [head[index + 1], head[index]] }
      return Array(swapped.utf16Text(units: window).utf8)
    }
    // UTF-16 without a mark: every other byte is zero.
    if head.count >= 16, stride(from: 1, to: 16, by: 2).allSatisfy({ head[$0] == 0 && head[$0 - 1] != 0 }) {
      // Structures begin with names in UTF-16 too (those of printers do), and fill them up with zeros.
      if stride(from: 0, to: head.count - 1, by: 2).contains(where: { head[$0] == 0 && head[$0 + 1] == 0 }) {
        return nil
      }
      return Array(head.utf16Text(units: window).utf8)
    }
    var controls = 0
    for byte in head {
      if byte == 0 { return nil }
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D, byte != 0x0C, byte != 0x1B { controls += 1 }
    }
    return controls * 50 > head.count ? nil : head
  }

  private static func markupType(_ lower: [UInt8], from start: Int) -> AttachmentType? {
    guard lower.byte(at: start) == 0x3C else {
      // A page may follow junk; a multipart page archive names itself in its header.
      let html = lower.firstIndex(of: "<html", from: start) ?? lower.firstIndex(of: "<!doctype html", from: start)
      if let html, html < 2_048 { return ScriptLanguage.of(lower) == nil ? .html : .script }
      return nil
    }
    if lower.firstIndex(of: "<!doctype html", to: 4_096) != nil { return .html }
    var at = start
    // The first element decides; the declaration, comments and the document type come before it.
    for _ in 0..<64 {
      guard let open = lower.firstIndex(ofByte: 0x3C, from: at) else { break }
      if lower.matches(Array("<!--".utf8), at: open) {
        guard let close = lower.firstIndex(of: "-->", from: open + 4) else { break }
        at = close + 3
        continue
      }
      if lower.matches(Array("<?".utf8), at: open) || lower.matches(Array("<!".utf8), at: open) {
        if lower.matches(Array("<!doctype svg".utf8), at: open) { return .svg }
        guard let close = lower.firstIndex(ofByte: 0x3E, from: open) else { break }
        at = close + 1
        continue
      }
      let name = lower[(open + 1)...].prefix { isNameByte($0) }
      let text = String(decoding: name, as: UTF8.self)
      let local = text.split(separator: ":").last.map(String.init) ?? text
      if local == "svg" { return .svg }
      if local == "hta:application" || text.hasPrefix("hta:") { return .script }
      if scriptElements.contains(local) { return .script }
      // Behind an XML declaration only the root of a page makes it one.
      if local == "html" || (htmlElements.contains(local) && !lower.matches(Array("<?xml".utf8), at: start)) {
        return lower.contains("<hta:application") ? .script : .html
      }
      return nil
    }
    return nil
  }

  private static let scriptElements: Set<String> = ["job", "package", "scriptlet", "component"]
  private static let htmlElements: Set<String> = [
    "html", "head", "body", "script", "meta", "title", "div", "span", "p", "a", "table", "iframe", "form", "img", "br",
    "center", "font", "style", "link", "h1", "h2", "h3", "ul", "b", "input", "button",
  ]

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == 0x3A || byte == 0x2D || byte == 0x5F || (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x7A)
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
