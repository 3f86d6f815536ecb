import MailModel

/// How a part's body is encoded for transfer (RFC 2045 §6).
enum TransferEncoding {
  case identity, base64, quotedPrintable, uuencode, unknown

  /// Reads the token of a Content-Transfer-Encoding field, in lower case.
  init(_ token: ByteView) {
    if token.isEmpty || token.equals(lowercase: "7bit") || token.equals(lowercase: "8bit")
      || token.equals(lowercase: "binary") || token.equals(lowercase: "7-bit") || token.equals(lowercase: "8-bit")
    {
      self = .identity
    } else if token.equals(lowercase: "base64") {
      self = .base64
    } else if token.equals(lowercase: "quoted-printable") {
      self = .quotedPrintable
    } else if token.equals(lowercase: "x-uuencode") || token.equals(lowercase: "uuencode")
      || token.equals(lowercase: "x-uue") || token.equals(lowercase: "uue")
    {
      self = .uuencode
    } else {
      self = .unknown
    }
  }

  /// What undoing the encoding gave.
  struct Outcome {
    var bytes: ByteView
    var defect: DefectCode?
    /// Whether the body goes on behind the padding of base64, where most mail programs stop.
    var continues = false
  }

  /// The decoded form of `body`, made in `scratch` where it differs.
  func decode(_ body: ByteView, padding: Base64.Padding = .ends, scratch: OutputBuffer) -> Outcome {
    switch self {
    case .identity: return Outcome(bytes: body)
    case .unknown: return Outcome(bytes: body, defect: .unknownTransferEncoding)
    case .base64:
      scratch.reset(capacity: body.count / 4 * 3 + 8)
      let outcome = Base64.decode(body, into: scratch, padding: padding)
      return Outcome(
        bytes: scratch.view, defect: outcome.isWell ? nil : .malformedBase64, continues: outcome.continues)
    case .quotedPrintable:
      scratch.reset(capacity: body.count)
      let isWell = QuotedPrintable.decode(body, into: scratch)
      return Outcome(bytes: scratch.view, defect: isWell ? nil : .malformedQuotedPrintable)
    case .uuencode:
      scratch.reset(capacity: body.count)
      let isWell = UUEncode.decode(body: body, into: scratch)
      return Outcome(bytes: scratch.view, defect: isWell ? nil : .malformedUUEncode)
    }
  }
}

extension TransferEncoding {
  /// The token of a Content-Transfer-Encoding field: its first word, without comments and what follows it.
  ///
  /// Punctuation belongs to it, as in `base64;`: mail programs do not know such an encoding.
  static func token(in bytes: ByteView, at range: Range<Int>) -> Range<Int> {
    let start = wordStart(in: bytes, at: range)
    var end = start
    while end < range.upperBound, !ASCII.isSpace(bytes[end]), bytes[end] != 0x28 { end += 1 }
    return start..<end
  }

  /// Whether decoding changes anything.
  var changes: Bool {
    switch self {
    case .base64, .quotedPrintable, .uuencode: true
    case .identity, .unknown: false
    }
  }

  /// What a lenient reader takes a field for: `"base64"`, `base-64`, `x-base64`, `foo base64` are base64.
  static func lenient(in bytes: ByteView, at range: Range<Int>) -> TransferEncoding {
    let field = bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + 256)]
    let letters = field.raw.lazy.map(ASCII.lowercased).filter { ASCII.isLetter($0) || ASCII.isDigit($0) }
    return Array(letters).withUnsafeBytes { name in
      let name = ByteView(name)
      if name.firstIndex(of: "base64", from: 0) != nil { return .base64 }
      if name.firstIndex(of: "quotedprintable", from: 0) != nil { return .quotedPrintable }
      if name.firstIndex(of: "uue", from: 0) != nil { return .uuencode }
      return .identity
    }
  }

  private static func wordStart(in bytes: ByteView, at range: Range<Int>) -> Int {
    let field = bytes[0..<range.upperBound]
    var start = range.lowerBound
    while start < field.count {
      if field[start] == 0x28 {
        start = CommentScanner.end(of: field, from: start)
      } else if ASCII.isSpace(field[start]) {
        start += 1
      } else {
        break
      }
    }
    return start
  }
}
