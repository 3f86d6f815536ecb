import Testing

@testable import SweepPipeline

@Suite("Times of the calendar")
struct CalendarRuleTests {
  @Test(arguments: [
    ("*-*-* 02:30", "30 2 * * *"), ("02:30:00", "30 2 * * *"), ("daily", "0 0 * * *"), ("hourly", "0 * * * *"),
    ("weekly", "0 0 * * 1"), ("monthly", "0 0 1 * *"), ("*:0/15", "0-59/15 * * * *"),
    ("*-*-1,15 04:05", "5 4 1,15 * *"),
    ("Mon..Fri 22:00", "0 22 * * 1-5"), ("Sat,Sun *-*-* 6:00", "0 6 * * 6,0"), ("Fri..Sun 6:00", "0 6 * * 5-7"),
    ("*-01..06-* 1..3:00", "0 1-3 * 1-6 *"), ("*:*/10", "0-59/10 * * * *"), ("  monday   03:00 ", "0 3 * * 1"),
  ])
  func rulesAreLinesOfCronToo(text: String, cron: String) throws {
    #expect(try CalendarRule(text).cronFields.joined(separator: " ") == cron)
  }

  @Test(arguments: [
    "", "tomorrow", "25:00", "02:60", "02:30:30", "2021-*-* 02:30", "Mon *-*-01 02:30", "*-13-* 02:30", "02",
    "Mon..Mon 1:00",
    "Funday 02:30", "*-*-* 02:30 UTC", "*:0/0", "*-*-* *-*-* 02:30", "5..1:00", "*:", ":30", "Mon.Fri 02:30", "1,:00",
  ])
  func whatOneOfThemCannotSayIsRefused(text: String) {
    #expect(throws: CalendarRule.Failure.self) { try CalendarRule(text) }
  }
}
