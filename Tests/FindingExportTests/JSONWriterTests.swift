import Foundation
import Testing

@testable import FindingExport

@Suite("JSON writer")
struct JSONWriterTests {
  @Test(arguments: [
    ("plain", "\"plain\""), ("a\"b\\c", "\"a\\\"b\\\\c\""), ("\n\r\t", "\"\\n\\r\\t\""),
    ("\0\u{1B}[31m", "\"\\u0000\\u001b[31m\""),
    ("\u{7F}\u{85}", "\"\\u007f\\u0085\""), ("a\u{202E}b\u{2028}", "\"a\\u202eb\\u2028\""), ("Grüße 😀", "\"Grüße 😀\""),
    ("\u{FEFF}", "\"\\ufeff\""), ("a\u{E0041}", "\"a\\udb40\\udc41\""), ("\u{200B}", "\"\\u200b\""),
  ])
  func stringsAreEscaped(text: String, expected: String) {
    var json = JSONWriter()
    json.string(text)
    #expect(String(decoding: json.bytes, as: UTF8.self) == expected)
  }

  @Test(arguments: [
    (0.0, "0"), (1.0, "1"), (0.993, "0.993"), (-2.5, "-2.5"), (1e-7, "1e-07"), (.nan, "null"), (.infinity, "null"),
  ])
  func numbersAreValidJSON(number: Double, expected: String) throws {
    var json = JSONWriter()
    json.array { $0.number(number) }
    #expect(String(decoding: json.bytes, as: UTF8.self) == "[\(expected)]")
    _ = try JSONSerialization.jsonObject(with: Data(json.bytes))
  }

  @Test func nestedValuesAreSeparatedByCommas() throws {
    var json = JSONWriter()
    json.object { json in
      json.field("a", 1)
      json.field("b", nil as String?)
      json.strings("c", ["x", "y"])
      json.key("d")
      json.object { _ in }
      json.key("e")
      json.array([1, 2]) { json, number in json.object { $0.field("n", number) } }
      json.field("f", true)
    }
    json.endLine()
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text == #"{"a":1,"b":null,"c":["x","y"],"d":{},"e":[{"n":1},{"n":2}],"f":true}"# + "\n")
  }

  @Test func aReusedBufferStartsAnew() {
    var json = JSONWriter()
    json.number(1)
    json.removeAll()
    json.number(2)
    #expect(json.bytes == Array("2".utf8))
  }
}
