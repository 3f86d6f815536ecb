/// The formulas of macrosheets as a listing, the deciding ones marked.
enum MacroSheetListing {
  private static let mostCells = 50_000

  /// One source for each macrosheet that has formulas, at most `limit` lines in all.
  static func sources(of workbook: MacroWorkbook, autoNames: [String], path: String, limit: Int) -> [MacroSource] {
    let entries = entryCells(of: workbook, autoNames: autoNames)
    var bySheet: [Int: [MacroWorkbook.Place]] = [:]
    for (place, cell) in workbook.cells where cell.formula != nil && bySheet[place.sheet, default: []].count < mostCells
    {
      bySheet[place.sheet, default: []].append(place)
    }
    var left = limit
    var sources: [MacroSource] = []
    for (index, sheet) in workbook.sheets.enumerated() where sheet.isMacrosheet {
      let places = (bySheet[index] ?? []).sorted { ($0.column, $0.row) < ($1.column, $1.row) }.prefix(max(0, left))
      left -= places.count
      let lines = places.map { place in
        let formula = workbook.cells[place]?.formula ?? ""
        return MacroSource.Line(address(place), formula, marks: marks(of: formula, isEntry: entries.contains(place)))
      }
      if !lines.isEmpty { sources.append(MacroSource(name: sheet.name, path: path, language: .excel4, lines: lines)) }
    }
    return sources
  }

  private static func marks(of formula: String, isEntry: Bool) -> [String] {
    var marks = isEntry ? ["runs by itself"] : []
    for call in MacroCalls.called(in: formula) where marks.count < 4 {
      let mark: String
      if MacroCalls.runsPrograms.contains(call) {
        mark = "acts: \(call)"
      } else if MacroCalls.buildsFormulas.contains(call) {
        mark = "writes cells: \(call)"
      } else if call == "GET.WORKSPACE" || call == "GET.CELL" || call == "GET.DOCUMENT" {
        mark = "asks: \(call)"
      } else {
        continue
      }
      if !marks.contains(mark) { marks.append(mark) }
    }
    return marks
  }

  /// Cells at which what runs by itself begins.
  private static func entryCells(of workbook: MacroWorkbook, autoNames: [String]) -> Set<MacroWorkbook.Place> {
    let auto = Set(autoNames.map { $0.lowercased() })
    var cells: Set<MacroWorkbook.Place> = []
    for name in workbook.names where auto.contains(name.name.lowercased()) {
      guard case .area(let sheet, let first, _)? = MacroParser.expression(of: name.formula) else { continue }
      let index = sheet.flatMap { workbook.sheet(named: $0) } ?? workbook.sheets.firstIndex { $0.isMacrosheet } ?? 0
      cells.insert(MacroWorkbook.Place(sheet: index, row: first.row, column: first.column))
    }
    return cells
  }

  /// A cell's address, such as `AB12`.
  static func address(_ place: MacroWorkbook.Place) -> String {
    var column = max(0, min(place.column, 16_383))
    var letters = ""
    repeat {
      letters = String(Character(Unicode.Scalar(UInt8(65 + column % 26)))) + letters
      column = column / 26 - 1
    } while column >= 0
    return "\(letters)\(place.row + 1)"
  }
}

extension Inspection {
  /// Writes down the formulas, and what they do when they are followed.
  mutating func note(_ macros: MacroWorkbook, autoNames: [String], effects: [MacroEffect]) {
    guard let limit = notes?.lineAllowance else { return }
    for source in MacroSheetListing.sources(of: macros, autoNames: autoNames, path: place, limit: limit) {
      notes?.add(source)
    }
    for effect in effects where effect.kind.acts {
      notes?.add(.macroCall, effect.text, at: effect.runsByItself ? "runs by itself" : "if it is started")
    }
  }
}
