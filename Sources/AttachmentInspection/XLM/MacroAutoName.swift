/// Defined names with a meaning of their own ([MS-XLS] §2.5.66).
enum MacroAutoName {
  static let builtIn: [Int: String] = [
    0x00: "Consolidate_Area", 0x01: "Auto_Open", 0x02: "Auto_Close", 0x03: "Extract", 0x04: "Database",
    0x05: "Criteria", 0x06: "Print_Area", 0x07: "Print_Titles", 0x08: "Recorder", 0x09: "Data_Form",
    0x0A: "Auto_Activate", 0x0B: "Auto_Deactivate", 0x0C: "Sheet_Title", 0x0D: "_FilterDatabase",
  ]

  /// Whether a macro by that name runs when the workbook opens, closes, or its sheet is switched to.
  ///
  /// Excel looks at the beginning of the name only, in any case, and a file may spell it as `_xlnm.Auto_Open`.
  static func runsByItself(_ name: String) -> Bool {
    var folded = name.unicodeScalars.filter { $0.value > 0x20 && !$0.properties.isDefaultIgnorableCodePoint }
      .reduce(into: "") { $0.unicodeScalars.append($1) }.lowercased()
    if folded.hasPrefix("_xlnm.") { folded.removeFirst(6) }
    return ["auto_open", "auto_close", "auto_activate", "auto_deactivate"].contains { folded.hasPrefix($0) }
  }
}
