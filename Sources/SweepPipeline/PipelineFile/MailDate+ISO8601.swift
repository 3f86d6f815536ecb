import MailModel

extension MailDate {
  /// Reads a date as people write it in options and pipeline files: `2021-09-14`, or RFC 3339 with time and zone.
  ///
  /// A date alone is its first second in UTC. Nil where the text is anything else, or no such day exists.
  public init?(iso8601 text: String) {
    var fields = DigitFields(text)
    guard let year = fields.number(4), fields.skip("-"), let month = fields.number(2), fields.skip("-"),
      let day = fields.number(2), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var (hour, minute, second, zone) = (0, 0, 0, 0)
    if !fields.isAtEnd {
      guard fields.skip("T") || fields.skip(" ") || fields.skip("t"), let hours = fields.number(2), fields.skip(":"),
        let minutes = fields.number(2), hours < 24, minutes < 60
      else { return nil }
      (hour, minute) = (hours, minutes)
      if fields.skip(":") {
        guard let seconds = fields.number(2), seconds < 61 else { return nil }
        second = seconds
      }
      guard let offset = fields.zone(), fields.isAtEnd else { return nil }
      zone = offset
    }
    let date = MailDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, zoneMinutes: Int16(zone))
    // 31 February is no day: the calendar would have carried it into March.
    let noon = MailDate(year: year, month: month, day: day, hour: 12).rfc3339
    guard noon.hasPrefix(text.prefix(10)) else { return nil }
    self = date
  }
}

/// Reads fixed-width digit fields from a text.
private struct DigitFields {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func number(_ digits: Int) -> Int? {
    var value = 0
    guard rest.count >= digits else { return nil }
    for byte in rest.prefix(digits) {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    rest = rest.dropFirst(digits)
    return value
  }

  /// `Z` or `+02:00`, in minutes; no zone at all is UTC.
  mutating func zone() -> Int? {
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let isEast = skip("+")
    guard isEast || skip("-"), let hours = number(2), skip(":") || true, let minutes = number(2), hours < 24,
      minutes < 60
    else { return nil }
    return (isEast ? 1 : -1) * (hours * 60 + minutes)
  }
}
