import Testing

@testable import TriageReport

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
    ("a&b\"c", "a&amp;b&quot;c"), ("x\u{202E}fdp.exe", "x<b class=tok>U+202E</b>fdp.exe"),
    ("\u{0}\u{1B}[2J", "<b class=tok>U+0000</b><b class=tok>U+001B</b>[2J"),
    ("zero\u{200B}width", "zero<b class=tok>U+200B</b>width"),
    ("Ünïcode 漢字", "Ünïcode 漢字"), ("tag\u{E0041}", "tag<b class=tok>U+E0041</b>"),
  ])
  func whatCouldBeMarkupOrCannotBeSeen(text: String, shown: String) { #expect(HTMLText.escaped(text) == shown) }

  @Test(arguments: [
    ("https://evil.example/a.zip", "hxxps[:]//evil[.]example/a[.]zip"),
    ("HTTP://Evil.example", "hxxp[:]//Evil[.]example"),
    ("ftp://x.example", "fxp[:]//x[.]example"), ("javascript:alert(1)", "javascript:alert(1)"),
  ])
  func linksAreDefanged(link: String, shown: String) { #expect(HTMLText.defanged(link: link) == shown) }

  @Test func wordsWithoutEndAreCut() {
    let shown = HTMLText.escaped(String(repeating: "A", count: 1_000_000), limit: 4_000)
    #expect(shown.utf8.count < 500)
    #expect(HTMLText.escaped(String(repeating: "a ", count: 1_000_000), limit: 4_000).utf8.count < 5_000)
  }

  @Test func anchorsHoldNothingButLettersDigitsAndHyphens() {
    #expect(HTMLWriter.anchor("c12\" onclick=x") == "c12--onclick-x")
    #expect(HTMLWriter.anchor("m-0af") == "m-0af")
  }
}
