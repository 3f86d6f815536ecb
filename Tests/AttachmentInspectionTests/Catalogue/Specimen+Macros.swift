import MailTestSupport

@testable import AttachmentInspection

extension Specimen {
  /// A workbook with a module of VBA; lines are joined by `\n`.
  static func vba(_ source: String, module: String = "ThisWorkbook", also: [(String, [UInt8])] = []) -> Document {
    let text = source.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    let streams = VBABuilder.streams([(module, text)], below: "_VBA_PROJECT_CUR/")
    return Document(
      CompoundFileBuilder([("Workbook", BIFFBuilder(kind: 0).build())] + streams + also).build())
  }

  private static let harmless = vba("Private Sub Workbook_Open()\nRange(\"A1\").Font.Bold = True\nEnd Sub")
  private static let button = vba("Sub Button1_Click()\nRange(\"A1\") = 1\nEnd Sub")
  private static let downloads =
    "Private Declare PtrSafe Function URLDownloadToFile Lib \"urlmon\" Alias \"URLDownloadToFileA\" (ByVal a As Long) As Long\n"

  static let macros: [Specimen] = [
    Specimen(.vbaProject, harmless, not: vba("Option Explicit")),
    Specimen(.vbaAutoexec, harmless, not: button),
    Specimen(
      .vbaProcessStart, vba("Sub A()\nShell \"calc\"\nEnd Sub"), not: vba("Sub A()\nDim shell As Object\nEnd Sub")),
    Specimen(
      .vbaDownload, vba(downloads + "Sub A()\nURLDownloadToFile 0\nEnd Sub"),
      not: vba("Sub A()\nx = \"https://x.example/\"\nEnd Sub")),
    Specimen(
      .vbaFileDrop, vba("Sub A()\nSet s = CreateObject(\"ADODB.Stream\")\nEnd Sub"),
      not: vba("Sub A()\nThisWorkbook.SaveAs \"x.xls\"\nEnd Sub")),
    Specimen(
      .vbaShellcode,
      vba(
        "Private Declare Function VirtualAlloc Lib \"kernel32\" () As Long\nPrivate Declare Function CreateThread Lib \"kernel32\" () As Long\nSub A()\nEnd Sub"
      ),
      not: vba("Private Declare Function GetTickCount Lib \"kernel32\" () As Long\nSub A()\nEnd Sub")),
    Specimen(
      .vbaPersistence, vba("Sub A()\nx = \"HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\"\nEnd Sub"),
      not: vba("Sub A()\nx = \"HKCU\\Software\\Contoso\"\nEnd Sub")),
    Specimen(
      .vbaWMI, vba("Sub A()\nSet w = GetObject(\"winmgmts:\\\\.\\root\")\nEnd Sub"),
      not: vba("Sub A()\nSet w = GetObject(\"book.xls\")\nEnd Sub")),
    Specimen(
      .vbaDynamicObject, vba("Sub A()\nSet s = CreateObject(n)\nEnd Sub"),
      not: vba("Sub A()\nSet s = CreateObject(\"Outlook.Application\")\nEnd Sub")),
    Specimen(
      .vbaObfuscation,
      vba("Sub A()\nx = " + (0..<14).map { "Chr(\(97 + $0))" }.joined(separator: " & ") + "\nEnd Sub"),
      not: vba("Sub A()\nx = \"a\" & Chr(13) & Chr(10) & \"b\"\nEnd Sub")),
    Specimen(
      .vbaLOLBin, vba("Sub A()\nx = \"power\" & \"shell\"\nEnd Sub"), not: vba("Sub A()\nx = \"shell\"\nEnd Sub")),
    Specimen(
      .vbaMacroCopy, vba("Sub A()\nThisDocument.VBProject.VBComponents(1).CodeModule.AddFromString x\nEnd Sub"),
      not: vba("Sub A()\nn = ThisDocument.VBProject.VBComponents.Count\nEnd Sub")),
    Specimen(.vbaAutoexecProcess, vba("Sub Workbook_Open()\nShell \"calc\"\nEnd Sub"), not: button),
    Specimen(
      .vbaAutoexecDownload, vba(downloads + "Sub Workbook_Open()\nURLDownloadToFile 0\nEnd Sub"),
      not: vba(downloads + "Sub A()\nURLDownloadToFile 0\nEnd Sub")),
    Specimen(
      .vbaAutoexecShellcode,
      vba(
        "Private Declare Function WriteProcessMemory Lib \"kernel32\" () As Long\nSub Workbook_Open()\nWriteProcessMemory\nEnd Sub"
      ),
      not: vba("Private Declare Function WriteProcessMemory Lib \"kernel32\" () As Long\nSub A()\nEnd Sub")),
    Specimen(
      .vbaAutoexecObfuscation, vba("Sub Workbook_Open()\nSet s = CreateObject(\"WScr\" & x)\nEnd Sub"),
      not: vba("Sub Workbook_Open()\nSet s = CreateObject(\"Outlook.Application\")\nEnd Sub")),
    Specimen(
      .vbaAutoexecPersistence, vba("Sub Workbook_Open()\nx = \"schtasks /create\"\nEnd Sub"),
      not: vba("Sub A()\nx = \"schtasks /create\"\nEnd Sub")),
    Specimen(
      .vbaDropper, vba(downloads + "Sub A()\nURLDownloadToFile 0\nShell \"a\"\nEnd Sub"),
      not: vba(downloads + "Sub A()\nURLDownloadToFile 0\nEnd Sub")),
    Specimen(
      .vbaOrphanModule,
      Document(
        CompoundFileBuilder([
          ("WordDocument", [0xEC, 0xA5]),
          (
            "Other/X",
            [1, 2, 3]
              + VBABuilder.compressed(
                Array("Attribute VB_Name = \"X\"\r\nSub A()\r\nMsgBox \"one two three\"\r\nEnd Sub\r\n".utf8))
          ),
        ]).build()), not: harmless),
    Specimen(
      .vbaStomped,
      Document(
        VBABuilder.stomped(
          source: "Sub a()\r\nEnd Sub\r\n",
          compiledFrom: "Sub a()\r\nShell \"calc.exe\"\r\nx = \"one text\"\r\ny = \"more text\"\r\nEnd Sub\r\n")),
      not: Document(
        VBABuilder.stomped(
          source: "Sub a()\r\n\r\n  MsgBox \"He said \"\"hi\"\"\"\r\nEnd Sub\r\n",
          compiledFrom: "Sub a()\r\n\r\n  MsgBox \"He said \"\r\nEnd Sub\r\n"))),
    Specimen(
      .vbaSourceRemoved,
      Document(
        CompoundFileBuilder([
          ("WordDocument", [0xEC, 0xA5]), ("Macros/VBA/dir", VBABuilder.directory(["M"], offset: 2_048)),
          ("Macros/VBA/M", [UInt8](repeating: 3, count: 3_000)),
        ]).build()), not: harmless),
    Specimen(
      .vbaHiddenCommand,
      vba(
        "Sub A()\nx = UserForm1.Box.Text\nEnd Sub",
        also: [("_VBA_PROJECT_CUR/UserForm1/o", Array("\0\0powershell -w 1".utf8))]),
      not: vba(
        "Sub A()\nx = UserForm1.Box.Text\nEnd Sub", also: [("_VBA_PROJECT_CUR/UserForm1/o", Array("\0\0Total".utf8))])),
    Specimen(
      .macroLure,
      Document(
        CompoundFileBuilder(
          [("WordDocument", [0xEC, 0xA5] + Array("Please click Enable Content above".utf8))]
            + VBABuilder.streams([("M", "Sub A()\r\nEnd Sub\r\n")], below: "Macros/")
        ).build()),
      not: Document(
        CompoundFileBuilder([("WordDocument", [0xEC, 0xA5] + Array("Please click Enable Content above".utf8))]).build())
    ),
    Specimen(.odfMacro, openDocument("Sub A\nMsgBox 1\nEnd Sub", event: ""), not: openDocument("", event: "")),
    Specimen(
      .odfMacroRuns, openDocument("Sub A\nShell(\"cmd.exe /c x\")\nEnd Sub", event: "dom:load"),
      not: openDocument("Sub A\nMsgBox 1\nEnd Sub", event: "dom:load")),
  ]

  private static func openDocument(_ source: String, event: String) -> Document {
    var files: [(String, String)] = [("mimetype", "application/vnd.oasis.opendocument.text")]
    if !source.isEmpty { files.append(("Basic/Standard/Module1.xml", "<script:module>\(source)</script:module>")) }
    files.append(
      (
        "content.xml",
        "<?xml version=\"1.0\"?><x><script:event-listener script:event-name=\"\(event)\" xlink:href=\"vnd.sun.star.script:Standard.Module1.A\"/></x>"
      ))
    return Document(ZipBuilder(texts: files).build())
  }
}
