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
    let bytes = Array(body.utf8.prefix(2000))
    let semicolon = bytes.lastIndex(of: 0x3B)
    let clauses = Array(bytes[..<(semicolon ?? bytes.count)])
    if let semicolon { seconds = ReceivedDate.seconds(bytes[(semicolon + 1)...]) }
    var current = ""
    var values: [String: String] = [:]
    var comments: [String: String] = [:]
    for token in Self.tokens(clauses) {
      switch token {
      case .word(let word):
        let lower = word.lowercased()
        if ["from", "by", "with", "id", "for", "via"].contains(lower), values[lower] == nil || lower == "id" {
          current = lower
          values[current] = values[current] ?? ""
        } else if !current.isEmpty, let known = values[current], known.utf8.count < 64 {
          values[current] = known.isEmpty ? word : known + " " + word
        }
      case .comment(let text):
        if comments[current] == nil { comments[current] = text }
      // Exchange writes its build and transport inside the comment that follows `with`.
      }
    }
    func host(_ value: String?) -> String? {
      guard let first = value?.split(separator: " ").first else { return nil }
      return bounded(first.trimmingBrackets, to: 128).lowercased()
    }
    by = host(values["by"])
    from = host(values["from"])
    let comment = comments["from"] ?? ""
    let bracketed = Self.address(in: comment) ?? Self.address(in: from ?? "")
    address = bracketed
    // The taker's own look-up stands before the address in brackets, and is worth more than the giver's word.
    if let name = comment.split(whereSeparator: { " ([".contains($0) }).first.map({ String($0).lowercased() }),
      name.utf8.contains(0x2E), !RegistrableDomain.isAddress(name), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
      name != "unknown", !name.hasPrefix("helo=")
    {
      from = bounded(name, to: 128)
    }
    with = values["with"].flatMap { $0.isEmpty ? nil : bounded($0, to: 64) }
    if let text = comments["with"], let with, with.hasPrefix("Microsoft SMTP Server"), values["id"] == nil,
      let build = text.split(separator: " ").last
    {
      values["id"] = String(build)
    }
    id = values["id"].flatMap { $0.isEmpty ? nil : bounded(String($0.split(separator: " ").first ?? ""), to: 64) }
  }

  private enum Token {
    case word(String)
    case comment(String)
  }

  private static func tokens(_ bytes: [UInt8]) -> [Token] {
    var tokens: [Token] = []
    var at = 0
    while at < bytes.count, tokens.count < 64 {
      if bytes[at] <= 0x20 {
        at += 1
      } else if bytes[at] == 0x28 {
        var depth = 0
        let start = at + 1
        while at < bytes.count {
          if bytes[at] == 0x28 { depth += 1 }
          if bytes[at] == 0x29 { depth -= 1 }
          at += 1
          if depth == 0 { break }
        }
        tokens.append(.comment(String(decoding: bytes[start..<max(start, min(at, bytes.count) - 1)], as: UTF8.self)))
      } else {
        let start = at
        while at < bytes.count, bytes[at] > 0x20, bytes[at] != 0x28 { at += 1 }
        tokens.append(.word(String(decoding: bytes[start..<at], as: UTF8.self)))
      }
    }
    return tokens
  }

  /// The first address in numbers in a text; `IPv6:` in front is dropped.
  static func address(in text: String) -> String? {
    for piece in text.split(whereSeparator: { " []()=,;".contains($0) }) {
      var candidate = String(piece).lowercased()
      if candidate.hasPrefix("ipv6:") { candidate = String(candidate.dropFirst(5)) }
      if IPAddress(candidate) != nil { return bounded(candidate, to: 64) }
    }
    return nil
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

extension Substring {
  /// The text without square brackets around it, as addresses in numbers are written (RFC 5321 §4.1.3).
  fileprivate var trimmingBrackets: String {
    var text = self
    if text.first == "[" { text = text.dropFirst() }
    if text.last == "]" { text = text.dropLast() }
    return String(text)
  }
}
