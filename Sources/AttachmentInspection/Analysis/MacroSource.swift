/// The source of a macro or script, line by line, with the deciding lines marked.
public struct MacroSource: Sendable {
  /// In what it is written.
  public enum Language: Sendable, Hashable {
    /// Visual Basic for Applications, decompressed.
    case vba
    /// Formulas of an Excel 4.0 macrosheet, decompiled.
    case excel4
    /// A script, by the name of its language.
    case script(String)
  }

  /// One line of a source, or one cell of a macrosheet.
  public struct Line: Sendable, Hashable {
    /// The line's number, counted from one, or the cell's address.
    public var label: String
    /// The line as it stands in the source.
    public var text: String
    /// Why it matters: what it starts, what it puts together; empty where it does not.
    public var marks: [String]

    init(_ label: String, _ text: String, marks: [String] = []) {
      self.label = label
      self.text = text
      self.marks = marks
    }
  }

  /// The name of the module, the sheet or the file.
  public var name: String
  /// The containers to go through, with `!` between them; empty at the attachment itself.
  public var path: String
  /// In what it is written.
  public var language: Language
  /// Its lines.
  public var lines: [Line]
  /// Whether the source goes on where the lines end.
  public var isCut = false
}
