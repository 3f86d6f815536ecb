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
    // Asked of every relationship of every package.
    guard !relationship.isExternal, relationship.mayHaveType(endingIn: "acrosheet") else { return false }
    let type = relationship.type.lowercasedASCII
    return type == "xlmacrosheet" || type == "xlintlmacrosheet"
  }

  private mutating func inspectMacrosheets(ofWorkbook part: String, _ reader: inout PackageReader) {
    let relationships = reader.relationships[part] ?? []
    let workbook = reader.content(ofPart: part, &self) ?? []
    let isBinary = workbook.first != 0x3C && !workbook.matches([0xEF, 0xBB, 0xBF], at: 0) && workbook.first != 0xFF
    let binary = isBinary ? XLSBWorkbook(workbook) : nil
    let outline = binary.map(WorkbookOutline.init(binary:)) ?? WorkbookOutline(workbook)
    var facts = XLMFacts(sheets: [])
    var macros = MacroWorkbook()
    for (name, formula) in outline.names { macros.add(name: name, formula: formula) }
    let strings = sharedStrings(of: relationships, isBinary: isBinary, &reader)
    if !isBinary, let part = relationships.first(where: { $0.type.lowercasedASCII == "styles" && !$0.isExternal }),
      let content = reader.content(ofPart: part.target, &self)
    {
      macros.formats.styles = StylesPart.styles(in: content)
    }
    // Sheets in the order of the workbook, then macrosheets that it does not list.
    var order = outline.order
    for relationship in relationships where Self.isMacrosheet(relationship) && outline.sheets[relationship.id] == nil {
      order.append(relationship.id)
    }
    let byID = Dictionary(relationships.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for id in order.prefix(256) {
      guard let relationship = byID[id], !relationship.isExternal else { continue }
      let isMacrosheet = Self.isMacrosheet(relationship)
      let sheet = outline.sheets[id] ?? XLMFacts.Sheet(name: relationship.target, visibility: "visible")
      let number = macros.sheets.count
      macros.add(sheet: sheet.name, isMacrosheet: isMacrosheet)
      if isMacrosheet { facts.sheets.append(sheet) }
      guard isMacrosheet || relationship.type.lowercasedASCII == "worksheet" else { continue }
      let content = reader.content(ofPart: relationship.target, &self) ?? []
      let room = max(0, limits.formulas - facts.formulas.count)
      if let binary, content.first != 0x3C {
        facts.formulas += binary.read(
          sheet: content, number: number, strings: strings, isMacrosheet: isMacrosheet, limit: room, into: &macros)
      } else {
        facts.formulas += MacrosheetXML.read(
          content, number: number, strings: strings, isMacrosheet: isMacrosheet, limit: room, into: &macros)
      }
      if facts.formulas.count >= limits.formulas { hit(.formulas) }
    }
    let auto = outline.names.map(\.name).filter(MacroAutoName.runsByItself)
    facts.autoOpen = !auto.isEmpty
    inspectXLM(facts, autoNames: auto, macros: macros)
  }

  private mutating func sharedStrings(
    of relationships: [Relationship], isBinary: Bool, _ reader: inout PackageReader
  ) -> [String] {
    guard let part = relationships.first(where: { $0.type.lowercasedASCII == "sharedstrings" && !$0.isExternal }),
      let content = reader.content(ofPart: part.target, &self)
    else { return [] }
    return content.first == 0x3C || content.first == 0xEF
      ? MacrosheetXML.strings(in: content) : XLSBWorkbook.strings(in: content)
  }
}

/// The sheets and defined names of a workbook part (ECMA-376 part 1, §18.2).
struct WorkbookOutline {
  private(set) var sheets: [String: XLMFacts.Sheet] = [:]
  /// The relationships of the sheets in the order of the workbook.
  private(set) var order: [String] = []
  private(set) var names: [(name: String, formula: String)] = []

  /// Reads a binary workbook's.
  init(binary: XLSBWorkbook) {
    for sheet in binary.sheets {
      sheets[sheet.relationship] = XLMFacts.Sheet(
        name: sheet.name, visibility: Inspection.visibility(ofState: sheet.state))
      order.append(sheet.relationship)
    }
    for (index, name) in binary.names.enumerated() {
      names.append((name, index < binary.definitions.count ? binary.definitions[index] : ""))
    }
  }

  init(_ xml: [UInt8]) {
    let tags = XMLTags(xml)
    for tag in tags {
      if tag.name == "sheet", let id = tag["id"], order.count < 10_000 {
        let visibility: String
        switch tag["state"]?.lowercasedASCII {
        case "hidden": visibility = "hidden"
        case "veryhidden": visibility = "very-hidden"
        default: visibility = "visible"
        }
        sheets[id] = XLMFacts.Sheet(name: tag["name"] ?? "", visibility: visibility)
        order.append(id)
      } else if tag.name == "definedName", let name = tag["name"], names.count < 50_000 {
        names.append((name, "=" + tags.text(from: tag.end)))
      }
    }
  }
}

/// The cells of a sheet part in XML (§18.3).
enum MacrosheetXML {
  /// Puts the cells into a workbook, and gives the formulas as text.
  static func read(
    _ xml: [UInt8], number: Int, strings: [String], isMacrosheet: Bool, limit: Int, into workbook: inout MacroWorkbook
  ) -> [String] {
    var formulas: [String] = []
    var place: MacroWorkbook.Place?
    var kind = ""
    let tags = XMLTags(xml)
    var count = 0
    for tag in tags {
      count += 1
      guard count < 1_000_000 else { break }
      switch tag.name {
      case "c":
        kind = tag["t"] ?? "n"
        place = MacroAddress(tag["r"] ?? "").map {
          MacroWorkbook.Place(sheet: number, row: $0.row, column: $0.column)
        }
        if let place, let style = tag["s"].flatMap({ Int($0) }) { workbook.formats.set(style: style, of: place) }
      case "row":
        if let row = tag["r"].flatMap({ Int($0) }), row > 0, row <= 1_048_576,
          let height = tag["ht"].flatMap({ Double($0) })
        {
          workbook.formats.set(height: height, ofRow: row - 1, sheet: number)
        }
      case "col":
        if let first = tag["min"].flatMap({ Int($0) }), let last = tag["max"].flatMap({ Int($0) }), first > 0,
          let width = tag["width"].flatMap({ Double($0) })
        {
          for column in first..<max(first, min(last, first + 256, 16_384) + 1) {
            workbook.formats.set(width: width, ofColumn: column - 1, sheet: number)
          }
        }
      case "f":
        guard isMacrosheet, formulas.count < limit else { continue }
        let text = "=" + tags.text(from: tag.end)
        guard text.utf8.count > 1 else { continue }
        formulas.append(text)
        if let place { workbook.set(place, formula: text, value: .empty) }
      case "v", "t":
        guard let place, tag.name == "v" || kind == "inlineStr" else { continue }
        let text = tags.text(from: tag.end)
        let value: MacroValue
        switch kind {
        case "s": value = Int(text).flatMap { strings.indices.contains($0) ? .text(strings[$0]) : nil } ?? .empty
        case "b": value = .bool(text == "1")
        case "e": value = .empty
        case "n": value = Double(text).map { .number($0) } ?? .empty
        default: value = .text(text)
        }
        if workbook.cells[place]?.formula != nil {
          if value != .number(0), !value.isEmpty { workbook.setValue(value, at: place) }
        } else {
          workbook.set(place, value: value)
        }
      default: break
      }
    }
    return formulas
  }

  /// The shared texts (§18.4): pieces of one item are joined.
  static func strings(in xml: [UInt8]) -> [String] {
    var strings: [String] = []
    let tags = XMLTags(xml)
    for tag in tags {
      if tag.name == "si" {
        guard strings.count < 100_000 else { break }
        strings.append("")
      } else if tag.name == "t", let last = strings.indices.last, strings[last].utf8.count < 65_536 {
        strings[last] += tags.text(from: tag.end)
      }
    }
    return strings
  }
}
