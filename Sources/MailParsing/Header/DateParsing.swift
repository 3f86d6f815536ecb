import MailModel

/// Date fields (RFC 5322 §3.3, §4.3) and the other forms in which dates stand in mail.
///
/// Accepted beyond the RFC: two-digit years, missing seconds or zone, named zones, month names of other languages,
/// ISO 8601, the form of C's `ctime`, and any order that leaves no doubt. A field that is impossible gives no date.
/// Whatever is read beyond the one exact form counts as repaired.
public enum DateParsing {
  /// Reads a date; `isRepaired` says whether it is written in any other form than that of RFC 5322 §3.3.
  public static func date(_ text: String) -> (date: MailDate?, isRepaired: Bool) {
    var text = text
    return text.withUTF8 { date(ByteView(UnsafeRawBufferPointer($0))) }
  }

  static func date(_ bytes: ByteView) -> (date: MailDate?, isRepaired: Bool) {
    // No date is longer; what a hostile field holds beyond is not read.
    let read = bytes[0..<min(bytes.count, 512)]
    guard read.firstIndex(of: "=?", from: 0) == nil else {
      // RFC 2047 §5 allows no encoded word here.
      var text = HeaderDecoding.decode(read).text
      return (text.withUTF8 { DateReader.date(ByteView(UnsafeRawBufferPointer($0))) }, true)
    }
    guard let date = DateReader.date(read) else { return (nil, false) }
    return (date, !DateGrammar.isExact(bytes, date))
  }
}

private struct DateReader {
  private let bytes: ByteView
  private var year: Int?
  private var month: Int?
  private var day: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var zone: Int?
  private var hasZone = false
  private var isZoneUnknown = false
  private var isImpossible = false
  /// Whether the month came before the day, where a weekday may stand too.
  private var isMonthDoubtful = false
  /// Whether the month is a number behind the year.
  private var isMonthBehindYear = false
  /// The half of the day that was named before the time.
  private var half: DateNames.DayHalf?

  private init(_ bytes: ByteView) { self.bytes = bytes }

  static func date(_ bytes: ByteView) -> MailDate? {
    var reader = DateReader(bytes)
    return reader.read()
  }

  private mutating func read() -> MailDate? {
    var at = 0
    while at < bytes.count, !isImpossible, !isComplete {
      let byte = bytes[at]
      if byte == 0x28 {
        at = CommentScanner.end(of: bytes, from: at)
      } else if ASCII.isDigit(byte) {
        at = readNumber(at)
      } else if byte == 0x2B || byte == 0x2D, time != nil, !hasZone, ASCII.isDigit(bytes[at + 1]) {
        at = readOffset(at)
      } else if ASCII.isLetter(byte) || byte >= 0x80 {
        at = readWord(at)
      } else {
        at += 1
      }
    }
    guard !isImpossible, let year, let month, let day, let time else { return nil }
    guard (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
    guard time.hour < 24, time.minute < 60, time.second <= 60 else { return nil }
    let minutes = isZoneUnknown ? nil : zone.flatMap(Int16.init(exactly:))
    return MailDate(
      year: year, month: month, day: day, hour: time.hour, minute: time.minute, second: time.second,
      zoneMinutes: minutes)
  }

  /// Whether all is known; what follows the zone is no part of the date.
  private var isComplete: Bool { hasZone && year != nil && month != nil && day != nil && time != nil }

  private mutating func readNumber(_ start: Int) -> Int {
    var at = start
    var value = 0
    while ASCII.isDigit(bytes[at]) {
      if at - start < 9 { value = value * 10 + Int(bytes[at] &- 0x30) }
      at += 1
    }
    let digits = at - start
    guard digits <= 8 else {
      isImpossible = true
      return at
    }
    let next = bytes[at]
    if time == nil, digits <= 2 {
      // Blanks may stand around the colon (RFC 5322 §4.3).
      let colon = skipBlanks(at)
      if bytes[colon] == 0x3A { return readTime(colon, hour: value, separator: 0x3A) }
      if next == 0x2E, isTimeWithDots(at) { return readTime(at, hour: value, separator: next) }
    }
    // 2021-09-14, 2021/09/14 and 20210914T…
    if year == nil, month == nil, digits == 4, next == 0x2D || next == 0x2F, ASCII.isDigit(bytes[at + 1]) {
      return readISODate(at, year: value)
    }
    if digits == 8, year == nil, bytes[at] == 0x54 {
      year = value / 10_000
      month = value / 100 % 100
      day = value % 100
      return readBasicTime(at)
    }
    // 14/09/2021 says nothing sure about day and month unless one of them is above 12.
    if day == nil, month == nil, digits <= 2, next == 0x2F || next == 0x2E, ASCII.isDigit(bytes[at + 1]) {
      return readNumericDate(at, first: value)
    }
    if digits >= 3 {
      if year == nil { year = digits == 3 ? value + 1_900 : value }
      if digits > 4 { isImpossible = true }
    } else if day == nil, month == nil, year != nil {
      // `2021. 9. 14.`, and the same with characters of East Asia between the numbers.
      month = value
      isMonthBehindYear = true
    } else if day == nil {
      day = value
    } else if year == nil, month != nil {
      // RFC 5322 §4.3.
      year = value < 50 ? value + 2_000 : value + 1_900
    }
    return at
  }

  private func isTimeWithDots(_ at: Int) -> Bool {
    day != nil && month != nil && ASCII.isDigit(bytes[at + 1]) && ASCII.isDigit(bytes[at + 2])
      && !ASCII.isDigit(bytes[at + 3])
  }

  private mutating func readTime(_ colon: Int, hour: Int, separator: UInt8) -> Int {
    var at = colon + 1
    var numbers = [hour]
    while numbers.count < 3 {
      while ASCII.isBlank(bytes[at]) { at += 1 }
      guard ASCII.isDigit(bytes[at]) else { break }
      var value = 0
      let start = at
      while ASCII.isDigit(bytes[at]), at - start < 3 {
        value = value * 10 + Int(bytes[at] &- 0x30)
        at += 1
      }
      numbers.append(value)
      guard numbers.count < 3, bytes[skipBlanks(at)] == separator else { break }
      at = skipBlanks(at) + 1
    }
    guard numbers.count >= 2 else { return at }
    // Fractions of a second are dropped.
    if bytes[at] == 0x2E || bytes[at] == 0x2C, ASCII.isDigit(bytes[at + 1]) {
      at += 1
      while ASCII.isDigit(bytes[at]) { at += 1 }
    }
    time = (numbers[0], numbers[1], numbers.count > 2 ? numbers[2] : 0)
    if let half { take(half) }
    return at
  }

  /// The time of `20210914T100311Z` (ISO 8601, basic format), where it stands behind the `T`.
  private mutating func readBasicTime(_ separator: Int) -> Int {
    var at = separator + 1
    var value = 0
    while ASCII.isDigit(bytes[at]), at - separator <= 6 {
      value = value * 10 + Int(bytes[at] &- 0x30)
      at += 1
    }
    guard at - separator == 7, !ASCII.isDigit(bytes[at]) else { return separator }
    time = (value / 10_000, value / 100 % 100, value % 100)
    return at
  }

  private func skipBlanks(_ start: Int) -> Int {
    var at = start
    while ASCII.isBlank(bytes[at]) { at += 1 }
    return at
  }

  /// Counts the time as one of the day's first or second half, where its hour is one of twelve.
  private mutating func take(_ half: DateNames.DayHalf) {
    guard let clock = time, (1...12).contains(clock.hour) else { return }
    time = (clock.hour % 12 + (half == .second ? 12 : 0), clock.minute, clock.second)
  }

  private mutating func readISODate(_ separator: Int, year value: Int) -> Int {
    var at = separator
    var numbers: [Int] = []
    while numbers.count < 2, bytes[at] == bytes[separator], ASCII.isDigit(bytes[at + 1]) {
      at += 1
      var number = 0
      let start = at
      while ASCII.isDigit(bytes[at]), at - start < 3 {
        number = number * 10 + Int(bytes[at] &- 0x30)
        at += 1
      }
      numbers.append(number)
    }
    guard numbers.count == 2 else {
      isImpossible = true
      return at
    }
    (year, month, day) = (value, numbers[0], numbers[1])
    return at
  }

  private mutating func readNumericDate(_ separator: Int, first: Int) -> Int {
    var at = separator
    var numbers = [first]
    while numbers.count < 3, bytes[at] == bytes[separator], ASCII.isDigit(bytes[at + 1]) {
      at += 1
      var number = 0
      let start = at
      while ASCII.isDigit(bytes[at]), at - start < 4 {
        number = number * 10 + Int(bytes[at] &- 0x30)
        at += 1
      }
      numbers.append(number)
    }
    guard numbers.count == 3 else {
      if numbers.count == 2, bytes[separator] == 0x2E, month == nil { day = first }
      return at
    }
    let dayFirst = bytes[separator] == 0x2E || numbers[0] > 12
    (day, month) = dayFirst ? (numbers[0], numbers[1]) : (numbers[1], numbers[0])
    year = numbers[2] < 50 ? numbers[2] + 2_000 : numbers[2] < 100 ? numbers[2] + 1_900 : numbers[2]
    return at
  }

  /// A zone as `+0200`, `+02:00` or `+2`.
  private mutating func readOffset(_ start: Int) -> Int {
    var at = start + 1
    var digits: [Int] = []
    while digits.count < 6, ASCII.isDigit(bytes[at]) || (bytes[at] == 0x3A && digits.count == 2) {
      if bytes[at] == 0x3A {
      } else {
        digits.append(Int(bytes[at] &- 0x30))
      }
      at += 1
    }
    // A year of its own behind the time, as in `12:00:00 -2021`, does not happen; four digits are a zone.
    let value = digits.reduce(0) { $0 * 10 + $1 }
    let minutes: Int
    switch digits.count {
    case 1, 2: minutes = value * 60
    case 3, 4: minutes = value / 100 * 60 + value % 100
    default: minutes = Int.max
    }
    hasZone = true
    guard minutes < 24 * 60, digits.count < 3 || value % 100 < 60 else {
      isZoneUnknown = true
      return at
    }
    if minutes == 0, bytes[start] == 0x2D {
      // RFC 5322 §3.3: `-0000` says that the zone is not told.
      isZoneUnknown = true
    } else {
      zone = bytes[start] == 0x2D ? -minutes : minutes
    }
    return at
  }

  private mutating func readWord(_ start: Int) -> Int {
    var at = start
    while ASCII.isLetter(bytes[at]) || bytes[at] >= 0x80 { at += 1 }
    let word = HeaderText.string(bytes[start..<at]).text.lowercased()
    // A weekday: in some languages it is spelt like a month (`Mar, 14 Sep 2021`).
    if day == nil, month == nil, year == nil, bytes[at] == 0x2C { return at }
    if isMonthDoubtful, day != nil, let named = DateNames.month(word) {
      month = named
      isMonthDoubtful = false
      return at
    }
    if isMonthBehindYear, day == nil, let named = DateNames.month(word) {
      (day, month) = (month, named)
      isMonthBehindYear = false
      return at
    }
    if month == nil, let named = DateNames.month(word) {
      month = named
      isMonthDoubtful = day == nil
      return at
    }
    if !hasZone {
      // `p.m.`
      let isDotted = at - start == 1 && bytes[at] == 0x2E && bytes.matches(lowercase: "m", at: at + 1)
      if let named = DateNames.dayHalf(isDotted ? word + "m" : word) {
        if time == nil { half = named } else { take(named) }
        return isDotted ? at + 2 : at
      }
    }
    if time != nil, !hasZone {
      if let named = DateNames.zone(word) {
        hasZone = true
        zone = named
        // `GMT+0200`, `UTC-5`: the number that follows is the zone.
        if named == 0, bytes[at] == 0x2B || bytes[at] == 0x2D, ASCII.isDigit(bytes[at + 1]) {
          hasZone = false
        }
        return at
      }
      if at - start == 1, word != "t" {
        // RFC 5322 §4.3: military zones were used with both signs, so they say nothing.
        hasZone = true
        isZoneUnknown = true
      }
    }
    return at
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
