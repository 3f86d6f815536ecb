/// Something that a macro did to the machine, with all of its arguments resolved.
struct MacroEffect: Hashable {
  enum Kind {
    /// Starts a program.
    case execute
    /// Calls a function of a library.
    case libraryCall
    /// Writes a file.
    case fileWrite
    /// Writes formulas or values into cells.
    case selfChange
    /// Asks about the machine.
    case environmentCheck
    /// Shows a message.
    case message

    /// Whether it does something outside of the workbook.
    var acts: Bool { self == .execute || self == .libraryCall || self == .fileWrite }
  }

  let kind: Kind
  /// The call as a formula.
  let text: String
  /// Whether it was reached from a name that makes macros run by themselves.
  let runsByItself: Bool
}
