/// The form of one mbox: how its separators look, how its lines end, whether its bodies are quoted.
///
/// Learned from the file's first megabyte, so that it is a function of the file alone and not of where reading
/// resumed.
struct MboxForm: Sendable, Equatable {
  /// Whether separators stand behind a blank line, as RFC 4155 has it.
  enum SeparatorSpacing: Sendable {
    case afterBlankLine
    /// The file has separators, but none behind a blank line: each must then show a mail's header below it.
    case anywhere
  }

  /// How body lines that begin with `From ` are told from separators.
  enum Quoting: Sendable {
    /// One `>` is put before `^>*From ` (mboxrd; mboxo does the same to its `From ` lines).
    case mboxrd
    /// Bodies stand as they are.
    case none
  }

  /// The byte that ends a line: LF, or CR in a file of an old Mac.
  var terminator: UInt8 = 0x0A
  var spacing: SeparatorSpacing = .afterBlankLine
  var quoting: Quoting = .mboxrd
  /// Whether a program keeps its flags in the headers.
  var keepsFlags = false
  private var accepted: UInt64 = 0

  /// Whether separators of that form are this file's.
  func accepts(_ line: SeparatorLine) -> Bool { accepted & Self.bit(line) != 0 }

  mutating func accept(_ line: SeparatorLine) { accepted |= Self.bit(line) }

  /// Whether the file's separators name a constant, so that no other line is likely to look the same.
  func isConstant(_ line: SeparatorLine) -> Bool {
    switch line.sender {
    case .dash, .placeholder: line.date != .none
    case .daemon: line.date != .none && !accepts(SeparatorLine(sender: .mailbox, date: line.date))
    case .none, .mailbox, .spelledOut, .words: false
    }
  }

  private static func bit(_ line: SeparatorLine) -> UInt64 {
    1 << UInt64(Int(line.sender.rawValue) * SeparatorLine.DateForm.allCases.count + Int(line.date.rawValue))
  }
}

extension SeparatorLine {
  init(sender: Sender, date: DateForm) {
    self.sender = sender
    self.date = date
  }
}
