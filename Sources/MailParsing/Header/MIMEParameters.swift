import MailModel

/// A structured MIME field: its first token, and the parameters that the parser reads (RFC 2045 §5.1, RFC 2231).
struct ParameterizedField {
  /// The token before the first semicolon, as written, without blanks around it.
  var token: [UInt8] = []
  /// Whether something that is no parameter stands behind the token.
  var isMalformed = false
  /// Whether a quoted value is never closed.
  var hasUnclosedQuote = false
  private(set) var sections: [ParameterSection] = []

  /// The value of a parameter as bytes, continuations joined; for values that are ASCII by their nature.
  func bytes(_ name: ParameterName) -> [UInt8]? { joined(name)?.bytes }

  /// The value of a parameter as text: percent and charset of RFC 2231 undone, or else encoded words (RFC 2047).
  func text(_ name: ParameterName) -> (text: String, isRepaired: Bool)? {
    guard let (bytes, charset, isExtended) = joined(name) else { return nil }
    if isExtended {
      let outcome = bytes.withUnsafeBytes {
        CharsetDecoding.decode(ByteView($0), charset: charset.isEmpty ? nil : String(decoding: charset, as: UTF8.self))
      }
      return (outcome.text, outcome.isRepaired && !charset.isEmpty)
    }
    return bytes.withUnsafeBytes { HeaderDecoding.decode(ByteView($0)) }
  }

  private func joined(_ name: ParameterName) -> (bytes: [UInt8], charset: [UInt8], isExtended: Bool)? {
    let all = sections.filter { $0.name == name }
    guard let first = all.first else { return nil }
    // Of a plain and an RFC 2231 value the one that stands first is read, as mail programs do.
    if first.number == nil, !first.isExtended { return (first.value, [], false) }
    let extended = all.filter { $0.number != nil || $0.isExtended }
    if let whole = extended.first(where: { $0.number == nil }) {
      let (charset, rest) = Self.splitCharset(whole.value)
      return (Self.percentDecoded(rest), charset, true)
    }
    var bytes: [UInt8] = []
    var charset: [UInt8] = []
    var isExtended = false
    var lastNumber: Int?
    for section in extended.sorted(by: { ($0.number ?? 0) < ($1.number ?? 0) }) where section.number != lastNumber {
      let isFirst = lastNumber == nil
      lastNumber = section.number
      guard section.isExtended else {
        bytes += section.value
        continue
      }
      var value = section.value[...]
      if isFirst {
        let (label, rest) = Self.splitCharset(section.value)
        charset = label
        value = rest
      }
      isExtended = true
      bytes += Self.percentDecoded(value)
    }
    return (bytes, charset, isExtended)
  }

  /// Splits `charset'language'value`; a value without the quotes has no charset.
  private static func splitCharset(_ value: [UInt8]) -> (charset: [UInt8], rest: ArraySlice<UInt8>) {
    guard let first = value.firstIndex(of: 0x27), let second = value[(first + 1)...].firstIndex(of: 0x27) else {
      return ([], value[...])
    }
    return (Array(value[..<first]), value[(second + 1)...])
  }

  private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    value.withUnsafeBytes { PercentEncoding.decoded(ByteView($0)) }
  }
}

/// The parameters that the parser reads.
enum ParameterName: CaseIterable {
  case boundary, charset, name, filename, format, delsp
  /// Those of message/partial and message/external-body (RFC 2046 §5.2.2, §5.2.3; RFC 2017).
  case id, number, total, accessType, url, site, directory, mode, server, subject, expiration, size, permission
  /// Those that say what is signed, encrypted, reported or asked (RFC 1847, RFC 8551 §3.2.2, RFC 6522, RFC 5546).
  case protocolName, smimeType, reportType, method

  /// The name as it is written, in lower case.
  var text: StaticString {
    switch self {
    case .boundary: "boundary"
    case .charset: "charset"
    case .name: "name"
    case .filename: "filename"
    case .format: "format"
    case .delsp: "delsp"
    case .id: "id"
    case .number: "number"
    case .total: "total"
    case .accessType: "access-type"
    case .url: "url"
    case .site: "site"
    case .directory: "directory"
    case .mode: "mode"
    case .server: "server"
    case .subject: "subject"
    case .expiration: "expiration"
    case .size: "size"
    case .permission: "permission"
    case .protocolName: "protocol"
    case .smimeType: "smime-type"
    case .reportType: "report-type"
    case .method: "method"
    }
  }

  init?(_ name: ByteView) {
    switch name.count {
    case 8 where name.equals(lowercase: "boundary"): self = .boundary
    case 7 where name.equals(lowercase: "charset"): self = .charset
    case 4 where name.equals(lowercase: "name"): self = .name
    case 8 where name.equals(lowercase: "filename"): self = .filename
    case 2...11:
      guard let known = Self.allCases.first(where: { name.equals(lowercase: $0.text) }) else { return nil }
      self = known
    default: return nil
    }
  }
}

/// One `name*number*=value` of a field (RFC 2231 §3).
struct ParameterSection {
  var name: ParameterName
  /// The section number; nil for a value in one piece.
  var number: Int?
  /// Whether the value is percent-encoded.
  var isExtended: Bool
  var value: [UInt8]
}

extension ParameterizedField {
  /// Reads an unfolded field body; at most `limit` parameters are looked at.
  init(_ body: ByteView, limit: Int) {
    var at = Self.skipBlanksAndComments(body, 0)
    let start = at
    while at < body.count, body[at] != 0x3B, !ASCII.isSpace(body[at]), body[at] != 0x28 { at += 1 }
    token = Array(body[start..<at].raw)
    at = Self.skipBlanksAndComments(body, at)
    // Blanks and comments may stand around the slash of a type (RFC 822 §3.1.4).
    if !token.isEmpty, at < body.count, (body[at] == 0x2F) != (token.last == 0x2F) {
      let rest = at
      while at < body.count, body[at] != 0x3B, !ASCII.isSpace(body[at]), body[at] != 0x28 { at += 1 }
      token += body[rest..<at].raw
      at = Self.skipBlanksAndComments(body, at)
      if token.last == 0x2F {
        let subtype = at
        while at < body.count, body[at] != 0x3B, !ASCII.isSpace(body[at]), body[at] != 0x28 { at += 1 }
        token += body[subtype..<at].raw
        at = Self.skipBlanksAndComments(body, at)
      }
      isMalformed = true
    }
    // `text/plain charset=x`: the semicolon is missing.
    if at < body.count, body[at] != 0x3B { isMalformed = true }
    var seen = 0
    while at < body.count {
      if body[at] == 0x3B {
        at = Self.skipBlanksAndComments(body, at + 1)
        continue
      }
      guard seen < limit else {
        isMalformed = true
        return
      }
      seen += 1
      at = readParameter(body, at)
    }
  }

  private mutating func readParameter(_ body: ByteView, _ start: Int) -> Int {
    var at = start
    while at < body.count, body[at] != 0x3D, body[at] != 0x3B { at += 1 }
    var name = body.trimmed(start..<at)
    guard body[at] == 0x3D, at < body.count else {
      if !name.isEmpty { isMalformed = true }
      return at
    }
    at += 1
    while at < body.count, ASCII.isSpace(body[at]) { at += 1 }
    // Words before the name, as in `text/plain foo charset=x`, are no part of it.
    var lastBlank = name.upperBound
    while lastBlank > name.lowerBound, !ASCII.isSpace(body[lastBlank - 1]) { lastBlank -= 1 }
    name = lastBlank..<name.upperBound
    let (known, number, isExtended) = Self.readName(body[name])
    var value: [UInt8] = []
    if body[at] == 0x22 {
      let opening = at
      at += 1
      var isClosed = false
      while at < body.count {
        let byte = body[at]
        at += 1
        if byte == 0x22 {
          isClosed = true
          break
        }
        if byte == 0x5C, at < body.count {
          if known != nil { value.append(body[at]) }
          at += 1
        } else if known != nil {
          value.append(byte)
        }
      }
      if !isClosed {
        hasUnclosedQuote = true
        if known != nil { value = Array(body[opening + 1..<body.count].raw) }
      }
      while at < body.count, body[at] != 0x3B, !ASCII.isSpace(body[at]) { at += 1 }
      at = Self.skipBlanksAndComments(body, at)
    } else {
      let valueStart = at
      at = body.firstIndex(of: 0x3B, from: at, to: body.count) ?? body.count
      if known != nil { value = Array(body[Self.withoutComment(body, body.trimmed(valueStart..<at))].raw) }
    }
    if let known {
      sections.append(ParameterSection(name: known, number: number, isExtended: isExtended, value: value))
    }
    return at
  }

  /// Splits `name*3*` into the name, the number and whether the value is percent-encoded.
  private static func readName(_ name: ByteView) -> (ParameterName?, number: Int?, isExtended: Bool) {
    guard let star = name.firstIndex(of: 0x2A) else { return (ParameterName(name), nil, false) }
    let known = ParameterName(name[0..<star])
    var rest = name[star + 1..<name.count]
    if rest.isEmpty { return (known, nil, true) }
    var isExtended = false
    if rest[rest.count - 1] == 0x2A {
      isExtended = true
      rest = rest[0..<rest.count - 1]
    }
    guard (1...6).contains(rest.count) else { return (nil, nil, false) }
    var number = 0
    for index in 0..<rest.count {
      guard ASCII.isDigit(rest[index]) else { return (nil, nil, false) }
      number = number * 10 + Int(rest[index] &- 0x30)
    }
    return (known, number, isExtended)
  }

  private static func withoutComment(_ body: ByteView, _ value: Range<Int>) -> Range<Int> {
    guard value.count > 2, body[value.upperBound - 1] == 0x29 else { return value }
    var at = value.lowerBound
    while at < value.upperBound, !(body[at] == 0x28 && at > value.lowerBound && ASCII.isSpace(body[at - 1])) { at += 1 }
    return at < value.upperBound ? body.trimmed(value.lowerBound..<at) : value
  }

  private static func skipBlanksAndComments(_ body: ByteView, _ start: Int) -> Int {
    var at = start
    while at < body.count {
      if ASCII.isSpace(body[at]) {
        at += 1
      } else if body[at] == 0x28 {
        at = CommentScanner.end(of: body, from: at)
      } else {
        break
      }
    }
    return at
  }
}

/// Steps over comments (RFC 5322 §3.2.2), which nest.
enum CommentScanner {
  /// The index behind the comment that opens at `start`; the end of the bytes where it never closes.
  static func end(of body: ByteView, from start: Int) -> Int {
    var depth = 0
    var at = start
    while at < body.count {
      switch body[at] {
      case 0x28: depth += 1
      case 0x29:
        depth -= 1
        if depth == 0 { return at + 1 }
      case 0x5C: at += 1
      default: break
      }
      at += 1
    }
    return body.count
  }
}
