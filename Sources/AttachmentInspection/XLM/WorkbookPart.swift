import ByteReading

extension Inspection {
  /// Macrosheets of a workbook in a package: sheets whose relationship says so, whatever their part is called.
  mutating func inspectWorkbookPart(_ reader: inout PackageReader, type: AttachmentType) {
    guard [.ooxmlXlsx, .ooxmlXlsm, .ooxmlXlsb, .ooxmlOther].contains(type) else { return }
    let parts = reader.relationships.keys.sorted().filter { source in
      reader.relationships[source]?.contains { Self.isMacrosheet($0) } ?? false
    }
    for part in parts { inspectMacrosheets(ofWorkbook: part, &reader) }
  }

  private static func isMacrosheet(_ relationship: Relationship) -> Bool {
    let type = relationship.type.lowercasedASCII
    return !relationship.isExternal && (type == "xlmacrosheet" || type == "xlintlmacrosheet")
  }

  private mutating func inspectMacrosheets(ofWorkbook part: String, _ reader: inout PackageReader) {
    let relationships = reader.relationships[part] ?? []
    let workbook = reader.content(ofPart: part, &self) ?? []
    let isBinary = workbook.first != 0x3C && !workbook.matches([0xEF, 0xBB, 0xBF], at: 0) && workbook.first != 0xFF
    var sheets: [String: XLMFacts.Sheet] = [:]
    let names: [String]
    if isBinary {
      let binary = XLSBWorkbook(workbook)
      for sheet in binary.sheets {
        sheets[sheet.relationship] = XLMFacts.Sheet(name: sheet.name, visibility: Self.visibility(ofState: sheet.state))
      }
      names = binary.names
    } else {
      let outline = WorkbookOutline(workbook)
      sheets = outline.sheets
      names = outline.names
    }
    var facts = XLMFacts(sheets: [])
    for relationship in relationships where Self.isMacrosheet(relationship) {
      facts.sheets.append(sheets[relationship.id] ?? XLMFacts.Sheet(name: relationship.target, visibility: "visible"))
      let content = reader.content(ofPart: relationship.target, &self) ?? []
      let room = limits.formulas - facts.formulas.count
      facts.formulas +=
        content.first == 0x3C || content.first == 0xEF
        ? MacrosheetXML.formulas(in: content, limit: room)
        : XLSBWorkbook.formulas(in: content, names: names, limit: room)
      if facts.formulas.count >= limits.formulas { hit(.formulas) }
    }
    let auto = names.filter(MacroAutoName.runsByItself)
    facts.autoOpen = !auto.isEmpty
    inspectXLM(facts, autoNames: auto)
  }
}

/// The sheets and defined names of a workbook part in XML (ECMA-376 part 1, §18.2).
struct WorkbookOutline {
  private(set) var sheets: [String: XLMFacts.Sheet] = [:]
  private(set) var names: [String] = []

  init(_ xml: [UInt8]) {
    for tag in XMLTags(xml) {
      if tag.name == "sheet", let id = tag["id"], sheets.count < 10_000 {
        let visibility: String
        switch tag["state"]?.lowercasedASCII {
        case "hidden": visibility = "hidden"
        case "veryhidden": visibility = "very-hidden"
        default: visibility = "visible"
        }
        sheets[id] = XLMFacts.Sheet(name: tag["name"] ?? "", visibility: visibility)
      } else if tag.name == "definedName", let name = tag["name"], names.count < 50_000 {
        names.append(name)
      }
    }
  }
}

/// The cells of a macrosheet part in XML.
enum MacrosheetXML {
  static func formulas(in xml: [UInt8], limit: Int) -> [String] {
    var formulas: [String] = []
    let tags = XMLTags(xml)
    for tag in tags where tag.name == "f" {
      guard formulas.count < limit else { break }
      let text = tags.text(from: tag.end)
      if !text.isEmpty { formulas.append("=" + text) }
    }
    return formulas
  }
}
