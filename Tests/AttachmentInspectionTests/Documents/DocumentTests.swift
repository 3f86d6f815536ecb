import ByteReading
import MailTestSupport
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct DocumentTests {
  private func inspect(_ text: String) -> AttachmentVerdict { AttachmentInspector().inspect(Array(text.utf8)) }

  private func ids(_ verdict: AttachmentVerdict) -> Set<String> { Set(verdict.techniques.map(\.id)) }

  @Test(arguments: [
    ("hyperlink", "https://x.example/", Level.info), ("attachedTemplate", "https://x.example/t.dotm", Level.medium),
    ("attachedTemplate", "file:///C:/templates/normal.dotm", Level.info),
    ("image", "http://x.example/a.png", Level.info),
    ("oleObject", "mhtml:http://x.example/a.html!x-usc:http://x.example/a.html", Level.critical),
    ("oleObject", "https://x.example/a.html!", Level.critical), ("hyperlink", "ms-msdt:/id", Level.critical),
    ("oleObject", "file:///C:/a.xls", Level.info),
  ])
  func relationshipsCountByTypeAndScheme(type: String, target: String, level: Level) {
    let verdict = AttachmentInspector().inspect(
      PackageBuilder.package(
        main: "word/document.xml", type: PackageBuilder.wordType, rels: [("r1", type, target, "External")]))
    #expect(verdict.level == level, "\(verdict.score)")
  }

  @Test(arguments: [
    "<w:fldSimple w:instr=\" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k x&quot;\"/>",
    "<w:fldChar w:fldCharType=\"begin\"/><w:instrText>DDE</w:instrText><w:instrText>AUTO powershell x</w:instrText><w:fldChar w:fldCharType=\"end\"/>",
  ])
  func fieldsThatStartProgramsAreJoined(field: String) {
    let verdict = AttachmentInspector().inspect(
      PackageBuilder.package(
        main: "word/document.xml", type: PackageBuilder.wordType, text: "<w:document>\(field)</w:document>"))
    #expect(ids(verdict).contains("dde-command"))
    #expect(verdict.level >= .high)
  }

  @Test func aFieldThatLinksToAWorkbookIsNone() {
    let verdict = AttachmentInspector().inspect(
      PackageBuilder.package(
        main: "word/document.xml", type: PackageBuilder.wordType,
        text: "<w:fldSimple w:instr=\"DDEAUTO Excel.Sheet.8 book.xls R1C1\"/>"))
    #expect(verdict.level == .info)
  }

  @Test(arguments: [
    ("EncryptedPackage", "EncryptionInfo", AttachmentType.oleOther), ("WordDocument", "1Table", .oleDoc),
    ("PowerPoint Document", "Current User", .olePpt),
  ])
  func encryptedDocumentsAreTold(first: String, second: String, type: AttachmentType) {
    var word = [UInt8](repeating: 0, count: 32)
    word[0] = 0xEC
    word[1] = 0xA5
    word[11] = 0x01
    var user = [UInt8](repeating: 0, count: 20)
    user.put(u32: 0xF3D1_C4DF, at: 12)
    let verdict = AttachmentInspector().inspect(
      CompoundFileBuilder([
        (first, first == "WordDocument" ? word : [1]), (second, second == "Current User" ? user : [1]),
      ])
      .build())
    #expect(verdict.type == type)
    #expect(verdict.encrypted)
    #expect(verdict.level < .medium)
  }

  @Test func anObjectThatIsAProgram() {
    var native: [UInt8] = [0, 0, 0, 0, 2, 0]
    native += Array("invoice.exe\0C:\\invoice.exe\0".utf8) + [0, 0, 3, 0]
    native.append(u32: 4)
    native += Array("C:\\\0".utf8)
    native.append(u32: 6)
    native += [0x4D, 0x5A, 0, 0, 0, 0]
    let verdict = AttachmentInspector().inspect(
      CompoundFileBuilder([("WordDocument", [0xEC, 0xA5]), ("ObjectPool/_1/\u{1}Ole10Native", native)]).build())
    #expect(verdict.children.map(\.name) == ["invoice.exe"])
    #expect(verdict.level >= .high)
  }

  @Test func aPageThatBuildsAnArchive() {
    let archive = ZipBuilder(texts: [("a.txt", String(repeating: "x", count: 600))]).build()
    let verdict = inspect(
      "<html><body><script>var b=atob('\(base64(archive))');var u=new Uint8Array(1);var f=new Blob([u]);a.href=URL.createObjectURL(f);a.download='x.zip';a.click()</script></body></html>"
    )
    #expect(verdict.type == .html)
    #expect(ids(verdict).isSuperset(of: ["html-smuggling", "html-smuggled-payload"]))
    #expect(verdict.level == .critical)
  }

  @Test func anOrdinaryPageIsNothing() {
    let verdict = inspect(
      "<!DOCTYPE html><html><head><script src=\"https://x.example/a.js\"></script></head><body>Hi</body></html>")
    #expect(verdict.type == .html)
    #expect(verdict.level == .info)
    #expect(verdict.urls == ["https://x.example/a.js"])
  }

  @Test(arguments: [
    ("%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj", "pdf-auto-javascript"),
    ("%PDF-1.4\n1 0 obj<</S/J#61vaScript/J#53 (x)>>endobj", "pdf-javascript"),
    ("%PDF-1.4\n1 0 obj<</S/Launch/F(cmd.exe)>>endobj", "pdf-launch"),
    ("%PDF-1.4\ntrailer<</Encrypt 5 0 R>>", "pdf-encrypted"),
  ])
  func namesOfPDF(text: String, id: String) {
    let verdict = inspect(text)
    #expect(verdict.type == .pdf)
    #expect(ids(verdict).contains(id))
  }

  @Test func namesInsideOfStreamsDoNotCount() {
    #expect(inspect("%PDF-1.4\n1 0 obj<</Length 9>>stream\n/Launch /JS\nendstream endobj").techniques.isEmpty)
  }

  @Test func rtfObjectsAreDecodedThroughNoise() {
    var object: [UInt8] = []
    object.append(u32: 0x501)
    object.append(u32: 2)
    object.append(u32: 11)
    object += Array("Equation.3\0".utf8) + [UInt8](repeating: 0, count: 8)
    object.append(u32: 4)
    object += [1, 2, 3, 4]
    let digits = object.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    let noisy = digits.joined(separator: "{\\x9}\n")
    let verdict = inspect("{\\rtf1{\\object\\objupdate{\\*\\objdata \(noisy)}}}")
    #expect(verdict.type == .rtf)
    #expect(ids(verdict) == ["equation-editor", "rtf-object-obfuscated", "rtf-object-update"])
    #expect(verdict.level >= .high)
  }

  @Test func aShortcutThatRunsACommand() {
    var bytes: [UInt8] = [0x4C, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46]
    bytes.append(u32: 0x08 | 0x20 | 0x80)
    while bytes.count < 76 { bytes.append(0) }
    for text in ["..\\..\\Windows\\System32\\cmd.exe", "/c powershell -w hidden"] {
      bytes.append(u16: text.utf16.count)
      bytes.append(utf16: text)
    }
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.type == .lnk)
    #expect(verdict.level >= .high)
  }

  @Test func aCellThatStartsAProgram() {
    #expect(inspect("name,value\n=cmd|'/c calc'!A0,1\n").level >= .high)
    #expect(inspect("name|value\n-1|2!\n").level == .info)
  }

  private func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var out = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let piece = Array(bytes[start..<min(start + 3, bytes.count)])
      var value = 0
      for index in 0..<3 { value = value << 8 | Int(index < piece.count ? piece[index] : 0) }
      for index in 0..<4 { out.append(index <= piece.count ? digits[value >> (18 - 6 * index) & 63] : "=") }
    }
    return out
  }
}
