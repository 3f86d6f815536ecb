import MailTestSupport
import Testing

@testable import AttachmentInspection

/// Keys in the look of cells, and questions about it.
@Suite struct CellFormatTests {
  private func calls(_ cells: [String: String], _ prepare: (inout MacroWorkbook) -> Void = { _ in }) -> [String] {
    var workbook = MacroWorkbook()
    workbook.add(sheet: "Macro1", isMacrosheet: true)
    workbook.add(name: "Auto_Open", formula: "=Macro1!$A$1")
    for (name, formula) in cells {
      guard let address = MacroAddress(name) else { continue }
      workbook.set(.init(sheet: 0, row: address.row, column: address.column), formula: formula, value: .empty)
    }
    prepare(&workbook)
    var emulator = MacroEmulator(workbook)
    emulator.runAll(autoNames: ["Auto_Open"])
    return emulator.effects.filter { $0.kind.acts }.map(\.text)
  }

  @Test func whatIsWrittenDownIsTold() {
    let cells = [
      "A1": "=EXEC(CHAR(GET.CELL(17,B5))&CHAR(GET.CELL(19,B6))&GET.CELL(24,B6)&GET.CELL(7,B6)&GET.CELL(18,B6))"
    ]
    let found = calls(cells) { workbook in
      workbook.formats.set(height: 99, ofRow: 4, sheet: 0)
      workbook.formats.styles = [
        MacroFormats.Style(fontSize: 109, fontName: "Arial", fontColour: 3, numberFormat: "0%")
      ]
      workbook.formats.set(style: 0, of: .init(sheet: 0, row: 5, column: 1))
    }
    #expect(found == ["=EXEC(\"cm30%Arial\")"])
  }

  @Test func choicesOnWhatIsNotWrittenGoBothWays() {
    let cells = ["A1": "=IF(GET.CELL(19,B1)=200,GOTO(A5),CLOSE())", "A5": "=EXEC(\"calc\")"]
    #expect(calls(cells) == ["=EXEC(\"calc\")"])
    // What the workbook says itself leaves no choice.
    let plain = calls(["A1": "=IF(GET.CELL(19,B1)=200,EXEC(\"yes\"),EXEC(\"no\"))"]) { workbook in
      workbook.formats.styles = [MacroFormats.Style(fontSize: 8)]
      workbook.formats.set(style: 0, of: .init(sheet: 0, row: 0, column: 1))
    }
    #expect(plain == ["=EXEC(\"no\")"])
  }

  @Test func theOtherKinds() {
    let found = calls([
      "A1": "=EXEC(GET.CELL(2,C4)&GET.CELL(3,C4)&GET.CELL(5,C4)&GET.CELL(4,C4)&GET.CELL(48,C4)&GET.CELL(6,A9))",
      "A9": "=\"x\"",
    ]) { $0.set(.init(sheet: 0, row: 3, column: 2), value: .text("v")) }
    #expect(found == ["=EXEC(\"43v2FALSE=\"x\"\")"])
  }

  @Test func heightsThatMacrosSetAreRead() {
    #expect(
      calls(["A1": "=SELECT(B7)", "A2": "=ROW.HEIGHT(99)", "A3": "=EXEC(CHAR(GET.CELL(17,B7)))"])
        == ["=EXEC(\"c\")"])
  }

  @Test func formatsOfBinaryWorkbooksAreRead() throws {
    func record(_ type: Int, _ data: [UInt8]) -> [UInt8] { BIFFBuilder.record(type, data) }
    // GET.CELL(19, B1): a number, a reference, the function.
    let ask = BIFFBuilder.number(19) + [0x44, 0, 0, 1, 0] + BIFFBuilder.call(185, 2)
    var builder = BIFFBuilder(builtInName: 1)
    builder.formulas = [ask + BIFFBuilder.call(111, 1) + BIFFBuilder.call(110, 1)]
    var stream = builder.build()
    // A font of 99 points, a format that uses it, and a blank cell of that format before the first formula.
    var font: [UInt8] = [0xBC, 0x07, 0, 0, 10, 0, 0x90, 0x01, 0, 0, 0, 0, 0, 0, 1, 0]
    font += Array("A".utf8)
    let format: [UInt8] = [0, 0, 9, 0, 1, 0, 0x20] + [UInt8](repeating: 0, count: 13)
    let globals = record(0x0031, font) + record(0x00E0, format)
    let first = try #require(BIFFRecords(stream).first { $0.type == 0x0085 })
    stream.insert(contentsOf: globals, at: first.start - 4)
    let sheet = try #require(BIFFRecords(stream).first { $0.type == 0x0085 })
    let offset = try #require(stream.u32(at: sheet.start))
    stream.put(u32: offset + globals.count, at: sheet.start)
    let formula = try #require(BIFFRecords(stream, from: offset + globals.count).first { $0.type == 0x0006 })
    stream.insert(contentsOf: record(0x0201, [0, 0, 1, 0, 0, 0]), at: formula.start - 4)
    #expect(BIFFFormats.styles(in: stream).map(\.fontSize) == [99])
    #expect(BIFFFormats.styles(in: stream).first?.fontColour == 3)
    #expect(BIFFFormats.styles(in: stream).first?.numberFormat == "0%")
    let verdict = AttachmentInspector().inspect(stream)
    #expect(verdict.xlm?.formulas.contains("=EXEC(\"c\")") == true, "\(verdict.xlm?.formulas ?? [])")
  }

  @Test func stylesPartsAreRead() {
    let xml = """
      <styleSheet><numFmts><numFmt numFmtId="164" formatCode="&quot;cmd&quot;"/></numFmts>
      <fonts><font><sz val="11"/></font><font><b/><sz val="99"/><color rgb="FFFF0000"/><name val="Arial"/></font></fonts>
      <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor indexed="12"/>
      </patternFill></fill></fills><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
      <cellXfs><xf fontId="0" fillId="0" numFmtId="9"/><xf fontId="1" fillId="1" numFmtId="164"><alignment
      horizontal="right"/><protection hidden="1"/></xf></cellXfs></styleSheet>
      """
    let styles = StylesPart.styles(in: Array(xml.utf8))
    #expect(styles.map(\.fontSize) == [11, 99])
    #expect(styles.map(\.numberFormat) == ["0%", "\"cmd\""])
    #expect(styles.last?.isBold == true && styles.last?.fontColour == 3 && styles.last?.fontName == "Arial")
    #expect(styles.last?.pattern == 1 && styles.last?.fillColour == 5)
    #expect(styles.last?.horizontal == 4 && styles.last?.isHidden == true)
  }
}
