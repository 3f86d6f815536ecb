import MailModel
import MailParsing
import Testing

struct DateParsingTests {
  @Test(arguments: [
    ("Tue, 14 Sep 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", false),
    ("14 Sep 2021 08:03:11 GMT", "2021-09-14T08:03:11Z", false),
    ("Tue, 14 Sep 2021 10:03:11 +0200 (CEST)", "2021-09-14T08:03:11Z", false),
    ("Tue, 14 Sep 2021 08:03:11 -0000", "2021-09-14T08:03:11Z", false),
    ("Tue, 14 Sep 21 08:03:11 +0000", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 99 08:03:11 +0000", "1999-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 08:03 +0000", "2021-09-14T08:03:00Z", true),
    ("Tue, 14 Sep 2021 04:03:11 EDT", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 08:03:11", "2021-09-14T08:03:11Z", true),
    ("Tue Sep 14 08:03:11 2021", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 10:03:11 GMT+0200", "2021-09-14T08:03:11Z", true),
    ("2021-09-14T10:03:11+02:00", "2021-09-14T08:03:11Z", true),
    ("2021-09-14 08:03:11", "2021-09-14T08:03:11Z", true),
    ("14-Sep-2021 08:03:11 +0000", "2021-09-14T08:03:11Z", true),
    ("Di, 14 Mär 2023 09:00:00 +0100", "2023-03-14T08:00:00Z", true),
    ("mar., 14 déc. 2021 09:00:00 +0100", "2021-12-14T08:00:00Z", true),
    ("Mar, 14 Sep 2021 08:03:11 +0000", "2021-09-14T08:03:11Z", true),
    ("Sun, 09 Jun 2024 22:42:03 +0000-62495-238", "2024-06-09T22:42:03Z", true),
    ("Tue, 14 Sep 2021 11:03:11 PM +0000", "2021-09-14T23:03:11Z", true),
    ("Sat, 31 Dec 2016 23:59:60 +0000", "2017-01-01T00:00:00Z", false),
    ("Thu, 01 Jan 0102 00:00:00 +0000", "0102-01-01T00:00:00Z", true),
    // What stands behind the time is no zone, and what stands behind the zone no part of the date.
    ("Tue, 1 Feb 2005 06:34:47 03:32:34 -0700", "2005-02-01T13:34:47Z", true),
    ("Tue, 14 Sep 2021 10:03:11 +0200 +0300", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 10:03:11 +0200 (a (b) c) ", "2021-09-14T08:03:11Z", false),
    ("Tue, 14 Sep 2021 10:03:11 +0200 (a", "2021-09-14T08:03:11Z", true),
    // Forms that RFC 5322 §4 calls obsolete.
    ("Tue , 14 Sep 2021 10 : 03 : 11 +0200", "2021-09-14T08:03:11Z", true),
    ("Tue, (c) 14 Sep 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 08:03:11 UT", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 08:03:11 Z", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 121 08:03:11 +0000", "2021-09-14T08:03:11Z", true),
    // A weekday that the date does not have.
    ("Wed, 14 Sep 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 23:30:00 -0500", "2021-09-15T04:30:00Z", false),
    ("Wed, 15 Sep 2021 00:30:00 +0200", "2021-09-14T22:30:00Z", false),
    ("tue,14 sep  2021 10:03:11 +0200", "2021-09-14T08:03:11Z", false),
    ("Tue 14 Sep 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 10:03:11+0200", "2021-09-14T08:03:11Z", true),
    // Months of other languages, by how they begin.
    ("Вт, 14 сентября 2021 11:03:11 +0300", "2021-09-14T08:03:11Z", true),
    ("wt., 14 września 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("mardi 14 septembre 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("martes, 14 de septiembre de 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("maanantai 13. syyskuuta 2021 10:03:11 +0200", "2021-09-13T08:03:11Z", true),
    ("14 července 2021 10:03:11 +0200", "2021-07-14T08:03:11Z", true),
    ("Sal, 14 Eyl 2021 10:03:11 +0200", "2021-09-14T08:03:11Z", true),
    ("2021年9月14日(火) 17:03:11 +0900", "2021-09-14T08:03:11Z", true),
    ("2021. 9. 14. 오후 5:03:11 +0900", "2021-09-14T08:03:11Z", true),
    // ISO 8601.
    ("20210914T080311Z", "2021-09-14T08:03:11Z", true),
    ("2021-09-14T10:03:11.123456+02:00", "2021-09-14T08:03:11Z", true),
    ("Tue, 14 Sep 2021 5:03:11 p.m. +0900", "2021-09-14T08:03:11Z", true),
    ("=?utf-8?Q?Tue,_14_Sep_2021_10:03:11_+0200?=", "2021-09-14T08:03:11Z", true),
  ])
  func reads(text: String, expected: String, isRepaired: Bool) {
    let (date, repaired) = DateParsing.date(text)
    #expect(date?.rfc3339 == expected)
    #expect(repaired == isRepaired)
  }

  @Test(arguments: [
    "", "yesterday", "Tue, 31 Feb 2021 08:03:11 +0000", "Tue, 14 Sep 2021 25:03:11 +0000", "Tue, 14 Sep 2021",
    "99999999999999999999 Sep 2021 08:03:11", "Tue, 14 Xyz 2021 08:03:11 +0000", "((((((", "::::::", "1:2:3:4:5",
  ])
  func refuses(text: String) {
    #expect(DateParsing.date(text).date == nil)
  }

  @Test func keepsTheZone() {
    #expect(DateParsing.date("Tue, 14 Sep 2021 10:03:11 +0530").date?.zoneMinutes == 330)
    #expect(DateParsing.date("Tue, 14 Sep 2021 10:03:11 -0000").date?.zoneMinutes == nil)
    #expect(DateParsing.date("Tue, 14 Sep 2021 10:03:11 +9999").date?.zoneMinutes == nil)
  }
}
