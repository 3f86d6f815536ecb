import MailModel

/// One step of a message's way: what a Received field says (RFC 5321 §4.4).
public struct Hop: Sendable, Hashable {
  /// The host that took the message, lower case; nil where the field does not say.
  public var by: String?
  /// What the giver called itself, lower case.
  public var from: String?
  /// The giver's address in numbers, as the taker saw it.
  public var address: String?
  /// The protocol (`ESMTPS`, `mapi`, `Microsoft SMTP Server …`), at most 64 bytes.
  public var with: String?
  /// The identifier; for Exchange the build of the server (`15.1.2176.2`).
  public var id: String?
  /// When, in seconds since 1970; nil where the date cannot be read.
  public var seconds: Int64?

  /// The registrable name of the giver: by its own word, else none.
  public var fromDomain: String? {
    guard let from, from.utf8.contains(0x2E), !RegistrableDomain.isAddress(from) else { return nil }
    return RegistrableDomain(host: from).name
  }

  /// The build of the Exchange server that took the message; nil where it was none.
  public var exchangeBuild: String? {
    guard let with, with.containsText("Microsoft SMTP Server") || with.hasPrefix("mapi"), let id else { return nil }
    let parts = id.split(separator: ".")
    return parts.count == 4 && parts.allSatisfy { UInt32($0) != nil } ? id : nil
  }

  /// Reads the unfolded body of a Received field.
  public init(received body: String) {
    let field = ReceivedClauses(body)
    seconds = field.date.flatMap { ReceivedDate.seconds($0) }
    by = Self.host(field[.by], of: field)
    from = Self.host(field[.from], of: field)
    let comment = field.bytes[field[.from].comment ?? 0..<0]
    address = Self.address(in: comment) ?? from.flatMap { Self.address(in: $0) }
    // The taker's own look-up stands before the address in brackets, and is worth more than the giver's word.
    if let name = Self.lookedUpName(comment) { from = bounded(name, to: 128) }
    with = Self.joined(field[.with], of: field)
    id = field[.id].words.first.map { bounded(field.text($0), to: 64) }
    if !field[.id].isOpened, let with, with.hasPrefix("Microsoft SMTP Server"), let words = field[.with].comment {
      // Exchange writes its build as the last word of the comment.
      let build = field.bytes[words].split(separator: 0x20).last
      id = build.map { bounded(String(decoding: $0, as: UTF8.self), to: 64) }
    }
  }

  /// The first word of a clause, without the square brackets of addresses in numbers (RFC 5321 §4.1.3), lower case.
  private static func host(_ clause: ReceivedClauses.Clause, of field: ReceivedClauses) -> String? {
    guard var word = clause.words.first else { return nil }
    if field.bytes[word.lowerBound] == 0x5B { word = word.lowerBound + 1..<word.upperBound }
    if !word.isEmpty, field.bytes[word.upperBound - 1] == 0x5D { word = word.lowerBound..<word.upperBound - 1 }
    return bounded(field.text(word), to: 128).lowercased()
  }

  private static func joined(_ clause: ReceivedClauses.Clause, of field: ReceivedClauses) -> String? {
    guard !clause.words.isEmpty else { return nil }
    var out: [UInt8] = []
    for word in clause.words {
      if !out.isEmpty { out.append(0x20) }
      out.append(contentsOf: field.bytes[word])
    }
    return bounded(String(decoding: out, as: UTF8.self), to: 64)
  }

  /// The name of a host with which a comment begins; nil where it begins with anything else.
  private static func lookedUpName(_ comment: ArraySlice<UInt8>) -> String? {
    let name = comment.drop(while: isBracketOrBlank).prefix { !isBracketOrBlank($0) }
    guard name.contains(0x2E), name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !RegistrableDomain.isAddress(name),
      !name.prefix(5).equalsLowered("helo=")
    else { return nil }
    return String(decoding: name.map(\.lowered), as: UTF8.self)
  }

  private static func isBracketOrBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x28 || byte == 0x5B }

  /// The first address in numbers in a text; `IPv6:` in front is dropped.
  static func address(in text: String) -> String? { address(in: text.bytes()[...]) }

  private static func address(in bytes: ArraySlice<UInt8>) -> String? {
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let start = at
      var hasMark = false
      while at < bytes.endIndex, !isSeparator(bytes[at]) {
        hasMark = hasMark || bytes[at] == 0x2E || bytes[at] == 0x3A
        at += 1
      }
      if hasMark, let address = address(of: bytes[start..<at]) { return address }
      at += 1
    }
    return nil
  }

  private static func address(of piece: ArraySlice<UInt8>) -> String? {
    let candidate = piece.prefix(5).equalsLowered("ipv6:") ? piece.dropFirst(5) : piece
    guard IPAddress(candidate) != nil else { return nil }
    return String(decoding: candidate.map(\.lowered), as: UTF8.self)
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x5B, 0x5D, 0x28, 0x29, 0x3D, 0x2C, 0x3B: true
    default: false
    }
  }

  func pack(into writer: inout PackedWriter) {
    for value in [by, from, address, with, id] { writer.optional(value) { $0.text($1) } }
    writer.optional(seconds) { $0.signed($1) }
  }

  init(from reader: inout PackedReader) {
    by = reader.optional { $0.text() }
    from = reader.optional { $0.text() }
    address = reader.optional { $0.text() }
    with = reader.optional { $0.text() }
    id = reader.optional { $0.text() }
    seconds = reader.optional { $0.signed() }
  }
}
