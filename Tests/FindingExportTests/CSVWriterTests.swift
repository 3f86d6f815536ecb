import Testing

@testable import FindingExport

@Suite("CSV writer")
struct CSVWriterTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b", "\"a\"\"b\""), ("a,b\r\nc", "\"a,b\r\nc\""), ("=1+1", "\"'=1+1\""),
    ("+1", "\"'+1\""),
    ("-1", "\"'-1\""), ("@x", "\"'@x\""), ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""),
    ("\0x", "\"'␀x\""), ("a\u{202E}b", "\"a<U+202E>b\""), ("a\u{1B}[0m", "\"a␛[0m\""),
    ("", "\"\""), ("a=1", "\"a=1\""), ("＝1", "\"'＝1\""),
  ])
  func cellsAreQuotedAndNeverFormulas(cell: String, expected: String) {
    var csv = CSVWriter()
    csv.row([cell])
    #expect(String(decoding: csv.bytes, as: UTF8.self) == expected + "\r\n")
  }

  @Test func rowsAreSeparatedByCommasAndEndWithCRLF() {
    var csv = CSVWriter()
    csv.row(["a", nil, "b"])
    #expect(String(decoding: csv.bytes, as: UTF8.self) == "\"a\",\"\",\"b\"\r\n")
  }
}
