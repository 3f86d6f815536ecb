import MailModel
import Testing

@Suite("Dates") struct MailDateTests {
  @Test(
    "Civil dates in a zone",
    arguments: [
      (1970, 1, 1, 0, 0, 0, 0, "1970-01-01T00:00:00Z"), (2021, 9, 14, 10, 3, 11, 120, "2021-09-14T08:03:11Z"),
      (2021, 9, 13, 23, 3, 11, -540, "2021-09-14T08:03:11Z"), (2000, 2, 29, 12, 0, 0, 0, "2000-02-29T12:00:00Z"),
      (1900, 3, 1, 0, 0, 0, 0, "1900-03-01T00:00:00Z"), (1969, 12, 31, 23, 59, 59, 0, "1969-12-31T23:59:59Z"),
      (2038, 1, 19, 3, 14, 8, 0, "2038-01-19T03:14:08Z"), (102, 1, 1, 0, 0, 0, 0, "0102-01-01T00:00:00Z"),
      (1601, 1, 1, 0, 0, 0, 0, "1601-01-01T00:00:00Z"), (2021, 12, 31, 23, 59, 60, 0, "2022-01-01T00:00:00Z"),
      (2021, 1, 1, 0, 75, 0, 0, "2021-01-01T01:15:00Z"),
    ])
  func civil(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int, _ zone: Int, _ text: String
  ) {
    let date = MailDate(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, zoneMinutes: Int16(zone))
    #expect(date.rfc3339 == text)
  }

  @Test("Every day of four centuries follows the one before") func days() {
    let first = MailDate(year: 1_800, month: 1, day: 1).seconds
    var seconds = first
    for year in 1_800..<2_200 {
      for month in 1...12 {
        #expect(MailDate(year: year, month: month, day: 1).seconds == seconds)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        seconds += Int64(length) * 86_400
      }
    }
  }

  @Test("Ordered by the instant, then by the zone") func order() {
    let dates = [
      MailDate(seconds: 1, zoneMinutes: 60), MailDate(seconds: 0, zoneMinutes: 60), MailDate(seconds: 0),
      MailDate(seconds: 0, zoneMinutes: -60),
    ]
    #expect(dates.sorted().map { $0.zoneMinutes ?? 0 } == [-60, 0, 60, 60])
    #expect(dates.sorted().last?.seconds == 1)
  }
}
