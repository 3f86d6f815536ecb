import MailModel
import Testing

@Suite struct Base64EncodingTests {
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("\u{0}\u{0}", "AAA="),
  ])
  func base64(text: String, encoded: String) { #expect(Base64Encoding.text(of: Array(text.utf8)) == encoded) }

  @Test func linesBreakAtTheirLengthButNotAtTheEnd() {
    var out: [UInt8] = []
    Base64Encoding.append(Array(repeating: 0, count: 12), lineLength: 8, to: &out)
    #expect(String(decoding: out, as: UTF8.self) == "AAAAAAAA\nAAAAAAAA")
  }
}
