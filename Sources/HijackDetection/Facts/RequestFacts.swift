/// What the new text of a message asks for, as far as fixed phrases show it.
public struct RequestFacts: OptionSet, Sendable, Hashable {
  /// The set as bits.
  public let rawValue: UInt16

  /// Takes a set of bits as it is.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// Bank details are said to have changed.
  public static let bankChange = RequestFacts(rawValue: 1 << 0)
  /// A payment or an invoice is spoken of.
  public static let payment = RequestFacts(rawValue: 1 << 1)
  /// The reader is asked to sign in, or to confirm an account.
  public static let credentials = RequestFacts(rawValue: 1 << 2)
  /// The reader is sent to an attachment or a link without a word about the matter.
  public static let lure = RequestFacts(rawValue: 1 << 3)
  /// The reader is asked to hurry or to keep silent.
  public static let pressure = RequestFacts(rawValue: 1 << 4)
  /// The writer doubts or disowns an earlier mail.
  public static let warning = RequestFacts(rawValue: 1 << 5)
  /// The new text holds an IBAN.
  public static let iban = RequestFacts(rawValue: 1 << 6)

  /// Those that words of the text show.
  static let named: [RequestFacts] = [.bankChange, .payment, .credentials, .lure, .pressure, .warning]

  /// Where words that ask for something stand in a text in the form of `PhraseText.normalised`, at most 256 places.
  static func places(in normalised: [UInt8]) -> [(request: RequestFacts, place: Range<Int>)] {
    var places: [(request: RequestFacts, place: Range<Int>)] = []
    RequestPhrases.index.search(normalised) { phrase, end in
      guard places.count < 256 else { return nil }
      places.append((RequestPhrases.facts[phrase], end - RequestPhrases.lengths[phrase]..<end))
      return 0
    }
    RequestWords.search(normalised, aboutMoney: true) { request, place in
      if places.count < 512 { places.append((request, place)) }
    }
    return places
  }

  /// Reads the new text of a message, in which these IBANs were found.
  init(in text: String, ibans: [String]) {
    self.init(in: PhraseText.normalised(bounded(text, to: 16_384)), ibans: ibans)
  }

  /// Reads the new text of a message in the form of `PhraseText.normalised`, in which these IBANs were found.
  init(in normalised: [UInt8], ibans: [String]) {
    var seen: RequestFacts = []
    RequestPhrases.index.search(normalised) { phrase, _ in
      seen.insert(RequestPhrases.facts[phrase])
      return 0
    }
    self = seen
    formUnion(RequestWords.facts(in: normalised, aboutMoney: !ibans.isEmpty || seen.contains(.payment)))
    if !ibans.isEmpty { insert(.iban) }
  }
}

/// Text made comparable with phrases.
enum PhraseText {
  /// Lower case, runs of white space and of typographic apostrophes made one, a blank at both ends.
  static func normalised(_ text: String) -> [UInt8] {
    normalised(text.bytes()) { _, _ in }
  }

  /// The same, with the place in `bytes` of each byte that comes out; the last is the end.
  static func normalised(_ bytes: [UInt8], places: inout [Int]) -> [UInt8] {
    var found: [Int] = []
    var last = 0
    let out = normalised(bytes) { count, at in
      while found.count < count { found.append(last) }
      last = at
    }
    while found.count + 1 < out.count { found.append(last) }
    found.append(bytes.count)
    places = found
    return out
  }

  /// `step` is told how many bytes have come out before each byte of the text, and that byte's place.
  @inline(__always)
  private static func normalised(_ bytes: [UInt8], step: (_ count: Int, _ at: Int) -> Void) -> [UInt8] {
    var out: [UInt8] = [0x20]
    out.reserveCapacity(bytes.count + 2)
    var isBehindBlank = true
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      step(out.count, at)
      if byte <= 0x20 {
        if !isBehindBlank { out.append(0x20) }
        isBehindBlank = true
        at += 1
        continue
      }
      isBehindBlank = false
      if byte < 0x80 {
        out.append(byte.lowered)
        at += 1
      } else if byte >= 0xC0, byte < 0xE0, at + 1 < bytes.count {
        appendLowered(byte, bytes[at + 1], to: &out)
        at += 2
      } else if byte == 0xE2, ByteSearch.stands(typographicApostrophe, in: bytes, at: at) {
        out.append(0x27)
        at += typographicApostrophe.count
      } else {
        out.append(byte)
        at += 1
      }
    }
    out.append(0x20)
    return out
  }

  /// Appends a character of two bytes (RFC 3629 §3) in lower case: Latin, Greek, Cyrillic; scripts beyond have no case
  /// that a phrase could meet.
  private static func appendLowered(_ first: UInt8, _ second: UInt8, to out: inout [UInt8]) {
    let value = UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F)
    if let scalar = Unicode.Scalar(value), scalar.properties.changesWhenLowercased {
      out.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
    } else {
      out.append(first)
      out.append(second)
    }
  }

  private static let typographicApostrophe = Array("’".utf8)
}
