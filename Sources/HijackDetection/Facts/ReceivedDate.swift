import MailModel

/// Reads the date that ends a Received field (RFC 5322 §3.3), leniently about the day's name, blanks and comments.
enum ReceivedDate {
  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// Seconds since 1970; nil where day, month, year and time cannot be made out.
  static func seconds(_ bytes: some Sequence<UInt8>) -> Int64? {
    let text = String(decoding: Array(bytes).prefix(96), as: UTF8.self).lowercased()
    var day: Int?
    var month: Int?
    var year: Int?
    var clock: [Int] = []
    var zone = 0
    for word in text.split(whereSeparator: { " ,\t\r\n".contains($0) }) {
      if word.first == "(" { break }
      if word.utf8.contains(0x3A) {
        clock = word.split(separator: ":").map { Int($0) ?? -1 }
      } else if let index = months.firstIndex(of: String(word.prefix(3))), day != nil, month == nil {
        month = index + 1
      } else if (word.first == "+" || word.first == "-"), word.utf8.count == 5, let offset = Int(word.dropFirst()) {
        zone = (offset / 100 * 60 + offset % 100) * (word.first == "-" ? -1 : 1)
      } else if let number = Int(word), number >= 0 {
        if day == nil { day = number } else if month != nil, year == nil { year = number }
      }
    }
    guard let day, let month, let year, (1...31).contains(day), (1970...2200).contains(year),
      clock.count >= 2, clock.allSatisfy({ (0...60).contains($0) }), (-1440...1440).contains(zone)
    else { return nil }
    return MailDate(
      year: year, month: month, day: day, hour: clock[0], minute: clock[1], second: clock.count > 2 ? clock[2] : 0,
      zoneMinutes: Int16(zone)
    ).seconds
  }
}
