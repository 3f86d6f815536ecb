import MailModel

/// A value of a message's text that a signal may name: a link, an account, a sum, a phrase.
public struct PassageValue: Sendable, Hashable {
  /// What it is.
  enum Kind: UInt8, CaseIterable {
    case link = 1
    case iban, amount, address, password, request
  }

  /// What it is.
  let kind: Kind
  /// The value, hashed.
  let hash: UInt64

  private init(_ kind: Kind, _ text: String) {
    var hash = KeyHash()
    hash.take(kind.rawValue)
    hash.take(text)
    self.kind = kind
    self.hash = hash.value
  }

  static func link(_ link: LinkFact) -> Self { Self(.link, link.url) }
  static func iban(_ iban: String) -> Self { Self(.iban, iban) }
  static func amount(_ amount: String) -> Self { Self(.amount, amount) }
  static func address(_ address: String) -> Self { Self(.address, address) }
  static func password(_ mention: String) -> Self { Self(.password, mention) }

  /// One kind of request.
  static func request(_ request: RequestFacts) -> Self { Self(.request, String(request.rawValue)) }

  init(kind: Kind, hash: UInt64) { (self.kind, self.hash) = (kind, hash) }
}

/// Where in a message's bytes such a value stands; counted as `EvidencePlaces` are.
///
/// In a text that is not encoded, or in quoted-printable, the range holds the value and nothing else, soft line breaks
/// within it apart; in base64 (RFC 4648 §4) it holds the groups of four characters that the value touches.
public struct Passage: Sendable, Hashable {
  /// The value.
  public var value: PassageValue
  /// Where.
  public var range: ByteRange

  func pack(into writer: inout PackedWriter) {
    writer.byte(value.kind.rawValue)
    writer.fixed(value.hash)
    writer.count(range.offset)
    writer.count(range.length)
  }

  init(_ value: PassageValue, _ range: ByteRange) { (self.value, self.range) = (value, range) }

  init(from reader: inout PackedReader) {
    let kind = PassageValue.Kind(rawValue: reader.byte())
    if kind == nil { reader.markDamaged() }
    value = PassageValue(kind: kind ?? .link, hash: reader.fixed())
    let offset = reader.size()
    range = ByteRange(offset: offset, length: reader.size())
  }
}
