import MailModel

/// Reads the date that ends a Received field (RFC 5322 §3.3), leniently about the day's name, blanks and comments.
struct ReceivedDate {
  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var zone = 0
  /// Hours, minutes and seconds, as far as the clock names them.
  private var clock = (hour: 0, minute: 0, second: 0)
  private var clockParts = 0
  private var isClockBroken = false

  /// Bytes that are looked at; real dates are far shorter.
  private static let maximumBytes = 96

  /// Seconds since 1970; nil where day, month, year and time cannot be made out.
  static func seconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
    var date = ReceivedDate()
    let bytes = bytes.prefix(maximumBytes)
    var at = bytes.startIndex
    while at < bytes.endIndex {
      let start = at
      while at < bytes.endIndex, !isSeparator(bytes[at]) { at += 1 }
      if start == at {
        at += 1
        continue
      }
      // A comment names the zone once more.
      if bytes[start] == 0x28 { break }
      date.take(bytes[start..<at])
    }
    return date.seconds
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x2C || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  private mutating func take(_ word: ArraySlice<UInt8>) {
    if word.contains(0x3A) {
      takeClock(word)
    } else if day != nil, month == nil, let number = Self.month(word) {
      month = number
    } else if let sign = word.first, sign == 0x2B || sign == 0x2D {
      guard word.count == 5, let offset = word.dropFirst().decimalValue else { return }
      zone = (offset / 100 * 60 + offset % 100) * (sign == 0x2D ? -1 : 1)
    } else if let number = word.decimalValue {
      if day == nil { day = number } else if month != nil, year == nil { year = number }
    }
  }

  private mutating func takeClock(_ word: ArraySlice<UInt8>) {
    clockParts = 0
    isClockBroken = false
    for part in word.split(separator: 0x3A, maxSplits: 4) {
      let value = part.decimalValue ?? -1
      if !(0...60).contains(value) { isClockBroken = true }
      switch clockParts {
      case 0: clock = (value, 0, 0)
      case 1: clock.minute = value
      case 2: clock.second = value
      default: break
      }
      clockParts += 1
    }
  }

  private var seconds: Int64? {
    guard let day, let month, let year, (1...31).contains(day), (1970...2200).contains(year), clockParts >= 2,
      !isClockBroken, (-1440...1440).contains(zone)
    else { return nil }
    return MailDate(
      year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second,
      zoneMinutes: Int16(zone)
    ).seconds
  }

  /// The month by the first three letters of its English name.
  private static func month(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 3 else { return nil }
    let key = word.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1.lowered) }
    return months.firstIndex(of: key).map { $0 + 1 }
  }

  private static let months: [UInt32] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
}
