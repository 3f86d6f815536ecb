import MailModel

/// How a program puts a message together, beside what it says of itself: the order of its header fields, and the form of
/// the lines that part a message's parts.
public struct WritingHabits: Sendable, Hashable {
  /// The order of the fields that every program writes, a letter each; empty where not all are there.
  public var fieldOrder = ""
  /// The form of the boundary (RFC 2046 §5.1.1); nil where there is none.
  public var boundary: String?

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
