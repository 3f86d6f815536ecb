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

  /// The decoded form of `body`, made in `scratch` where it differs, and what was wrong with it.
  func decode(_ body: ByteView, scratch: OutputBuffer) -> (bytes: ByteView, defect: DefectCode?) {
    switch self {
    case .identity: return (body, nil)
    case .unknown: return (body, .unknownTransferEncoding)
    case .base64:
      scratch.reset(capacity: body.count / 4 * 3 + 8)
      let isWell = Base64.decode(body, into: scratch)
      return (scratch.view, isWell ? nil : .malformedBase64)
    case .quotedPrintable:
      scratch.reset(capacity: body.count)
      let isWell = QuotedPrintable.decode(body, into: scratch)
      return (scratch.view, isWell ? nil : .malformedQuotedPrintable)
    case .uuencode:
      scratch.reset(capacity: body.count)
      let isWell = UUEncode.decode(body: body, into: scratch)
      return (scratch.view, isWell ? nil : .malformedUUEncode)
    }
  }
}

extension TransferEncoding {
  /// The token of a Content-Transfer-Encoding field: its first word, without comments and what follows it.
  static func token(in bytes: ByteView, at range: Range<Int>) -> Range<Int> {
    let range = bytes.trimmed(range)
    var start = range.lowerBound
    while bytes[start] == 0x28, start < range.upperBound {
      start =
        bytes.trimmed(CommentScanner.end(of: bytes[0..<range.upperBound], from: start)..<range.upperBound).lowerBound
    }
    if bytes[start] == 0x22 { start += 1 }
    var end = start
    while end < range.upperBound, !ASCII.isSpace(bytes[end]), bytes[end] != 0x3B, bytes[end] != 0x28, bytes[end] != 0x22
    {
      end += 1
    }
    return start..<max(start, end)
  }
}
