import OutlookItems
import Testing

@Suite struct RichTextBodyTests {
  @Test(
    arguments: [
      ("{\\rtf1\\ansi Hello\\par World}", "Hello\nWorld"),
      ("{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\*\\generator Word;}x\r\ny}", "xy"),
      ("{\\rtf1 a\\'e9b\\{\\}\\\\}", "aéb{}\\"),
      ("{\\rtf1\\ansicpg1251 \\'cf\\'f0}", "Пр"),
      // Characters of two bytes, the second of which is a letter.
      ("{\\rtf1{\\fonttbl{\\f1\\fcharset128 MS Gothic;}}\\f1\\'83A\\plain \\'e9}", "アé"),
      (
        "{\\rtf1{\\fonttbl{\\f0\\fcharset204;}{\\f1\\fcharset161;}}\\f0\\'c0\\f1\\'e1\\f0\\'c1{\\f1\\'e2}\\'c2}",
        "АαБβВ"
      ),
      ("{\\rtf1\\uc1 \\u8364?x\\u-10179?\\u-8704?}", "€x😀"),
      ("{\\rtf1{\\uc2 \\u8364\\'80?}x\\uc0\\u65 y}", "€xAy"),
      ("{\\rtf1 a\\tab b\\~c\\lquote d\\emdash}", "a\tb\u{A0}c‘d—"),
      ("{\\rtf1{\\pict 00ff}a{\\bin3 {{{}b}", "ab"),
      (
        "{\\rtf1{\\field{\\*\\fldinst{HYPERLINK \"https://x.example/\"}}{\\fldrslt{click}}} now}",
        "<https://x.example/> click now"
      ),
      ("{\\rtf1 open {group", "open group"), ("no rich text", "no rich text"), ("{\\rtf1 a}trailing}", "a"), ("", ""),
      ("{\\rtf1 a\\", "a"), ("{\\rtf1 \\'4", "4"),
    ])
  func text(rtf: String, text: String) {
    let body = RichTextBody(Array(rtf.utf8), limit: 1_000)
    #expect(body.form == .richText)
    #expect(String(decoding: body.text, as: UTF8.self) == text)
  }

  @Test(
    arguments: [
      (
        "{\\rtf1\\ansi\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fcharset204 Arial;}}\r\n{\\*\\htmltag18 <html>}"
          + "{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 \\f0\\'cf\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>}}",
        "<html><p>П</p>"
      ),
      (
        "{\\rtf1\\fromhtml1{\\*\\htmltag84 &lt;}\\htmlrtf <\\htmlrtf0 {\\*\\mhtmltag0 <img>}{\\*\\htmltag0 <img\\par>}}",
        "&lt;<img\n>"
      ),
      ("{\\rtf1\\fromhtml1 a\\htmlrtf1 b{c\\htmlrtf0 d}e\\htmlrtf0 f{\\pntext g}}", "adf"),
    ])
  func html(rtf: String, html: String) {
    let body = RichTextBody(Array(rtf.utf8), limit: 1_000)
    #expect(body.form == .html)
    #expect(String(decoding: body.text, as: UTF8.self) == html)
  }

  @Test func objectsAreSeen() {
    #expect(RichTextBody(Array("{\\rtf1{\\object\\objemb{\\*\\objdata 01}}}".utf8), limit: 9).hasObjects)
    #expect(!RichTextBody(Array("{\\rtf1 objdata}".utf8), limit: 9).hasObjects)
  }

  @Test func depthAndLengthAreBounded() {
    let deep = [UInt8](repeating: 0x7B, count: 1_000_000) + Array("x".utf8)
    #expect(RichTextBody(deep, limit: 100).text == [0x78])
    let long = [UInt8](repeating: 0x61, count: 3_000_000)
    #expect(RichTextBody(long, limit: 100).text.count == 100)
    let wide = Array("{\\rtf1\\uc0 \\u8364\\u8364}".utf8)
    #expect(RichTextBody(wide, limit: 4).text == [0xE2, 0x82, 0xAC])
  }
}
