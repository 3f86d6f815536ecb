import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct AnalysisTests {
  private static let source = """
    Sub Workbook_Open()\r
      Dim s\r
      s = "WScr" & "ipt.Sh" & _\r
        "ell"\r
      CreateObject(s).Run "cmd /c " & Chr(99) & Chr(97) & Chr(108) & Chr(99)\r
      ' Shell "a comment"\r
      x = 1\r
    End Sub\r

    """

  private static func workbook(_ source: String) -> [UInt8] {
    CompoundFileBuilder(
      [("Workbook", BIFFBuilder().workbook())]
        + VBABuilder.streams([("ThisWorkbook", source)], below: "_VBA_PROJECT_CUR/")
    ).build()
  }

  @Test func theDecidingLinesAreMarked() throws {
    let analysis = AttachmentInspector().analyse(Self.workbook(Self.source))
    let module = try #require(analysis.sources.first { $0.language == .vba })
    #expect(module.name == "ThisWorkbook")
    let marked = module.lines.filter { !$0.marks.isEmpty }.map(\.text)
    #expect(marked.count == 4, "\(module.lines)")
    #expect(marked.first == "Sub Workbook_Open()")
    #expect(module.lines.contains { $0.marks.contains("= \"wscript.shell\"") })
    #expect(module.lines.contains { $0.marks.contains("= \"cmd /c calc\"") })
    #expect(analysis.texts.contains { $0.kind == .folded && $0.place.contains("in ThisWorkbook") })
  }

  @Test func aVerdictIsTheSameInAnyDetail() {
    for bytes in [Self.workbook(Self.source), ZipBuilder([("a.exe", Samples.program)]).build(), Samples.program, []] {
      let verdict = AttachmentInspector().inspect(bytes)
      for detail in [InspectionDetail.verdict, .evidence, .sources] {
        let analysis = AttachmentInspector().analyse(bytes, detail: detail)
        #expect(analysis.verdict == verdict)
        if detail < .sources { #expect(analysis.sources.isEmpty) }
        if detail == .verdict { #expect(analysis.members.isEmpty) }
      }
    }
  }

  @Test func membersHaveTypesAndTechniquesOfTheirOwn() {
    let inner = ZipBuilder([("b.exe", Samples.program)]).build()
    let analysis = AttachmentInspector().analyse(
      ZipBuilder([("a.zip", inner), ("c.txt", Array("Hi there".utf8))]).build())
    #expect(analysis.members.map(\.name) == ["a.zip", "a.zip!b.exe", "c.txt"])
    #expect(analysis.members.map(\.type) == [.zip, .pe, .text])
    #expect(analysis.members.map(\.size) == [inner.count, 1_024, 8])
    #expect(analysis.members.map(\.digest) == analysis.verdict.children.map(\.digest))
    let program = analysis.verdict.techniques.first { $0.id == "executable" }
    #expect(program.flatMap { analysis.place(of: $0) }?.path == "a.zip!b.exe")
  }

  @Test func macrosheetsAreListedByCell() throws {
    let sheet = "ID;P\nO;E\nNN;NAuto_open;ER1C1\nC;X1;Y1;EEXEC(\"calc\")\nC;X1;Y2;EHALT()\nE\n"
    let analysis = AttachmentInspector().analyse(Array(sheet.utf8))
    let source = try #require(analysis.sources.first)
    #expect(source.language == .excel4)
    #expect(source.lines.map(\.label) == ["A1", "A2"])
    #expect(source.lines.first?.marks == ["runs by itself", "acts: EXEC"])
    #expect(analysis.texts.contains { $0.kind == .macroCall })
  }

  @Test func relationshipsAndOpeningsAreWrittenDown() {
    let locked = Samples.encryptedZip("a.txt", Array("hello".utf8), password: "tender7")
    let opened = AttachmentInspector().analyse(locked, passwords: ["tender7"])
    #expect(opened.openings.map(\.password) == ["tender7"])
    #expect(opened.openings.map(\.origin) == [.mail])
  }

  @Test func everyTechniqueHasPlainWords() {
    for id in TechniqueID.allCases {
      let summary = Technique(id: id.rawValue, evidence: "", weight: 0).summary
      #expect(summary.count > 5, "\(id)")
    }
    #expect(Technique(id: "no such thing", evidence: "", weight: 0).summary.isEmpty)
    for type in AttachmentType.allCases { #expect(!type.words.isEmpty) }
  }

  @Test func longSourcesAreBounded() {
    let lines = String(repeating: "x = 1\r\n", count: 30_000)
    let analysis = AttachmentInspector().analyse(Self.workbook("Sub a()\r\n\(lines)End Sub\r\n"))
    #expect((analysis.sources.first?.lines.count ?? 0) > 20_000)
  }
}
