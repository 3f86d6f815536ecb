import MailModel
import MailParsing
import Testing

struct TextTests {
  @Test(
    arguments: [
      ("utf-8", [0xC3, 0xA9], "é", false), ("UTF8", [0xC3, 0xA9], "é", false), ("3Dutf-8", [0xC3, 0xA9], "é", false),
      ("utf-8", [0x61, 0xE9], "a\u{FFFD}", true), ("iso-8859-1", [0xE9], "é", false),
      ("iso-8859-1", [0x80], "€", false),
      ("windows-1252", [0x93], "“", false), ("iso-8859-1", [0xC3, 0xA9], "é", true), ("us-ascii", [0xE9], "é", true),
      ("default", [0x61], "a", false), ("y", [0xC3, 0xA9], "é", true), ("koi8-r", [0xF0], "П", false),
      ("windows-1251", [0xCF], "П", false), ("cp-1251", [0xCF], "П", false), ("iso-8859-8-i", [0xE0], "א", false),
      ("gb2312", [0xD6, 0xD0], "中", false), ("big5", [0xA4, 0xA4], "中", false),
      ("chinesebig5", [0xA4, 0xA4], "中", false),
      ("shift_jis", [0x93, 0xFA], "日", false), ("ks_c_5601-1987", [0xC7, 0xD1], "한", false),
      ("euc-jp", [0xC6, 0xFC], "日", false),
      ("_iso-2022-jp$ESC", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x1B, 0x28, 0x42], "日", false),
      ("utf-7", Array("+ZeU-".utf8), "日", false), ("utf-16le", [0x61, 0x00], "a", false),
      ("hz-gb-2312", Array("a~{VP9z~}~~b".utf8), "a中国~b", false), ("hz", Array("~{VP\n9z".utf8), "中\n9z", false),
      ("iso_8859-2:1987", [0xB3], "ł", false), ("win-1250", [0xB3], "ł", false), ("windows1251", [0xCF], "П", false),
      ("1251", [0xCF], "П", false), ("dos-850", [0x81], "ü", false), ("macroman", [0x9F], "ü", false),
      ("charset=koi8-r", [0xF0], "П", false), ("x-gb2312", [0xD6, 0xD0], "中", false),
      ("gb2312", [0xE9, 0x46], "镕", false), ("gb2312", [0x81, 0x39, 0xEF, 0x30], "㐁", false),
      ("big5", [0xA3, 0xE1], "€", false), ("euc-kr", [0x8C, 0x63], "똠", false), ("iso-8859-15", [0xA4], "€", false),
      ("ucs-2", [0x00, 0x61], "a", false), ("utf-16", [0xFE, 0xFF, 0x00, 0x61], "a", false),
      ("utf-16", [0xFF, 0xFE, 0x61, 0x00], "a", false), ("utf-16", [0x61, 0x00, 0x62, 0x00], "ab", false),
      ("utf-16", [0x00, 0x61, 0x00, 0x62], "ab", false), ("utf-16", [0x4E, 0x2D], "中", false),
      ("utf-16", Array("plain".utf8), "plain", true), ("utf-16le", [0xFF, 0xFE, 0x61, 0x00], "a", false),
      ("us-ascii", [0xFF, 0xFE, 0x61, 0x00], "a", true), ("iso-8859-1", [0xEF, 0xBB, 0xBF, 0xC3, 0xA9], "é", true),
      ("no-such", [0x61], "a", false), ("../../etc", [0x61], "a", false), ("", [0xE9], "é", true),
    ] as [(String, [UInt8], String, Bool)])
  func decodes(charset: String, bytes: [UInt8], expected: String, isRepaired: Bool) {
    let outcome = bytes.withUnsafeBytes { CharsetDecoding.string(decoding: $0, charset: charset) }
    #expect(outcome.text == expected)
    #expect(outcome.isRepaired == isRepaired)
  }

  /// The body of a mail whose label lies, in whatever direction.
  @Test(
    arguments: [
      ("utf-8", "cp1252", "Müller schrieb über größere Änderungen."), ("utf-8", "cp1251", "Здравствуйте, это письмо."),
      ("utf-8", "koi8-r", "Здравствуйте, это письмо."), ("utf-8", "cp932", "こんにちは。先日の会議の資料を送ります。"),
      ("utf-8", "gb18030", "您好，这是上个月的发票，请查收并尽快付款。"), ("utf-8", "iso-2022-jp", "こんにちは。先日の会議"),
      ("iso-8859-1", "utf-8", "Müller schrieb über Änderungen."), ("koi8-r", "utf-8", "Здравствуйте, это письмо."),
      ("iso-8859-1", "cp1251", "Здравствуйте, это письмо о счёте."),
      ("windows-1252", "koi8-r", "Здравствуйте, это письмо."),
      ("iso-8859-1", "cp932", "こんにちは。先日の会議の資料を送ります。"),
      ("iso-8859-1", "gb18030", "您好，这是上个月的发票，请查收并尽快付款。"), ("iso-8859-1", "iso-2022-jp", "こんにちは。先日の会議"),
      ("iso-2022-jp", "cp932", "こんにちは。先日の会議の資料を送ります。"), ("us-ascii", "iso-2022-kr", "안녕하세요. 지난달"),
      ("utf-8", "utf-16", "Müller"), ("us-ascii", "gb18030", "您好，这是上个月的发票，请查收并尽快付款。"),
    ])
  func looksBehindLabels(label: String, charset: String, text: String) {
    let encoded = EncodedText.bytes(of: text, in: charset)
    #expect(!encoded.isEmpty)
    let message = parsed(bytes: Array("Content-Type: text/plain; charset=\(label)\n\n".utf8) + encoded)
    #expect(message.text == text)
    #expect(message.codes.contains(.malformedText))
  }

  /// What the label says is believed where the bytes allow it, damage and all.
  @Test(
    arguments: [
      ("iso-8859-1", [0xC4, 0xDC, 0xD6], "ÄÜÖ"),
      ("iso-8859-1", Array("RÉSUMÉ ÀÉÈ".unicodeScalars.map { UInt8($0.value) }), "RÉSUMÉ ÀÉÈ"),
      ("utf-8", [0x61, 0xFF, 0x62], "a\u{FFFD}b"), ("utf-8", [0xC3, 0xA9, 0xC3], "é\u{FFFD}"),
      ("utf-8", [0xC3, 0xA9, 0x80, 0xC3, 0xA9], "é\u{FFFD}é"),
    ] as [(String, [UInt8], String)])
  func believesLabels(label: String, bytes: [UInt8], text: String) {
    #expect(parsed(bytes: Array("Content-Type: text/plain; charset=\(label)\n\n".utf8) + bytes).text == text)
  }

  /// Text without a label, or with one that says nothing, that is no UTF-8.
  @Test(
    arguments: [
      ("koi8-r", "Здравствуйте, это письмо о счёте за март."), ("cp1251", "Здравствуйте, это письмо о счёте за март."),
      ("cp932", "こんにちは。先日の会議の資料を送ります。"), ("euc-jp", "こんにちは。先日の会議の資料を送ります。"),
      ("gb18030", "您好，这是上个月的发票，请查收并尽快付款。"), ("big5-hkscs", "您好，這是上個月的發票，請查收並盡快付款。"),
      ("cp949", "안녕하세요. 지난달 청구서를 보내 드립니다."), ("cp1252", "Müller schrieb über größere Änderungen."),
      ("cp1252", "L’été dernier, à Québec, où êtes-vous allés ?"), ("cp1252", "“quoted” – plain"),
    ])
  func guessesCharsets(charset: String, text: String) {
    let encoded = EncodedText.bytes(of: text, in: charset)
    #expect(!encoded.isEmpty)
    for label in [nil, "us-ascii", "unknown-8bit"] {
      let outcome = encoded.withUnsafeBytes { CharsetDecoding.string(decoding: $0, charset: label) }
      #expect(outcome.text == text)
      #expect(outcome.isRepaired)
    }
  }

  @Test(arguments: [
    ("<p>Hello <b>world</b></p><p>again</p>", "Hello world\n\nagain"),
    ("a<br>b<br/>c", "a\nb\nc"), ("a &amp; b &lt;c&gt; &eacute; &#233; &#xE9; &euro;", "a & b <c> é é é €"),
    ("&amp no &copy 2021 &nosuch; &", "& no © 2021 &nosuch; &"), ("&#150;", "–"),
    ("<head><title>t</title><style>x{}</style></head><body>b</body>", "b"),
    ("a<script>if (a<b) {}</script>b<!-- c -->d", "abd"), ("<div>a</div><div>b</div>", "a\nb"),
    ("<blockquote>a<br>b</blockquote>c", "> a\n> b\nc"), ("<ul><li>a<li>b</ul>", "a\nb"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
    ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr><tr><th><p>c<th>d</tr></table>e", "a\tb\nc\td\n\ne"),
    ("<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>", "a\n\nb\n\nc"),
    ("<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\n\nc"),
    ("<span style=\"display: none\">hidden <b>too</b></span>seen", "seen"), ("a < b", "a < b"),
    ("<div style='max-height:0px;overflow:hidden'>hidden</div>seen", "seen"),
    ("<div style='max-height:0px'>seen</div>", "seen"), ("<p style=\"FONT-SIZE : 0\">hidden</p>seen", "seen"),
    ("<p style='opacity:0.0'>hidden</p><p style='opacity:0.5'>seen</p>", "seen"),
    ("<p style='color:red;mso-hide: all'>hidden</p>seen", "seen"), ("<p hidden>no</p>seen", "seen"),
    ("<p style='font-size:0.9em;background:none'>seen</p>", "seen"),
    ("<pre>a\n  b</pre>", "a\n  b"),
    ("  many \n\t blanks  ", "many blanks"), ("in\u{AD}&shy;vis&#8203;ible", "in\u{AD}visible"), ("<", "<"), ("<a", ""),
    ("", ""),
  ])
  func reducesHTML(html: String, expected: String) {
    #expect(HTMLText.read(html).text == expected)
  }

  @Test func collectsLinks() {
    let html =
      "<a href=\"http://a.example/?x=1&amp;y=2\">one <b>two</b></a> <A HREF='b'>x</A><a href=c>y<a href=d>z</a>"
    #expect(
      HTMLText.read(html).links == [
        HyperLink(target: "http://a.example/?x=1&y=2", text: "one two"), HyperLink(target: "b", text: "x"),
        HyperLink(target: "c", text: "y"), HyperLink(target: "d", text: "z"),
      ])
    #expect(
      HTMLText.read("<form action=\"http://p.example\"><area href=q>").links.map(\.target) == ["http://p.example", "q"])
  }

  @Test func readsThePlainAlternative() {
    let text = """
      Content-Type: multipart/mixed; boundary=X

      --X
      Content-Type: multipart/alternative; boundary=Y

      --Y
      Content-Type: text/plain

      plain
      --Y
      Content-Type: text/html

      <a href="http://x.example">html</a>
      --Y--
      --X
      Content-Type: text/plain
      Content-Disposition: attachment; filename=a.txt

      attached
      --X
      Content-Type: text/plain

      footer
      --X--
      """
    let message = parsed(text)
    #expect(message.text == "plain\nfooter")
    #expect(message.links.map(\.target) == ["http://x.example"])
  }

  @Test(arguments: [
    ("Content-Type: text/html\n\n<p>only html</p>", "only html"),
    ("Content-Type: text/plain; format=flowed\n\none \ntwo\n> q \n> r\n-- \nsig", "one two\n> q r\n-- \nsig"),
    ("Content-Type: text/plain; format=flowed; delsp=yes\n\none \ntwo\n", "onetwo\n"),
    ("Content-Transfer-Encoding: quoted-printable\n\ncaf=C3=A9", "café"),
    ("Content-Type: message/rfc822\n\nSubject: x\n\nforwarded", "forwarded"),
  ])
  func readsText(text: String, expected: String) {
    #expect(parsed(text).text == expected)
  }

  @Test func tellsOfLyingCharsets() {
    #expect(
      parsed(bytes: Array("Content-Type: text/plain; charset=utf-8\n\na".utf8) + [0xE9]).codes.contains(.malformedText))
    #expect(parsed("Content-Type: text/plain; charset=no-such\n\na").codes.contains(.unknownCharset))
  }
}
