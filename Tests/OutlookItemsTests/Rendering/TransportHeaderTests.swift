import OutlookItems
import Testing

/// Headers that came over the wire: kept, but for what describes the body's form.
@Suite struct TransportHeaderTests {
  @Test(
    arguments: [
      (
        "Received: from a\r\n by b; now\r\nReceived: from c\r\nFrom: A <a@b>\r\nSubject: x\r\nsubject: y\r\n\r\n",
        "Received: from a\n by b; now\nReceived: from c\nFrom: A <a@b>\nSubject: x\nsubject: y\n"
      ),
      (
        "From: a@b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n boundary=x\r\n"
          + "Content-Transfer-Encoding: base64\r\nContent-Language: de\r\nX-MS-Has-Attach: yes\r\n",
        "From: a@b\nContent-Language: de\nX-MS-Has-Attach: yes\n"
      ),
      // A line that Outlook puts before, and what else stood behind the header.
      ("Microsoft Mail Internet Headers Version 2.0\r\nFrom: a@b\r\n\r\n--x\r\nTo: c@d\r\n", "From: a@b\n"),
      ("\r\n\r\nFrom: a@b\n\nbody: text", "From: a@b\n"),
      ("From: a@b\rSubject: x\r", "From: a@b\nSubject: x\n"),
      ("From: a@b\nSubject: x\ry\0z\n", "From: a@b\nSubject: x y z\n"),
      ("From: a@b\n \t\n c\nnothing that is a field\nTo: d@e\0\0", "From: a@b\n c\nTo: d@e\n"),
      ("From: a@b\nTo : c@d\n", "From: a@b\nTo : c@d\n"),
    ])
  func kept(transport: String, header: String) {
    let item = OutlookItem([(0x007D_001F, wide(transport)), (0x0037_001F, wide("of the store"))])
    #expect(item.text.hasPrefix(header + "MIME-Version: 1.0\n"))
  }

  @Test func eightBitHeadersKeepTheirBytes() {
    let raw = Array("From: a@b\r\nSubject: ".utf8) + [0xE9, 0xFF, 0x0D, 0x0A]
    let bytes = OutlookItem([(0x007D_001E, raw)]).rendered().bytes
    #expect(bytes.starts(with: Array("From: a@b\nSubject: ".utf8) + [0xE9, 0xFF, 0x0A]))
  }

  @Test func aHeaderWithoutASenderIsFilledUp() {
    let item = OutlookItem([
      (0x007D_001F, wide("Received: from x\r\n by y\r\nSubject: other\r\n")), (0x0037_001F, wide("mine")),
      (0x0065_001F, wide("a@b.example")), (0x1035_001F, wide("<i@d>")),
    ])
    #expect(
      item.text.hasPrefix(
        "Received: from x\n by y\nSubject: other\nFrom: <a@b.example>\nMessage-ID: <i@d>\nMIME-Version: 1.0\n"))
  }

  @Test func whatIsLeftOutIsTold() {
    #expect(
      OutlookItem([(0x007D_001F, wide("From: a@b\nprose\n"))]).rendered().defects.map(\.code) == [.malformedHeader])
    var limits = RenderingLimits()
    limits.headerBytes = 20
    let item = OutlookItem([(0x007D_001F, wide("From: a@b\nSubject: 0123456789\nTo: c\n"))])
    let cut = item.rendered(within: limits)
    #expect(cut.defects.map(\.code) == [.headerTooLarge])
    #expect(String(decoding: cut.bytes, as: UTF8.self).hasPrefix("From: a@b\nTo: c\nMIME"))
  }
}
