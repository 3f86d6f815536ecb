import MailModel

/// What the Content-Type field of an entity says, or its default.
struct ContentType {
  /// `type/subtype` in lower case.
  var type: String
  var parameters: ParameterizedField?
  /// What is wrong with the field.
  var defects: [DefectCode] = []

  /// The type of an entity without the field.
  init(default type: String) { self.type = type }

  /// Reads a field; a type that is none counts as `text/plain` (RFC 2045 §5.2).
  init(_ body: ByteView, limits: ParsingLimits) {
    let field = ParameterizedField(body, limit: limits.parameters)
    type = Self.name(field.token) ?? "text/plain"
    if Self.name(field.token) == nil || field.token.contains(where: Self.isForeign) {
      defects.append(.malformedContentType)
    }
    if field.isMalformed { defects.append(.malformedParameter) }
    if field.hasUnclosedQuote { defects.append(.unclosedQuote) }
    parameters = field
  }

  /// The charset parameter in lower case; nil where there is none.
  var charset: String? {
    guard let bytes = parameters?.bytes(.charset), !bytes.isEmpty else { return nil }
    return String(decoding: bytes.prefix(255).map(ASCII.lowercased), as: UTF8.self)
  }

  /// The boundary parameter without blanks at its end, which no boundary has (RFC 2046 §5.1.1); nil where there is none.
  var boundary: [UInt8]? {
    guard var boundary = parameters?.bytes(.boundary) else { return nil }
    while let last = boundary.last, ASCII.isSpace(last) { boundary.removeLast() }
    return boundary
  }

  var isMultipart: Bool { type.hasPrefix("multipart/") }

  /// Whether the body is a message that is read on (RFC 2046 §5.2.1, RFC 6532 §3.7).
  var isMessage: Bool {
    type == "message/rfc822" || type == "message/global" || type == "message/rfc2822" || type == "message/news"
  }

  /// Whether a byte stands in no type (RFC 2045 §5.1).
  private static func isForeign(_ byte: UInt8) -> Bool {
    switch byte {
    case 0...0x20, 0x22, 0x28, 0x29, 0x2C, 0x3A...0x40, 0x5B...0x5D, 0x7F...: true
    default: false
    }
  }

  /// The common types, shared so that no string is made for them.
  private static let common: [[UInt8]: String] = {
    var common: [[UInt8]: String] = [:]
    for type in [
      "text/plain", "text/html", "multipart/alternative", "multipart/mixed", "multipart/related", "multipart/signed",
      "application/octet-stream", "application/pgp-signature", "application/pdf", "image/png", "image/jpeg",
    ] { common[Array(type.utf8)] = type }
    return common
  }()

  private static func name(_ token: [UInt8]) -> String? {
    if let type = common[token] { return type }
    guard let slash = token.firstIndex(of: 0x2F), slash > 0, slash + 1 < token.count,
      token.lastIndex(of: 0x2F) == slash, token.count <= 255
    else { return nil }
    return String(decoding: token.map(ASCII.lowercased), as: UTF8.self)
  }
}
