/// A point in time as a mail states it: seconds of UTC and the zone in which its writer's clock stood.
///
/// Ordered by the instant; the zone breaks ties, so that the order is total.
public struct MailDate: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
  public var seconds: Int64
  /// The zone's offset from UTC in minutes, east positive; nil where the mail names none that is known
  /// (`-0000` included, RFC 5322 §3.3).
  public var zoneMinutes: Int16?

  /// Makes a date from seconds since 1970 and the offset of the writer's zone in minutes.
  public init(seconds: Int64, zoneMinutes: Int16? = nil) {
    self.seconds = seconds
    self.zoneMinutes = zoneMinutes
  }

  /// Makes a date from a civil date and time in a zone (proleptic Gregorian calendar).
  ///
  /// Fields are taken as they are, in any range: a minute of 75 is the next hour's sixteenth.
  public init(
    year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, zoneMinutes: Int16? = nil
  ) {
    let days = Self.daysFromCivil(year: Int64(year), month: Int64(month), day: Int64(day))
    let local = days * 86_400 + Int64(hour) * 3_600 + Int64(minute) * 60 + Int64(second)
    self.init(seconds: local - Int64(zoneMinutes ?? 0) * 60, zoneMinutes: zoneMinutes)
  }

  /// The instant in UTC as RFC 3339, to the second: `2021-09-14T08:03:11Z`.
  public var rfc3339: String {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let (year, month, day) = Self.civilFromDays(days)
    return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
      + "T\(Self.padded(rest / 3_600, to: 2)):\(Self.padded(rest / 60 % 60, to: 2)):\(Self.padded(rest % 60, to: 2))Z"
  }

  /// The instant in UTC as a header field has it (RFC 5322 §3.3): `Tue, 14 Sep 2021 08:03:11 +0000`.
  public var rfc5322: String {
    let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
    let rest = seconds - days * 86_400
    let (year, month, day) = Self.civilFromDays(days)
    // 1970-01-01 was a Thursday.
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = weekdays[Int((days % 7 + 7) % 7)]
    return "\(weekday), \(Self.padded(day, to: 2)) \(months[Int(month - 1)]) \(Self.padded(year, to: 4)) "
      + "\(Self.padded(rest / 3_600, to: 2)):\(Self.padded(rest / 60 % 60, to: 2)):\(Self.padded(rest % 60, to: 2)) "
      + "+0000"
  }

  /// Orders dates by their instant, then by their zone.
  public static func < (left: Self, right: Self) -> Bool {
    (left.seconds, left.zoneMinutes ?? 0) < (right.seconds, right.zoneMinutes ?? 0)
  }

  private static func padded(_ number: Int64, to width: Int) -> String {
    let digits = String(number.magnitude)
    let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
    return (number < 0 ? "-" : "") + zeros + digits
  }

  // Days since 1970-01-01 and back, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2014).
  private static func daysFromCivil(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civilFromDays(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthPrime = (5 * dayOfYear + 2) / 153
    let month = monthPrime < 10 ? monthPrime + 3 : monthPrime - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthPrime + 2) / 5 + 1)
  }
}
