import ByteReading

/// Names of programs that attackers start from documents, shortcuts and scripts.
enum CommandWords {
  /// Whether a command line names one of them.
  static func startsProgram(_ command: String) -> Bool {
    let folded = Array(command.lowercasedASCII.utf8)
    return programs.contains { contains($0, in: folded) }
  }

  /// Whole words only: `cmd` is not in `cmdlet`.
  private static func contains(_ word: [UInt8], in text: [UInt8]) -> Bool {
    var from = 0
    while let at = text.firstIndex(of: word, from: from) {
      let before = text.byte(at: at - 1)
      let after = text.byte(at: at + word.count)
      if !isLetter(before), !isLetter(after) { return true }
      from = at + 1
    }
    return false
  }

  private static func isLetter(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
  }

  private static let programs: [[UInt8]] = [
    "cmd", "powershell", "pwsh", "mshta", "wscript", "cscript", "rundll32", "regsvr32", "certutil", "bitsadmin",
    "msiexec", "wmic", "schtasks", "msdt", "conhost", "forfiles", "installutil", "msbuild", "curl", "ftp",
    "msexcel", "calc",
  ].map { Array($0.utf8) }
}
