/// The dates of separator lines: asctime(3) and its relatives, told by form alone.
enum SeparatorDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// How the date that all of `tokens` make up is written; nil where they are no date.
  static func form(of tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> SeparatorLine.DateForm? {
    var rest = tokens
    if let first = rest.first, isName(first, of: weekdays, in: bytes) { rest = rest.dropFirst() }
    dropHost(from: &rest, in: bytes)
    guard rest.count >= 1 else { return nil }
    if isASCTime(rest, in: bytes) { return .asctime }
    if isRFC822(rest, in: bytes) { return .rfc822 }
    return isISO8601(rest, in: bytes) ? .iso8601 : nil
  }

  /// `Mon DD HH:MM[:SS]`, then a year and up to two zone words in any order.
  private static func isASCTime(_ tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> Bool {
    let first = tokens.startIndex
    guard (4...6).contains(tokens.count), isName(tokens[first], of: months, in: bytes),
      isDay(tokens[first + 1], in: bytes), isTime(tokens[first + 2], in: bytes)
    else { return false }
    return isYearWithZones(tokens[(first + 3)...], in: bytes)
  }

  /// `DD Mon YYYY HH:MM[:SS]` and up to two zone words (RFC 5322 §3.3).
  private static func isRFC822(_ tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> Bool {
    let first = tokens.startIndex
    guard (4...6).contains(tokens.count), isDay(tokens[first], in: bytes),
      isName(tokens[first + 1], of: months, in: bytes), isYear(tokens[first + 2], in: bytes),
      isTime(tokens[first + 3], in: bytes)
    else { return false }
    return tokens[(first + 4)...].allSatisfy { isZone($0, in: bytes) }
  }

  /// `YYYY-MM-DD`, then a time in the same word after `T` or in the next one, and up to one zone word.
  private static func isISO8601(_ tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> Bool {
    guard let date = tokens.first, date.count >= 10, tokens.count <= 3 else { return false }
    let start = date.lowerBound
    guard isYear(start..<start + 4, in: bytes), bytes[start + 4] == 0x2D, bytes[start + 7] == 0x2D,
      bytes.number(in: start + 5..<start + 7) != nil, isDay(start + 8..<start + 10, in: bytes)
    else { return false }
    if date.count > 10 {
      guard bytes[start + 10] == 0x54, date.count >= 16, isTime(start + 11..<start + 16, in: bytes) else {
        return false
      }
      return tokens.dropFirst().allSatisfy { isZone($0, in: bytes) }
    }
    guard let time = tokens.dropFirst().first, time.count >= 5 else { return false }
    guard isTime(time.lowerBound..<time.lowerBound + 5, in: bytes) else { return false }
    return tokens.dropFirst(2).allSatisfy { isZone($0, in: bytes) }
  }

  /// UUCP writes `remote from host` behind the date.
  private static func dropHost(from tokens: inout ArraySlice<Range<Int>>, in bytes: Span<UInt8>) {
    guard tokens.count > 5 else { return }
    let end = tokens.endIndex
    if bytes.equals("remote", at: tokens[end - 3]), bytes.equals("from", at: tokens[end - 2]) {
      tokens = tokens.dropLast(3)
    }
  }

  private static func isYearWithZones(_ tokens: ArraySlice<Range<Int>>, in bytes: Span<UInt8>) -> Bool {
    var years = 0
    for token in tokens {
      if years == 0, isYear(token, in: bytes) {
        years = 1
      } else if !isZone(token, in: bytes) {
        return false
      }
    }
    return years == 1
  }

  private static func isYear(_ token: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard token.count == 4, let year = bytes.number(in: token) else { return false }
    return (1_900..<2_200).contains(year)
  }

  private static func isDay(_ token: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard token.count <= 2, let day = bytes.number(in: token) else { return false }
    return (1...31).contains(day)
  }

  /// `H:MM` or `HH:MM[:SS]`.
  private static func isTime(_ token: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    var fields: [Int] = []
    var start = token.lowerBound
    for index in token where bytes[index] == 0x3A {
      guard fields.count < 2, index - start <= 2, let field = bytes.number(in: start..<index) else { return false }
      fields.append(field)
      start = index + 1
    }
    guard !fields.isEmpty, token.upperBound - start == 2, let last = bytes.number(in: start..<token.upperBound)
    else { return false }
    fields.append(last)
    return fields[0] <= 24 && fields[1] <= 59 && (fields.count == 2 || fields[2] <= 61)
  }

  /// `+0200`, `-05:00`, `Z`, `EST`, `(CET)`, `GMT+2`.
  private static func isZone(_ token: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard token.count <= 10 else { return false }
    let first = bytes[token.lowerBound]
    if first == 0x2B || first == 0x2D {
      guard token.count == 5 || token.count == 6 || token.count == 3 else { return false }
      for index in token.dropFirst() where !bytes[index].isDigit && bytes[index] != 0x3A { return false }
      return true
    }
    guard first.isUppercaseLetter || first == 0x28 else { return false }
    for index in token.dropFirst() {
      let byte = bytes[index]
      guard byte.isUppercaseLetter || byte.isDigit || byte == 0x2B || byte == 0x2D || byte == 0x29 || byte == 0x3A
      else { return false }
    }
    return true
  }

  private static func isName(_ token: Range<Int>, of names: [String], in bytes: Span<UInt8>) -> Bool {
    var token = token
    if token.count == 4, bytes[token.upperBound - 1] == 0x2C { token = token.lowerBound..<token.upperBound - 1 }
    guard token.count == 3 else { return false }
    return names.contains { bytes.equalsIgnoringCase($0, at: token) }
  }
}
