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

  /// Reads the new text of a message.
  init(in text: String) {
    var seen: RequestFacts = []
    RequestPhrases.index.search(PhraseText.normalised(bounded(text, to: 16_384))) { phrase, _ in
      seen.insert(RequestPhrases.facts[phrase])
      return 0
    }
    self = seen
    if PhraseText.holdsIBAN(text) { insert(.iban) }
  }
}

/// Text made comparable with phrases.
enum PhraseText {
  /// Lower case, runs of white space and of typographic apostrophes made one, a blank at both ends.
  static func normalised(_ text: String) -> [UInt8] {
    var out: [UInt8] = [0x20]
    for byte in text.lowercased().replacing("’", with: "'").utf8 {
      let isBlank = byte <= 0x20
      if isBlank, out.last == 0x20 { continue }
      out.append(isBlank ? 0x20 : byte)
    }
    out.append(0x20)
    return out
  }

  /// Whether an IBAN whose check digits are right occurs (ISO 13616, ISO 7064 MOD 97-10).
  static func holdsIBAN(_ text: String) -> Bool { !ibans(in: text).isEmpty }

  /// The IBANs whose check digits are right, at most eight, without blanks.
  static func ibans(in text: String) -> [String] {
    let bytes = Array(bounded(text, to: 65_536).utf8)
    var found: [String] = []
    var at = 0
    while at + 15 <= bytes.count, found.count < 8 {
      guard isUpper(bytes[at]), isUpper(bytes[at + 1]), isDigit(bytes[at + 2]), isDigit(bytes[at + 3]),
        at == 0 || !(isUpper(bytes[at - 1]) || isDigit(bytes[at - 1]))
      else {
        at += 1
        continue
      }
      var compact: [UInt8] = []
      var end = at
      while end < bytes.count, compact.count < 34 {
        if isUpper(bytes[end]) || isDigit(bytes[end]) {
          compact.append(bytes[end])
        } else if bytes[end] != 0x20 || end + 1 >= bytes.count || !(isUpper(bytes[end + 1]) || isDigit(bytes[end + 1]))
        {
          break
        }
        end += 1
      }
      if let length = longestValid(compact) {
        found.append(String(decoding: compact[..<length], as: UTF8.self))
        at = end
      } else {
        at += 1
      }
    }
    return found
  }

  private static func longestValid(_ compact: [UInt8]) -> Int? {
    guard compact.count >= 15 else { return nil }
    for length in stride(from: compact.count, through: 15, by: -1) {
      let moved = compact[4..<length] + compact[..<4]
      var rest = 0
      for byte in moved {
        rest = isDigit(byte) ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x37)) % 97
      }
      if rest == 1, compact[4..<length].filter(isDigit).count >= 6 { return length }
    }
    return nil
  }

  private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
