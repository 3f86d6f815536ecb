import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct SmugglingTests {
  @Test(arguments: [
    ("a.download = \"Invoice.JS\"", Level.critical), ("navigator.msSaveOrOpenBlob(f, 'x.iso')", .critical),
    ("a.download = \"table.csv\"", .low),
  ])
  func theNameUnderWhichAPageSaves(line: String, level: Level) {
    let page =
      "<html><body><script>var u=new Uint8Array(1);var f=new Blob([u]);a.href=URL.createObjectURL(f);\(line);a.click()</script></body></html>"
    #expect(AttachmentInspector().inspect(Array(page.utf8)).level == level)
  }
}

@Suite struct CredentialFormTests {
  @Test(arguments: [
    ("<form action=\"https://x.example/p.php\"><input type=\"password\"></form>", Level.medium),
    ("<form action=\"login\"><input type=\"password\"></form>", .info),
    ("<form action=\"https://x.example/search\"><input type=\"text\"></form>", .info),
  ])
  func aPasswordThatGoesElsewhere(form: String, level: Level) {
    #expect(AttachmentInspector().inspect(Array("<html><body>\(form)</body></html>".utf8)).level == level)
  }
}
