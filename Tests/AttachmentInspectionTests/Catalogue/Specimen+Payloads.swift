import MailTestSupport

@testable import AttachmentInspection

extension Specimen {
  private static let program = Document(Samples.program)
  private static let text = Document("Dear Ann,\nplease find the minutes below.\n")
  private static let script = Document("var x = new ActiveXObject('Scripting.Dictionary');\nWScript.Echo(1);\n")

  /// `calc` in UTF-16, as PowerShell takes it.
  private static let command = Samples.base64(
    Array("Start-Process calc".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })

  static let payloads: [Specimen] = [
    Specimen(.executable, program, not: text),
    Specimen(
      .executableInCollection,
      Document(ZipBuilder((0..<12).map { ("a\($0).dll", Samples.program) }).build()),
      not: Document(ZipBuilder([("a.dll", Samples.program)]).build())),
    Specimen(
      .executableAddIn, Document(Samples.library(exporting: "xlAutoOpen")),
      not: Document(Samples.library(exporting: "DllMain"))),
    Specimen(.script, script, not: text),
    Specimen(
      .scriptDownloadRun,
      Document("var s = new ActiveXObject('WScript.Shell');\nWScript.Echo(1);\ns.Run('powershell -w hidden x');\n"),
      not: script),
    Specimen(.scriptEncoded, Document("#@~^AAAAAA==x^#~@"), not: script),
    Specimen(
      .scriptObfuscated,
      Document("var s = new ActiveXObject('WScr' + 'ipt.Sh' + 'ell');\nWScript.Echo(1);\ns.Run('no' + 'tepad');\n"),
      not: Document("var s = new ActiveXObject('WScript.Shell');\nWScript.Echo('a' + 'b');\n")),
    Specimen(.shortcut, Document(Samples.shortcut("..\\a.txt", "")), not: text),
    Specimen(
      .encodedCommand, Document("@echo off\npowershell -nop -enc \(command)\n"),
      not: Document("@echo off\ngrep -e aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ= y\n")),
    Specimen(
      .shortcutDisguise, Document(Samples.shortcut("..\\cmd.exe", "/c x", icon: "C:\\Acrobat\\AcroRd32.exe")),
      not: Document(Samples.shortcut("..\\cmd.exe", "/c x", icon: "C:\\Windows\\System32\\cmd.exe"))),
    Specimen(
      .launcherRemote, Document("[InternetShortcut]\r\nURL=file://198.51.100.7/share/a.exe\r\n"),
      not: Document("[InternetShortcut]\r\nURL=https://x.example/\r\n")),
    Specimen(.helpFile, Document(Array("ITSF".utf8) + [3, 0, 0, 0] + [UInt8](repeating: 0, count: 96)), not: text),
    Specimen(
      .shortcutCommand, Document(Samples.shortcut("..\\System32\\cmd.exe", "/c powershell x")),
      not: Document(Samples.shortcut("..\\report.docx", ""))),
    Specimen(
      .oneNoteEmbeddedFile, Document(Samples.section(Array("some text".utf8))),
      not: Document(Samples.section(Array("GIF89a".utf8)))),
    Specimen(
      .oneNoteExecutable, Document(Samples.section(Samples.program)), not: Document(Samples.section(Array("text".utf8)))
    ),
  ]

  static let pages: [Specimen] = {
    let blob = "var u=new Uint8Array(1);var f=new Blob([u]);a.href=URL.createObjectURL(f);"
    func page(_ script: String) -> Document { Document("<html><body><script>\(script)</script></body></html>") }
    let archive = Samples.base64(ZipBuilder(texts: [("a.txt", String(repeating: "x", count: 600))]).build())
    func svg(_ inside: String) -> Document { Document("<svg xmlns=\"http://www.w3.org/2000/svg\">\(inside)</svg>") }
    func form(_ action: String, _ type: String) -> Document {
      Document("<html><body><form action=\"\(action)\"><input type=\"\(type)\"></form></body></html>")
    }
    return [
      Specimen(.htmlSmuggling, page(blob), not: page("a.href='https://x.example/'")),
      Specimen(
        .htmlSmuggledPayload, page("\(blob) var b=atob('\(archive)')"), not: page("\(blob) a.download='table.csv'")),
      Specimen(.htmlScript, page("x=1"), not: Document("<html><body>Hi</body></html>")),
      Specimen(.svgScript, svg("<script>x()</script>"), not: svg("<circle r=\"1\"/>")),
      Specimen(
        .svgForeignPage, svg("<foreignObject><iframe/></foreignObject>"),
        not: svg("<foreignObject><p/></foreignObject>")),
      Specimen(.credentialForm, form("login", "password"), not: form("search", "text")),
      Specimen(.credentialFormExternal, form("https://x.example/p", "password"), not: form("login", "password")),
    ]
  }()

  static let portable: [Specimen] = {
    func pdf(_ object: String) -> Document { Document("%PDF-1.4\n1 0 obj\(object)endobj") }
    let plain = pdf("<</Type/Catalog>>")
    return [
      Specimen(.pdfOpenAction, pdf("<</OpenAction 2 0 R>>"), not: plain),
      Specimen(.pdfJavaScript, pdf("<</S/J#61vaScript/JS(x)>>"), not: plain),
      Specimen(.pdfAutoJavaScript, pdf("<</OpenAction<</S/JavaScript/JS(x)>>>>"), not: pdf("<</S/JavaScript/JS(x)>>")),
      Specimen(.pdfLaunch, pdf("<</S/Launch/F(a.pdf)>>"), not: plain),
      Specimen(.pdfEmbeddedFile, pdf("<</Type/EmbeddedFile>>"), not: plain),
      Specimen(
        .pdfEmbeddedExecutable, pdf("<</Type/Filespec/F(invoice.js)>>"), not: pdf("<</Type/Filespec/F(invoice.xml)>>")),
      Specimen(
        .pdfScriptActs, pdf("<</S/JavaScript/JS(this.exportDataObject\\({cName:'a',nLaunch:2}\\))>>"),
        not: pdf("<</S/JavaScript/JS(app.alert\\(1\\))>>")),
      Specimen(
        .pdfRemoteTarget, pdf("<</S/GoToR/F(\\\\\\\\198.51.100.7\\\\share\\\\a.pdf)>>"),
        not: pdf("<</S/GoToR/F(a.pdf)>>")),
      Specimen(.pdfEncrypted, Document(EncryptedDocuments.pdf(password: "")), not: plain),
    ]
  }()

  static let names: [Specimen] = {
    func named(_ name: String) -> Document { Document(text.bytes, name: name) }
    return [
      Specimen(.doubleExtension, named("invoice.pdf.exe"), not: named("invoice.v2.pdf")),
      Specimen(.namePadding, named("invoice.pdf            .exe"), not: named("our invoice of May.pdf")),
      Specimen(.nameReversal, named("invoice\u{202E}fdp.exe"), not: named("invoice.pdf")),
      Specimen(.nameHomoglyph, named("inv\u{043E}ice.pdf"), not: named("счет.pdf")),
      Specimen(.nameDangerousExtension, named("invoice.js"), not: named("invoice.txt")),
      Specimen(.nameTypeMismatch, Document(program.bytes, name: "a.pdf"), not: Document(program.bytes, name: "a.exe")),
      Specimen(
        .declaredTypeMismatch, Document(program.bytes, declaredType: "application/pdf"),
        not: Document(text.bytes, declaredType: "text/plain")),
      Specimen(
        .executableDisguised, Document(program.bytes, name: "a.jpg"), not: Document(program.bytes, name: "a.exe")),
    ]
  }()
}
