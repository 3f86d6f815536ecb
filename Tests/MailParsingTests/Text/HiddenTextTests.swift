import MailModel
import MailParsing
import Testing

/// What a person sees of HTML, and what is only there.
struct HiddenTextTests {
  @Test(arguments: [
    "display:none", "DISPLAY : NONE !important", "display:/* x */none", "display:block;display:none",
    "visibility:hidden", "visibility: collapse", "font-size:0", "font-size:0px", "font-size: 1px", "font-size:0.01em",
    "font:0/0 a", "font:normal 0px Arial", "opacity:0", "opacity:.01", "opacity:0%", "mso-hide:all",
    "max-height:0;overflow:hidden", "overflow:hidden;height:0px;width:0", "position:absolute;left:-9999px",
    "position:fixed; top: -1000px", "text-indent:-9999px", "margin-left:-10000px", "color:#fff;background:#ffffff",
    "color:white", "color:#FEFEFE", "color:rgb(255,255,255)", "color:transparent", "color:rgba(0,0,0,0)",
    "background-color:#123456;color:#123456", "clip:rect(0,0,0,0);position:absolute", "transform:scale(0)",
    "clip-path: inset(50%)", "display&#58;none",
  ])
  func hides(style: String) {
    let html = "<p>one</p><div style=\"\(style)\">secret <b>text</b><br>more</div><p>two</p>"
    let outcome = HTMLText.read(html)
    #expect(outcome.text == "one\n\ntwo")
    #expect(outcome.hiddenText == "secret text\nmore")
  }

  @Test(arguments: [
    "display:block", "display:none;display:block", "display:inline-none", "visibility:visible", "font-size:10px",
    "font-size:small", "font-size:80%", "font:12px/0 Arial", "font: 400 12px Arial", "opacity:1", "opacity:0.5",
    "max-height:0", "height:0", "overflow:hidden", "left:-9999px", "position:absolute;left:10px", "text-indent:-20px",
    "color:#fff;background:#000", "color:black", "background:#fff", "color:#fff;background:url(x.png)",
    "background-image:url(x.png);color:white", "mso-hide:none", "color:inherit", "line-height:0", "",
  ])
  func shows(style: String) {
    let outcome = HTMLText.read("<div style=\"\(style)\">seen</div>")
    #expect(outcome.text == "seen")
    #expect(outcome.hiddenText == "")
  }

  @Test(arguments: [
    // What descendants can undo, and what they cannot.
    ("<div style='font-size:0'>a<span style='font-size:13px'>b</span></div>c", "bc", "a"),
    ("<div style='font-size:0'><span style='font-size:100%'>a</span></div>c", "c", "a"),
    ("<div style='visibility:hidden'>a<b style='visibility:visible'>b</b></div>c", "bc", "a"),
    ("<div style='display:none'>a<b style='display:block'>b</b></div>c", "c", "ab"),
    ("<td bgcolor=#ff0000><font color=white>a</font></td>", "a", ""),
    ("<body bgcolor=black text=white>a</body>", "a", ""), ("<body bgcolor=black text=black>a</body>", "", "a"),
    ("<table bgcolor='#003366'><tr><td style='color:#003366'>a<td style='color:#fff'>b</table>", "b", "a"),
    ("<div style='background:red'><div style='background:transparent;color:white'>a</div></div>", "a", ""),
    ("<td background='x.gif'><font color='#ffffff'>a</font></td>", "a", ""),
    ("<p style='color:white'>a <a href=x>b</a></p>", "b", "a"), ("<font color='white'>a</font>b", "b", "a"),
    ("<p hidden>a</p>b", "b", "a"), ("<p hidden=until-found>a</p>b", "a\n\nb", ""), ("<p hidden/>a</p>b", "b", "a"),
    // Where hiding ends: implied ends, ends that are missing or too many, nested ones of one name.
    ("<p style='display:none'>a<p>b", "b", "a"), ("<p style='display:none'>a<div>b</div>", "b", "a"),
    ("<ul><li style='display:none'>a<li>b</ul>", "b", "a"),
    ("<table><tr><td style='display:none'>a<td>b<tr><td>c</table>", "b\nc", "a"),
    ("<table><tr style='display:none'><td>a<td>b<tr><td>c</table>", "c", "a\nb"),
    ("<div style='display:none'>a<div>b</div>c</div>d", "d", "a\nb\nc"),
    ("<div><span style='display:none'>a</div>b", "b", "a"), ("<div style='display:none'>a</span>b</div>c", "c", "ab"),
    ("<td style='display:none'><table><tr><td>a</td></tr></table>b</td>c", "c", "a\nb"),
    ("<span style='display:none'>a</span>b<span style='display:none'>c</span>d", "bd", "a\nc"),
    ("<div style='display:none'>a", "", "a"), ("<br style='display:none'>a", "a", ""),
    // The preview text of newsletters.
    ("<div style='display:none'>News &#847;&zwnj;&nbsp;&#8199;&#847; \u{34F}\u{200C}</div>a", "a", "News"),
    (
      "<div style='display:none'>see <a href='http://x.example'>this</a> now</div>a", "a",
      "see this <http://x.example> now"
    ),
    // Style sheets.
    ("<style>.h{display:none}</style><p class=h>a</p><p class='x H'>b</p>c", "c", "a\nb"),
    (
      "<style>#h{display:none} p.i{visibility:hidden}</style><p id=h>a</p><p class=i>b</p><b class=i>c</b>", "c", "a\nb"
    ),
    ("<style>@media (max-width:600px){.h{display:none!important}}</style><p class=h>a</p>", "a", ""),
    ("<style>@media print{.h{display:none}} .k{opacity:0}</style><p class=h>a</p><p class=k>b</p>", "a", "b"),
    ("<style>@media screen{.h{display:none}}</style><p class=h>a</p>b", "b", "a"),
    ("<style>.h{display:none}.h{display:block}</style><p class=h>a</p>", "a", ""),
    ("<style>.h{display:none}</style><p class=h style='display:block'>a</p>", "a", ""),
    ("<style>.h{display:none!important}</style><p class=h style='display:block'>a</p>b", "b", "a"),
    ("<style>.h:hover{display:none} .a .b{display:none}</style><p class='h a b'>a</p>", "a", ""),
    ("<style>/* .h{display:none} */ .i{color:red}</style><p class=h>a</p>", "a", ""),
    ("<style>div.a td{background:#000}</style><div class=a><td><font color=white>a</font></td></div>", "a", ""),
    ("<style><!-- .h{display:none} --></style><p class=h>a</p>b", "b", "a"),
    ("<style>.h{display:none", "", ""), ("<style>@media x{", "", ""),
  ])
  func tellsApart(html: String, text: String, hidden: String) {
    let outcome = HTMLText.read(html)
    #expect(outcome.text == text)
    #expect(outcome.hiddenText == hidden)
  }

  @Test func hiddenLinksAreNotSeen() {
    let outcome = HTMLText.read("<a href=a style='display:none'>x</a><p hidden><a href=b>y</a></p><a href=c>z</a>")
    #expect(outcome.links.map(\.target) == ["c"])
    #expect(outcome.hiddenText == "x <a>\ny <b>")
  }

  @Test func messagesKeepHiddenTextApart() {
    let message = parsed("Content-Type: text/html\n\n<p style='display:none'>secret</p><p>seen</p>")
    #expect(message.text == "seen")
    #expect(message.hiddenText == "secret")
    let alternative = parsed(
      "Content-Type: multipart/alternative; boundary=X\n\n--X\n\nplain\n--X\nContent-Type: text/html\n\n"
        + "<p style='opacity:0'>secret</p>html\n--X--\n")
    #expect(alternative.text == "plain")
    #expect(alternative.hiddenText == "secret")
  }

  @Test(arguments: ["<p class='a a'>", "<div><b>", "<li>", "<td style='color:#fff'>", "</b>", "<style>.a{x:y}</style>"])
  func takesLinearTime(pattern: String) {
    let outcome = HTMLText.read(String(repeating: pattern, count: 20_000) + "<p>x")
    #expect(outcome.text.hasSuffix("x") || outcome.hiddenText.hasSuffix("x"))
  }
}
