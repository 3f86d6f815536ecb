import MailModel

/// How a program puts a message together, beside what it says of itself: the order of its header fields, the form of
/// the lines that part a message's parts, how its text is encoded, and the languages that its user has set.
public struct WritingHabits: Sendable, Hashable {
  /// The order of the fields that every program writes, a letter each; empty where not all are there.
  public var fieldOrder = ""
  /// The form of the boundary (RFC 2046 §5.1.1); nil where there is none.
  public var boundary: String?
  /// The transfer encoding and the charset of the first text, and whether that is plain ASCII (a program chooses by it):
  /// `quoted-printable utf-8 ascii`; nil where there is no text.
  public var encoding: String?
  /// The languages set (RFC 3282), lower case: those of Accept-Language in their order, else those of Content-Language;
  /// nil where neither is there.
  public var languages: String?

  init() {}

  /// Reads the habits of a message.
  init(of message: Message) {
    var order = ""
    for field in message.fieldPlaces {
      guard let letter = Self.letters[field.name], !order.contains(letter) else { continue }
      order.append(letter)
    }
    if order.count == Self.letters.count { fieldOrder = order }
    boundary = message.header.first("Content-Type").flatMap(Self.boundary)
    encoding = Self.encoding(of: message)
    languages =
      Self.languages(in: message.header.first("Accept-Language"))
      ?? Self.languages(in: message.header.first("Content-Language"))
  }

  private static func encoding(of message: Message) -> String? {
    guard let text = message.parts.prefix(16).first(where: { $0.role == .body && $0.contentType.hasPrefix("text/") })
    else { return nil }
    let charset = bounded(text.charset ?? "none", to: 24)
    let alphabet = message.text.utf8.prefix(16_384).allSatisfy { $0 < 0x80 } ? "ascii" : "beyond"
    return "\(bounded(text.transferEncoding, to: 24)) \(charset) \(alphabet)"
  }

  /// The tags of languages in a field, without their weights (RFC 9110 §12.5.4).
  private static func languages(in field: String?) -> String? {
    let tags = bounded(field ?? "", to: 256).lowercased().split(separator: ",").prefix(6).map { tag in
      String(tag.prefix { $0 != ";" }).trimmed
    }
    let known = tags.filter { !$0.isEmpty }
    return known.isEmpty ? nil : known.joined(separator: ", ")
  }

  private static let letters: [HeaderName: Character] = [
    "from": "f", "to": "t", "subject": "s", "date": "d", "message-id": "i", "mime-version": "m", "content-type": "c",
  ]

  /// The form of a boundary: what stands between its separators by kind, and how long it is, in steps of eight.
  private static func boundary(in contentType: String) -> String? {
    let bytes = contentType.bytes(atMost: 1024)
    let lower = bytes.map(\.lowered)
    guard let at = ByteSearch.first("boundary=", in: lower) else { return nil }
    var start = at + 9
    let isQuoted = start < bytes.count && bytes[start] == 0x22
    if isQuoted { start += 1 }
    var end = start
    while end < bytes.count, isQuoted ? bytes[end] != 0x22 : bytes[end] != 0x3B && bytes[end] > 0x20 { end += 1 }
    let value = Array(bytes[start..<end])
    guard !value.isEmpty else { return nil }
    let dashes = value.prefix { $0 == 0x2D }.count
    let rest = Array(value.dropFirst(dashes))
    // Words that programs put first (`Apple-Mail`, `NextPart`, `_000_`) tell them best.
    let word = rest.prefix { !$0.isDigit && $0 != 0x2E }.prefix(12)
    let isRandom = word.count < 4 || word.allSatisfy { $0.hexadecimalValue != nil }
    let name = isRandom ? MessageIDForm.shape(rest) : String(decoding: word, as: UTF8.self)
    return "\(min(dashes, 24))-\(bounded(name, to: 24))-\(value.count / 8)"
  }
}
