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
      ("no-such", [0x61], "a", false), ("../../etc", [0x61], "a", false), ("", [0xE9], "é", true),
    ] as [(String, [UInt8], String, Bool)])
  func decodes(charset: String, bytes: [UInt8], expected: String, isRepaired: Bool) {
    let outcome = bytes.withUnsafeBytes { CharsetDecoding.string(decoding: $0, charset: charset) }
    #expect(outcome.text == expected)
    #expect(outcome.isRepaired == isRepaired)
  }

  @Test(arguments: [
    ("<p>Hello <b>world</b></p><p>again</p>", "Hello world\n\nagain"),
    ("a<br>b<br/>c", "a\nb\nc"), ("a &amp; b &lt;c&gt; &eacute; &#233; &#xE9; &euro;", "a & b <c> é é é €"),
    ("&amp no &copy 2021 &nosuch; &", "& no © 2021 &nosuch; &"), ("&#150;", "–"),
    ("<head><title>t</title><style>x{}</style></head><body>b</body>", "b"),
    ("a<script>if (a<b) {}</script>b<!-- c -->d", "abd"), ("<div>a</div><div>b</div>", "a\nb"),
    ("<blockquote>a<br>b</blockquote>c", "> a\n> b\nc"), ("<ul><li>a<li>b</ul>", "a\nb"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
    ("<span style=\"display: none\">hidden <b>too</b></span>seen", "seen"), ("a < b", "a < b"),
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
