import CompoundFiles

@testable import AttachmentInspection

extension FuzzTarget {
  /// Macros and scripts: their containers, compiled forms, sources and interpreters.
  static let macros = [
    FuzzTarget("vba-compression") { bytes in
      guard let content = OVBACompression.decompress(bytes, limit: 1 << 20) else { return }
      hold(content.count <= 1 << 20, "the limit holds")
    },
    FuzzTarget("vba-source") { bytes in
      var lexicon = VBALexicon()
      let procedures = VBAProcedure.procedures(in: bytes, module: "m", &lexicon)
      let reachable = VBACallGraph.reachable(in: procedures, lexicon)
      hold(reachable.count == procedures.count, "one word for each procedure")
      var interpreter = VBAInterpreter(procedures, lexicon, steps: 1_000)
      interpreter.run(Array(procedures.indices.filter { !procedures[$0].name.isEmpty }), isAutomatic: true)
      for procedure in procedures { _ = VBACapability.capabilities(of: procedure) }
    },
    FuzzTarget("vba-compiled") { bytes in
      _ = VBADirectory(bytes)
      _ = VBACompiledForm.words(in: bytes, to: bytes.count)
      guard let lines = VBACompiledLines(in: bytes, to: bytes.count) else { return }
      _ = VBAStomping.difference(of: bytes, from: lines)
    },
    FuzzTarget("vba-project") { bytes in
      // The streams of a project, each behind its length: compound files are too strict to be hit by chance.
      var rest = bytes[...]
      func part() -> [UInt8] {
        let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        let part = rest.dropFirst(2).prefix(length)
        rest = rest[part.endIndex...]
        return Array(part)
      }
      let streams = [["VBA", "dir"], ["VBA", "ThisDocument"], ["VBA", "_VBA_PROJECT"], ["PROJECT"]].map { ($0, part()) }
      guard let file = CompoundFile(CompoundFileWriter.file(streams: streams)) else { return }
      inspect(bytes, as: .oleDoc) { inspection, _ in
        inspection.inspectVBA(VBAProject.projects(in: file, sourceLimit: 1 << 20), isOwn: true)
      }
    },
    FuzzTarget("biff") { bytes in inspect(bytes, as: .oleXls) { $0.inspectWorkbookStream($1) } },
    FuzzTarget("xlsb") { bytes in
      let workbook = XLSBWorkbook(bytes)
      var macros = MacroWorkbook()
      macros.add(sheet: "m", isMacrosheet: true)
      _ = workbook.read(
        sheet: bytes, number: 0, strings: XLSBWorkbook.strings(in: bytes), isMacrosheet: true, limit: 200, into: &macros
      )
      var emulator = MacroEmulator(macros, steps: 1_000)
      emulator.runAll(autoNames: ["auto_open"])
      _ = BIFFFormats.styles(in: bytes)
      _ = StylesPart.styles(in: bytes)
    },
    FuzzTarget("macro-sheet") { bytes in
      // A line is a cell; they stand one below the other, as macros do.
      var macros = MacroWorkbook()
      macros.add(sheet: "m", isMacrosheet: true)
      macros.add(name: "Auto_Open", formula: "=m!R1C1")
      for (row, line) in bytes.split(separator: 0x0A).prefix(200).enumerated() {
        let text = String(decoding: line, as: UTF8.self)
        macros.set(
          MacroWorkbook.Place(sheet: 0, row: row, column: 0), formula: text.hasPrefix("=") ? text : nil,
          value: .text(text))
        _ = MacroParser.expression(of: text)
      }
      var emulator = MacroEmulator(macros, steps: 1_000)
      emulator.runAll(autoNames: ["Auto_Open"])
    },
    FuzzTarget("script") { bytes in
      guard let first = bytes.first else { return }
      let languages: [ScriptLanguage?] = [
        .encoded, .vbscript, .jscript, .powershell, .batch, .hta, .windowsScript, nil,
      ]
      let text = Array(bytes.dropFirst())
      let unfolding = ScriptUnfolding(text, language: languages[Int(first) % languages.count])
      hold(unfolding.layers.reduce(0) { $0 + $1.text.count } <= 64 << 20, "layers are bounded")
      inspect(text, as: .script) { $0.inspectScript($1) }
    },
    FuzzTarget("batch") { bytes in
      hold(BatchExpansion.expanded(bytes).count <= 8 << 20, "batch files do not swell")
      _ = ScriptEncoding.decoded(bytes)
      _ = EncodedCommand.all(in: bytes)
      _ = NumberLiterals.payloads(in: bytes)
    },
  ]
}
