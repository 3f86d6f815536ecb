/// Bank account numbers in running text (ISO 13616).
enum IBAN {
  /// Bytes of a text that are looked at.
  private static let textLimit = 65_536
  /// Letters and digits in the shortest and the longest number.
  private static let lengths = 15...34

  /// The numbers whose check digits are right (ISO 7064 MOD 97-10), at most eight, without blanks.
  static func found(in text: String) -> [String] { places(in: text.bytes(atMost: textLimit)).map(\.iban) }

  /// The same, with where each stands.
  static func places(in bytes: [UInt8]) -> [(iban: String, place: Range<Int>)] {
    var found: [(iban: String, place: Range<Int>)] = []
    var at = 0
    while at + lengths.lowerBound <= bytes.count, found.count < 8 {
      guard bytes[at].isUpper, bytes[at + 1].isUpper, bytes[at + 2].isDigit, bytes[at + 3].isDigit,
        at == 0 || !isMember(bytes[at - 1])
      else {
        at += 1
        continue
      }
      let (compact, end) = compacted(bytes, from: at)
      if let length = longestValid(compact) {
        // The number may be shorter than what was read.
        var last = at
        var members = 0
        while last < end, members < length {
          if isMember(bytes[last]) { members += 1 }
          last += 1
        }
        found.append((String(decoding: compact[..<length], as: UTF8.self), at..<last))
        at = end
      } else {
        at += 1
      }
    }
    return found
  }

  /// The letters and digits from `start` on, single blanks between them passed over, and where they end.
  private static func compacted(_ bytes: [UInt8], from start: Int) -> (compact: [UInt8], end: Int) {
    var compact: [UInt8] = []
    compact.reserveCapacity(lengths.upperBound)
    var end = start
    while end < bytes.count, compact.count < lengths.upperBound {
      if isMember(bytes[end]) {
        compact.append(bytes[end])
      } else if bytes[end] != 0x20 || end + 1 >= bytes.count || !isMember(bytes[end + 1]) {
        break
      }
      end += 1
    }
    return (compact, end)
  }

  private static func longestValid(_ compact: [UInt8]) -> Int? {
    guard compact.count >= lengths.lowerBound else { return nil }
    return stride(from: compact.count, through: lengths.lowerBound, by: -1).first { length in
      let account = compact[4..<length]
      return remainder(compact[..<4], behind: remainder(account, behind: 0)) == 1
        && account.count(where: \.isDigit) >= 6
    }
  }

  private static func remainder(_ bytes: ArraySlice<UInt8>, behind start: Int) -> Int {
    bytes.reduce(start) { rest, byte in
      byte.isDigit ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x37)) % 97
    }
  }

  private static func isMember(_ byte: UInt8) -> Bool { byte.isUpper || byte.isDigit }
}
