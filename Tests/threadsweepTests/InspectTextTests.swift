import Foundation
import MailTestSupport
import Testing

/// The text of `inspect`, as the binary prints it.
@Suite("inspect: text") struct InspectTextTests {
  private static let macros = """
    Sub Workbook_Open()\r
      Dim s\r
      s = "WScr" & "ipt.Sh" & "ell"\r
      CreateObject(s).Run "cmd /c " & Chr(99) & Chr(97) & Chr(108) & Chr(99)\r
      u = "http://evil" & ".example/a"\r
    End Sub\r

    """

  /// A document for each kind of block; all inert.
  private static let documents: [(name: String, bytes: [UInt8])] = {
    let sheet = "ID;P\nO;E\nNN;NAuto_open;ER1C1\nC;X1;Y1;EEXEC(\"ca\"&\"lc\")\nC;X1;Y2;EHALT()\nE\n"
    let script = "var a = 'WScr' + 'ipt.Shell';\nnew ActiveXObject(a).Run('cmd /c calc');\nWScript.Quit(0);\n"
    return [
      ("macros.bin", VBABuilder.project([(name: "ThisWorkbook", source: macros), (name: "Sheet1", source: "")])),
      ("sheet.slk", Array(sheet.utf8)), ("script.js", Array(script.utf8)), ("notes.txt", Array("Nothing here.\n".utf8)),
    ]
  }()

  @Test(arguments: documents.map(\.name))
  func aDocumentIsShownAsItIsRecorded(name: String) throws {
    let folder = try TemporaryFolder()
    for document in Self.documents where document.name == name { try folder.write(document.bytes, to: name) }
    try Golden.expect(try Binary.run(["inspect", name], in: folder.path).output, toBe: name)
  }

  @Test(arguments: ["copy.7z", "aes256.zip", "pdf-r6-user.pdf"])
  func aFixtureIsShownAsItIsRecorded(name: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("documents/\(name)")))), to: name)
    try Golden.expect(try Binary.run(["inspect", name], in: folder.path).output, toBe: name)
  }

  @Test func severalDocumentsEndInATable() throws {
    let folder = try TemporaryFolder()
    for document in Self.documents { try folder.write(document.bytes, to: document.name) }
    let output = try Binary.run(["inspect"] + Self.documents.map(\.name), in: folder.path).output
    let table = output.components(separatedBy: "\n\n\n").last ?? ""
    try Golden.expect(table, toBe: "table")
  }

  @Test func theExitStatusFollowsTheLevel() throws {
    let folder = try TemporaryFolder()
    for document in Self.documents { try folder.write(document.bytes, to: document.name) }
    func status(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Int32 {
      try Binary.run(["inspect"] + arguments, in: folder.path, environment: environment).status
    }
    #expect(try status(["macros.bin"]) == 0)
    #expect(try status(["macros.bin", "--fail-on", "high"]) == 10)
    #expect(try status(["notes.txt", "--fail-on", "low"]) == 0)
    #expect(try status(["notes.txt", "macros.bin", "--fail-on", "critical", "--format", "json"]) == 10)
    #expect(try status(["macros.bin"], ["THREADSWEEP_FAIL_ON": "high"]) == 10)
    #expect(try status(["macros.bin", "--fail-on", "highest"]) == 64)
    // What could not be read comes first, unless it is allowed.
    #expect(try status(["macros.bin", "absent", "--fail-on", "high"]) == 66)
    #expect(try status(["macros.bin", ".", "--fail-on", "high"]) == 3)
    #expect(try status(["macros.bin", ".", "--fail-on", "high", "--allow-partial"]) == 10)
  }

  @Test func addressesAreDefangedInTextOnly() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.documents[0].bytes, to: "a.bin")
    let text = try Binary.run(["inspect", "a.bin"], in: folder.path).output
    #expect(text.contains("hxxp://evil[.]example/a"))
    #expect(!text.contains("http://evil.example"))
    #expect(
      try Binary.run(["inspect", "--live-urls", "a.bin"], in: folder.path).output.contains("http://evil.example/a"))
    let json = try Binary.run(["inspect", "--format", "json", "a.bin"], in: folder.path).object()
    #expect((json["urls"] as? [String])?.contains("http://evil.example/a") == true)
    let strings = json["strings"] as? [[String: Any]]
    #expect(strings?.contains { $0["text"] as? String == "WScript.Shell" && $0["kind"] as? String == "folded" } == true)
  }

  @Test func longSourcesAreShortenedAroundTheMarks() throws {
    let filler = (0..<400).map { "  x\($0) = \($0)\r\n" }.joined()
    let source = "Sub a()\r\n\(filler)End Sub\r\nSub AutoOpen()\r\n  Shell \"calc\"\r\nEnd Sub\r\n"
    let folder = try TemporaryFolder()
    try folder.write(VBABuilder.project([(name: "Module1", source: source)]), to: "a.bin")
    let short = try Binary.run(["inspect", "a.bin"], in: folder.path).output
    #expect(short.contains("x399 = 399") && !short.contains("x200 = 200") && short.contains("more (--full shows them)"))
    #expect(short.contains("Shell \"calc\""))
    let full = try Binary.run(["inspect", "--full", "a.bin"], in: folder.path).output
    #expect(full.contains("x200 = 200") && !full.contains("--full"))
  }

  @Test func hostileNamesAndSourcesNeverReachTheTerminalRaw() throws {
    let evil = "\u{1B}[2J\u{1B}]0;x\u{07}\u{202E}\u{9B}31m\u{85}"
    let source = "Sub AutoOpen()\r\n  Shell \"\(evil)\" & \"http://\(evil)/\"\r\nEnd Sub\r\n"
    let folder = try TemporaryFolder()
    try folder.write(VBABuilder.project([(name: "M\u{1B}[1m", source: source)]), to: "a\u{1B}[31m.bin")
    try folder.write(Array("ID;P\nNN;NAuto_open\(evil);ER1C1\nC;X1;Y1;EEXEC(\"\(evil)\")\nE\n".utf8), to: "b.slk")
    try folder.write(
      Array("eval('\(evil)' + unescape('%1b[31m%e2%80%ae'));new ActiveXObject('x'+'y');".utf8), to: "c.js")
    for name in ["a\u{1B}[31m.bin", "b.slk", "c.js"] {
      for arguments in [[], ["--full"], ["--live-urls"], ["--format", "json"]] {
        let output = try Binary.run(["inspect", name] + arguments, in: folder.path).output
        #expect(!output.isEmpty)
        for scalar in output.unicodeScalars {
          let isControl = scalar.value < 0x20 && scalar != "\n" || scalar.value >= 0x7F && scalar.value < 0xA0
          #expect(!isControl && scalar != "\u{202E}", "U+\(String(scalar.value, radix: 16)) in \(name)")
        }
      }
    }
  }

  @Test func helpNamesTheOptions() throws {
    let help = try Binary.run(["inspect", "--help"]).output
    for word in ["--full", "--live-urls", "--fail-on", "NO_COLOR", "hxxp://"] {
      #expect(help.contains(word), "\(word)")
    }
  }
}

/// Recorded outputs: `THREADSWEEP_RECORD=1 swift test` writes them anew.
enum Golden {
  static func expect(_ output: String, toBe name: String) throws {
    let file = URL(fileURLWithPath: Fixtures.path("inspect/\(name).txt"))
    if ProcessInfo.processInfo.environment["THREADSWEEP_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(output.utf8).write(to: file)
    }
    let recorded = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(output == recorded)
  }
}
