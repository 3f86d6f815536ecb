/// Amounts of money in running text: a currency beside a number.
enum MoneyAmount {
  /// Bytes of a text that are looked at.
  private static let textLimit = 65_536
  /// Amounts kept of one text.
  private static let limit = 16

  private static let currencies: [(mark: [UInt8], name: String)] = [
    ("€", "EUR"), ("eur", "EUR"), ("euro", "EUR"), ("£", "GBP"), ("gbp", "GBP"), ("$", "USD"), ("usd", "USD"),
    ("chf", "CHF"), ("zł", "PLN"), ("pln", "PLN"), ("sek", "SEK"), ("nok", "NOK"), ("dkk", "DKK"), ("czk", "CZK"),
    ("huf", "HUF"), ("ron", "RON"), ("¥", "JPY"), ("jpy", "JPY"), ("cny", "CNY"), ("inr", "INR"), ("brl", "BRL"),
    ("try", "TRY"), ("₺", "TRY"), ("rub", "RUB"), ("₽", "RUB"), ("uah", "UAH"), ("aed", "AED"), ("ils", "ILS"),
  ].map { (Array($0.0.utf8), $0.1) }

  /// The amounts of a text, as `EUR 1234.50`, in order, each once; digits are grouped as the text has them or not.
  static func found(in text: String) -> [String] {
    var found: [String] = []
    for (amount, _) in places(in: text.bytes(atMost: textLimit)) where found.count < limit && !found.contains(amount) {
      found.append(amount)
    }
    return found
  }

  /// The amounts of a text with where their numbers stand, at most 256.
  static func places(in bytes: [UInt8]) -> [(amount: String, place: Range<Int>)] {
    var found: [(amount: String, place: Range<Int>)] = []
    var at = 0
    while at < bytes.count, found.count < 256 {
      guard bytes[at].isDigit, at == 0 || !isJoined(bytes[at - 1]) else {
        at += 1
        continue
      }
      var end = at
      while end < bytes.count, end - at < 24, bytes[end].isDigit || isInside(bytes, end) { end += 1 }
      if let currency = before(at, in: bytes) ?? after(end, in: bytes), let value = value(bytes[at..<end]) {
        found.append(("\(currency) \(value)", at..<end))
      }
      at = max(end, at + 1)
    }
    return found
  }

  private static func isJoined(_ byte: UInt8) -> Bool { byte.isDigit || byte == 0x2E || byte == 0x2C || byte == 0x2D }

  /// Whether a byte stands between two digits as a mark of groups or of decimals: a point, a comma, an apostrophe.
  private static func isInside(_ bytes: [UInt8], _ at: Int) -> Bool {
    guard bytes[at] == 0x2E || bytes[at] == 0x2C || bytes[at] == 0x27 else { return false }
    return at + 1 < bytes.count && bytes[at + 1].isDigit
  }

  private static func before(_ start: Int, in bytes: [UInt8]) -> String? {
    var end = start
    while end > 0, start - end < 2, bytes[end - 1] == 0x20 { end -= 1 }
    for (mark, name) in currencies where end >= mark.count && isMark(mark, bytes, at: end - mark.count) {
      if mark[0] < 0x80, end > mark.count, PhraseIndex.isWordByte(bytes[end - mark.count - 1]), mark[0] != 0x24 {
        continue
      }
      return name
    }
    return nil
  }

  private static func after(_ end: Int, in bytes: [UInt8]) -> String? {
    var start = end
    while start < bytes.count, start - end < 2, bytes[start] == 0x20 { start += 1 }
    for (mark, name) in currencies where isMark(mark, bytes, at: start) {
      let behind = start + mark.count
      if behind < bytes.count, mark[0] < 0x80, PhraseIndex.isWordByte(bytes[behind]) { continue }
      return name
    }
    return nil
  }

  private static func isMark(_ mark: [UInt8], _ bytes: [UInt8], at start: Int) -> Bool {
    guard start + mark.count <= bytes.count else { return false }
    return mark.indices.allSatisfy { bytes[start + $0].lowered == mark[$0] }
  }

  /// The number without marks of groups; nil for what is too small to be worth changing.
  ///
  /// The last mark parts decimals where one or two digits follow it.
  private static func value(_ written: ArraySlice<UInt8>) -> String? {
    var whole: [UInt8] = []
    var decimals: [UInt8] = []
    let mark = written.lastIndex { !$0.isDigit }
    let isDecimal = mark.map { (1...2).contains(written.endIndex - $0 - 1) } ?? false
    for at in written.indices where written[at].isDigit {
      if isDecimal, let mark, at > mark { decimals.append(written[at]) } else { whole.append(written[at]) }
    }
    let significant = whole.drop { $0 == 0x30 }
    guard significant.count >= 2 else { return nil }
    while decimals.last == 0x30 { decimals.removeLast() }
    let text = String(decoding: significant, as: UTF8.self)
    return decimals.isEmpty ? text : text + "." + String(decoding: decimals, as: UTF8.self)
  }
}
