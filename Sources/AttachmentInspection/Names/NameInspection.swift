/// What a file name does to deceive, whatever the file is.
enum NameInspection {
  struct Finding {
    let id: TechniqueID
    let evidence: String
  }

  static func findings(in name: String) -> [Finding] {
    var findings: [Finding] = []
    let scalars = Array(name.unicodeScalars)
    if let mark = scalars.first(where: { [0x202E, 0x202D, 0x2067, 0x2066, 0x202B].contains($0.value) }) {
      findings.append(
        Finding(id: .nameReversal, evidence: "U+\(String(mark.value, radix: 16, uppercase: true)) in \(visible(name))"))
    }
    let runs = DangerousExtensions.runs(name)
    let pieces = name.split(separator: ".").map { $0.lowercased() }
    if runs, pieces.count >= 3, harmless.contains(trimmed(pieces[pieces.count - 2])) {
      findings.append(Finding(id: .doubleExtension, evidence: visible(name)))
    }
    if let run = longestBlankRun(scalars), run >= 8 {
      findings.append(Finding(id: .namePadding, evidence: "\(run) blanks in \(visible(name))"))
    } else if let run = longestRun(of: [0x2800, 0x3164, 0xFFA0], in: scalars), run >= 3 {
      findings.append(Finding(id: .namePadding, evidence: "\(run) blank letters in \(visible(name))"))
    }
    if mixesScripts(scalars) { findings.append(Finding(id: .nameHomoglyph, evidence: visible(name))) }
    return findings
  }

  /// Extensions that people take for documents.
  private static let harmless: Set<String> = [
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "jpg", "jpeg", "png", "gif", "csv", "htm", "html",
    "zip", "mp3", "mp4", "avi", "odt", "ods", "xml", "eml", "msg",
  ]

  private static func trimmed(_ text: String) -> String { text.filter { !$0.isWhitespace } }

  /// Blanks in a row before more text: spaces of any kind, braille blanks, fillers.
  private static func longestBlankRun(_ scalars: [Unicode.Scalar]) -> Int? {
    var longest = 0
    var run = 0
    for scalar in scalars {
      if scalar.properties.isWhitespace || [0x2800, 0x3164, 0x115F, 0x1160, 0xFFA0, 0x200B].contains(scalar.value) {
        run += 1
      } else {
        longest = max(longest, run)
        run = 0
      }
    }
    return longest > 0 ? longest : nil
  }

  /// Letters that show nothing (braille blanks, Hangul fillers) are no blanks that people type.
  private static func longestRun(of blanks: Set<UInt32>, in scalars: [Unicode.Scalar]) -> Int? {
    var longest = 0
    var run = 0
    for scalar in scalars {
      run = blanks.contains(scalar.value) ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest > 0 ? longest : nil
  }

  /// A word of Latin letters with Cyrillic or Greek ones that look like them (UTS 39 §5.1).
  private static func mixesScripts(_ scalars: [Unicode.Scalar]) -> Bool {
    var latin = false
    var lookalike = false
    var other = false
    for scalar in scalars + ["."] {
      let value = scalar.value
      if (value | 0x20 >= 0x61 && value | 0x20 <= 0x7A) {
        latin = true
      } else if lookalikes.contains(value) {
        lookalike = true
      } else if (value >= 0x0370 && value < 0x0530) {
        other = true
      } else if !scalar.properties.isAlphabetic {
        if latin && lookalike && !other { return true }
        latin = false
        lookalike = false
        other = false
      }
    }
    return false
  }

  private static let lookalikes: Set<UInt32> = [
    0x0430, 0x0435, 0x043E, 0x0440, 0x0441, 0x0443, 0x0445, 0x0455, 0x0456, 0x0458, 0x0410, 0x0412, 0x0415, 0x041A,
    0x041C, 0x041D, 0x041E, 0x0420, 0x0421, 0x0422, 0x0425, 0x0405, 0x0406, 0x0408, 0x03BF, 0x039F, 0x0391, 0x0392,
    0x0395, 0x0396, 0x0397, 0x0399, 0x039A, 0x039C, 0x039D, 0x03A1, 0x03A4, 0x03A5, 0x03A7,
  ]

  /// The name with its invisible characters written out.
  static func visible(_ name: String) -> String {
    var out = ""
    var blanks = 0
    for scalar in name.unicodeScalars {
      blanks = scalar == " " ? blanks + 1 : 0
      if blanks > 3 { continue }
      if scalar.properties.generalCategory == .format || scalar.value == 0x2800 {
        out += "‹U+\(String(scalar.value, radix: 16, uppercase: true))›"
      } else {
        out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
