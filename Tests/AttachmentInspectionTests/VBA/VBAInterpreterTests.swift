import Testing

@testable import AttachmentInspection

@Suite struct VBAInterpreterTests {
  private func texts(_ source: String) -> [String] {
    var lexicon = VBALexicon()
    let procedures = VBAProcedure.procedures(in: Array(source.utf8), module: "M", &lexicon)
    var interpreter = VBAInterpreter(procedures, lexicon)
    interpreter.run(procedures.indices.filter { !procedures[$0].name.isEmpty }, isAutomatic: true)
    return interpreter.texts.flatMap { $0 }
  }

  @Test(arguments: [
    ("Sub A()\na = \"power\"\nb = a & \"shell\"\nEnd Sub", "powershell"),
    ("Const a = \"power\"\nSub A()\nb = a & \"shell\"\nEnd Sub", "powershell"),
    ("Sub A()\nb = Replace(\"pXowXerXshXell\", \"X\", \"\")\nEnd Sub", "powershell"),
    ("Sub A()\nb = StrReverse(\"llehs\" & \"rewop\")\nEnd Sub", "powershell"),
    ("Sub A()\nb = Mid(\"xxpowershellyy\", 3, 10)\nEnd Sub", "powershell"),
    ("Sub A()\nb = Left(\"powershellyy\", 10) & Right(\"xx.exe\", 4)\nEnd Sub", "powershell.exe"),
    ("Sub A()\nb = Chr(99 + 1 - 1) & Chr(&H6D) & Chr(200 / 2) & Chr(100 Xor 0) & \".exe\"\nEnd Sub", "cmdd.exe"),
    ("Sub A()\nb = Join(Array(\"cm\", \"d.e\", \"xe\"), \"\")\nEnd Sub", "cmd.exe"),
    ("Sub A()\nb = Split(\"a,cmd.exe,b\", \",\")(1) & \" /c\"\nEnd Sub", "cmd.exe /c"),
    ("Sub A()\nFor i = 1 To 4\ns = s & Mid(\"cXmXdX!X\", i * 2 - 1, 1)\nNext\nb = s & \" /c\"\nEnd Sub", ""),
    ("Sub A()\ns = \"\"\nFor i = 1 To 4\ns = s & Mid(\"cXmXdX!X\", i * 2 - 1, 1)\nNext i\nEnd Sub", "cmd!"),
    (
      "Function D(h)\nD = \"\"\nFor i = 1 To Len(h) Step 2\nD = D & Chr(\"&H\" & Mid(h, i, 2))\nNext\nEnd Function\nSub A()\nb = D(\"636D642E657865\")\nEnd Sub",
      "cmd.exe"
    ),
    (
      "Function D(v)\nr = \"\"\nFor Each c In v\nr = r & Chr(c - 7)\nNext\nD = r\nEnd Function\nSub A()\nb = D(Array(106, 116, 107, 53, 108, 127, 108))\nEnd Sub",
      "cmd.exe"
    ),
    ("Sub A()\ns = \"\"\ni = 0\nDo While i < 5\ns = s & \"ab\"\ni = i + 1\nLoop\nEnd Sub", "ababababab"),
    ("Sub A()\nIf 1 = 2 Then\nb = \"no\" & \"pe\"\nElse\nb = \"ye\" & \"s!\"\nEnd If\nEnd Sub", "yes!"),
    ("Sub A()\nIf Now > x Then b = \"ei\" & \"ther\"\nEnd Sub", "either"),
    ("Sub A()\nDim p(2)\np(0) = \"cmd\"\np(1) = \".exe\"\nb = p(0) & p(1)\nEnd Sub", "cmd.exe"),
    ("Sub A()\nShell \"cmd \" & Environ(\"TEMP\") & \"\\a.exe\"\nEnd Sub", "cmd %TEMP%\\a.exe"),
    ("Sub A()\nb = VBA.Chr(99) & Strings.Mid(\"xmdxx\", 2, 2) & \" /c\"\nEnd Sub", "cmd /c"),
  ])
  func putsTextsTogether(source: String, text: String) {
    let found = texts(source.split(separator: "\n").joined(separator: "\r\n"))
    #expect(text.isEmpty || found.contains(text), "\(found)")
  }

  @Test(arguments: [
    "Sub A()\nA\nEnd Sub", "Sub A()\nB\nEnd Sub\nSub B()\nA\nEnd Sub", "Sub A()\nDo\ns = s & \"x\"\nLoop\nEnd Sub",
    "Sub A()\nFor i = 1 To 2000000000\nNext\nEnd Sub", "Sub A()\ns = \"x\"\nFor i = 1 To 100\ns = s & s\nNext\nEnd Sub",
    "Sub A()\nFor i = 1 To 9 Step 0\nNext\nEnd Sub", "Sub A()\nx = 2 ^ 99999 * 2147483647 * 2147483647\nEnd Sub",
    "Sub A()\nIf\nElse\nEnd If\nNext\nLoop\nWend\nExit\nEnd\nEnd Sub", "Sub A()\nx = ((((((((((\nEnd Sub",
    "Function F(x)\nF = F(x & x) & F(x & x)\nEnd Function\nSub A()\nb = F(\"abcd\")\nEnd Sub",
    "Sub A()\nWhile 1\nWhile 1\nWend\nWend\nEnd Sub",
  ])
  func hostileSourceEnds(source: String) {
    #expect(texts(source.split(separator: "\n").joined(separator: "\r\n")).count <= 4_000)
  }

  @Test func deepExpressionsEnd() {
    #expect(texts("Sub A()\nx = " + String(repeating: "(", count: 50_000) + "\nEnd Sub").isEmpty)
    #expect(texts("Sub A()\nx = " + String(repeating: "-", count: 15_000) + "1\nEnd Sub").isEmpty)
    #expect(texts("Sub A()\nx = " + String(repeating: "Chr(", count: 15_000) + "\nEnd Sub").isEmpty)
  }
}
