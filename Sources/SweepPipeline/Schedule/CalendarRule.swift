/// When something runs again and again: what systemd's OnCalendar and a line of cron can both say.
///
/// `[days of the week] [*-months-days] hours:minutes[:00]`, each part a `*`, numbers, ranges (`1..5`), lists (`0,30`) and
/// steps (`0/15`); or `hourly`, `daily`, `weekly`, `monthly`. Times are local.
public struct CalendarRule: Sendable, Hashable {
  /// As it was written, with single blanks.
  public let text: String
  /// The five fields of a line of cron: minute, hour, day, month, day of the week.
  public let cronFields: [String]

  /// Why a text is no such rule.
  struct Failure: Error { var message: String }

  private static let words = [
    "hourly": "*-*-* *:00", "daily": "*-*-* 00:00", "weekly": "Mon *-*-* 00:00", "monthly": "*-*-01 00:00",
  ]
  private static let days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// Reads a rule.
  init(_ text: String) throws(Failure) {
    let pieces = text.split(separator: " ").map(String.init)
    self.text = pieces.joined(separator: " ")
    var rest = (Self.words[self.text] ?? self.text).split(separator: " ").map(String.init)[...]
    guard let time = rest.popLast(), time.contains(":") else {
      throw Failure(message: "a time such as 02:30 is missing")
    }
    var (month, day, weekday) = ("*", "*", "*")
    if let date = rest.last, date.contains("-"), date.first.map({ !$0.isLetter }) == true {
      rest.removeLast()
      (month, day) = try Self.date(date)
    }
    if let names = rest.popLast() { weekday = try Self.weekdays(names) }
    guard rest.isEmpty else { throw Failure(message: "a rule is days of the week, a date and a time, in this order") }
    guard day == "*" || weekday == "*" else {
      throw Failure(message: "name days of the week or days of the month, not both: cron takes either of them")
    }
    let (hour, minute) = try Self.time(time)
    cronFields = [minute, hour, day, month, weekday]
  }

  private static func date(_ text: String) throws(Failure) -> (month: String, day: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 || parts.count == 2 else { throw Failure(message: "a date is *-MONTH-DAY, such as *-*-01") }
    guard parts.count == 2 || parts.first == "*" else { throw Failure(message: "the year has to be *") }
    let tail = parts.suffix(2)
    return (try numbers(tail.first ?? "", 1...12), try numbers(tail.last ?? "", 1...31))
  }

  private static func time(_ text: String) throws(Failure) -> (hour: String, minute: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2 || parts.count == 3 && Int(parts[2]) == 0 else {
      throw Failure(message: "a time is HOUR:MINUTE, such as 02:30; seconds have to be 00")
    }
    return (try numbers(parts[0], 0...23), try numbers(parts[1], 0...59))
  }

  private static func weekdays(_ text: String) throws(Failure) -> String {
    var fields: [String] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = item.split(separator: ".", omittingEmptySubsequences: true).map { name in
        days.firstIndex { name.lowercased() == $0 || name.lowercased() == Self.long($0) }
      }
      guard let first = ends.first ?? nil else { throw Failure(message: "'\(item)' is no day of the week") }
      guard item.contains("..") else {
        guard ends.count == 1 else { throw Failure(message: "'\(item)' is no day of the week") }
        fields.append(String(first))
        continue
      }
      guard ends.count == 2, let end = ends[1] else { throw Failure(message: "'\(item)' is no range of days") }
      // Sunday ends a week here; cron knows it by 7 too.
      let last = end == 0 && first > 0 ? 7 : end
      guard first < last else { throw Failure(message: "'\(item)' is no range of days") }
      fields.append("\(first)-\(last)")
    }
    return fields.joined(separator: ",")
  }

  private static func long(_ day: String) -> String {
    ["sun": "sunday", "mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"][day]
      ?? "saturday"
  }

  /// A field of numbers as cron has it.
  private static func numbers(_ text: String, _ range: ClosedRange<Int>) throws(Failure) -> String {
    let failure = Failure(message: "'\(text)' is not numbers from \(range.lowerBound) to \(range.upperBound)")
    if text == "*" { return "*" }
    func number(_ text: Substring) -> Int? {
      guard !text.isEmpty, text.utf8.count <= 2, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
    var fields: [String] = []
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = item.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      var field: String
      if let dots = halves[0].firstRange(of: "..") {
        guard let first = number(halves[0][..<dots.lowerBound]), let last = number(halves[0][dots.upperBound...]),
          first < last
        else { throw failure }
        field = "\(first)-\(last)"
      } else if halves[0] == "*", halves.count == 2 {
        field = "\(range.lowerBound)-\(range.upperBound)"
      } else {
        guard let first = number(halves[0]) else { throw failure }
        field = halves.count == 2 ? "\(first)-\(range.upperBound)" : String(first)
      }
      if halves.count == 2 {
        guard let step = Int(halves[1]), (1...range.upperBound).contains(step) else { throw failure }
        field += "/\(step)"
      }
      fields.append(field)
    }
    guard !fields.isEmpty else { throw failure }
    return fields.joined(separator: ",")
  }
}

extension ValueForm where Value == CalendarRule {
  /// When something runs.
  static var calendar: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        let text = try node.string()
        do throws(CalendarRule.Failure) {
          return try CalendarRule(text)
        } catch {
          throw node.error("a time of the calendar, such as *-*-* 02:30, is expected here: \(error.message)")
        }
      },
      show: { .text($0.text) },
      schema: [.init("type", .text("string")), .init("minLength", .integer(1))],
      expects: "a time of the calendar, such as *-*-* 02:30")
  }
}
