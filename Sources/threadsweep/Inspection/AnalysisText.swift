import AttachmentInspection
import FindingExport
import MailModel

/// An inspected attachment as an analyst reads it.
///
/// Everything that comes from the attachment passes `shown`: no control character of its reaches the terminal.
struct AnalysisText {
  let extent: SourceExcerpt.Extent
  let defanging: Defanging
  let style: TerminalStyle

  private static let mostFormulas = 50
  private static let mostTexts = 40
  private static let longestText = 400

  /// The block for one attachment.
  func text(of analysis: AttachmentAnalysis, path: String) -> String {
    var lines = verdictLines(analysis, path: path)
    lines += techniqueLines(analysis)
    for source in analysis.sources { lines += sourceLines(source) }
    lines += factLines(analysis)
    lines += textLines(analysis)
    lines += listLines("urls", analysis.verdict.urls)
    lines += relationshipLines(analysis)
    lines += MemberTree(analysis).lines(extent, shown: shown, style: style)
    lines += listLines("limits reached", analysis.verdict.limitsHit)
    return lines.map { $0 + "\n" }.joined()
  }

  /// A text of the attachment as it may go to a terminal.
  private func shown(_ text: String) -> String { defanging.text(text).printable }

  private func verdictLines(_ analysis: AttachmentAnalysis, path: String) -> [String] {
    let verdict = analysis.verdict
    var lines = [
      style.set("\(verdict.level.rawValue) \(FindingListing.decimals(verdict.score))", verdict.level.colour)
        + "  \(verdict.type.rawValue)  \(path.printable)",
      "  \(verdict.summary)",
      "  size    \(verdict.size) bytes",
      "  sha256  \(verdict.digest.hex)",
    ]
    if verdict.encrypted {
      lines.append("  locked  " + (analysis.openings.isEmpty ? "no known password opens it" : "yes, and opened"))
    }
    for opening in analysis.openings where opening.origin != .none {
      lines.append("  opened  \(shown(opening.what)) with \"\(shown(opening.password))\" (\(opening.origin.words))")
    }
    return lines
  }

  private func techniqueLines(_ analysis: AttachmentAnalysis) -> [String] {
    guard !analysis.verdict.techniques.isEmpty else { return [] }
    var lines = heading("techniques, heaviest first (log-likelihood ratios)")
    var last = ""
    for technique in analysis.verdict.techniques {
      if technique.id != last {
        let attack = technique.attack.isEmpty ? "" : "  " + technique.attack.joined(separator: " ")
        lines.append("  \(FindingText.weight(technique.weight))  \(style.set(technique.id, .heading))\(attack)")
        lines.append("         \(technique.summary)")
      }
      last = technique.id
      var place = ""
      if let range = analysis.place(of: technique)?.range {
        place = style.set("  bytes \(range.lowerBound) to \(range.upperBound)", .faint)
      }
      lines.append("         · \(shown(technique.evidence))\(place)")
    }
    return lines
  }

  private func sourceLines(_ source: MacroSource) -> [String] {
    let place = source.path.isEmpty ? "" : " in \(shown(source.path))"
    let count = "\(source.lines.count) \(source.language == .excel4 ? "formulas" : "lines")"
    let name = source.name.isEmpty ? "" : " " + shown(source.name)
    // A module of a sheet that has no code has nothing to read.
    if extent == .shortened, source.language == .vba, source.lines.allSatisfy({ $0.text.hasPrefix("Attribute ") }) {
      return heading("\(source.language.words)\(name)\(place), no code")
    }
    var lines = heading("\(source.language.words)\(name)\(place), \(count)")
    let width = source.lines.reduce(4) { max($0, $1.label.count) }
    for piece in SourceExcerpt.pieces(of: source, extent) {
      switch piece {
      case .gap(let count):
        lines.append(style.set("    … \(count) more (--full shows them)", .faint))
      case .line(let index):
        let line = source.lines[index]
        let label = String(repeating: " ", count: width - line.label.count) + line.label
        let text = "\(label)  \(shown(line.text.replacing("\t", with: "    ")))"
        guard !line.marks.isEmpty else {
          lines.append("    \(text)")
          continue
        }
        lines.append("  > \(style.set(text, .heading))")
        let marks = line.marks.filter { !$0.isEmpty }.map(shown).joined(separator: "; ")
        if !marks.isEmpty {
          lines.append(String(repeating: " ", count: width + 6) + style.set("^ \(marks)", .medium))
        }
      }
    }
    if source.isCut { lines.append("    … and more that was not kept") }
    return lines
  }

  /// Modules and macrosheets, where their sources do not stand above.
  private func factLines(_ analysis: AttachmentAnalysis) -> [String] {
    var lines: [String] = []
    if let xlm = analysis.verdict.xlm {
      lines += heading("Excel 4.0 macrosheets")
      for sheet in xlm.sheets { lines.append("  \(shown(sheet.name)), \(sheet.visibility)") }
      if !analysis.sources.contains(where: { $0.language == .excel4 }) {
        let limit = extent == .full ? xlm.formulas.count : Self.mostFormulas
        for formula in xlm.formulas.prefix(limit) { lines.append("    \(shown(formula))") }
        if xlm.formulas.count > limit { lines.append("    … \(xlm.formulas.count - limit) more (--full shows them)") }
      }
    }
    return lines
  }

  private func textLines(_ analysis: AttachmentAnalysis) -> [String] {
    guard !analysis.texts.isEmpty else { return [] }
    var lines = heading("behind the encodings")
    let limit = extent == .full ? analysis.texts.count : Self.mostTexts
    for text in analysis.texts.prefix(limit) {
      let whole = extent == .full || text.text.count <= Self.longestText
      let content = whole ? text.text : text.text.prefix(Self.longestText) + "… (--full shows all)"
      lines.append("  \(text.kind.words)" + (text.place.isEmpty ? "" : ", \(shown(text.place))"))
      for line in content.split(whereSeparator: \.isNewline) { lines.append("    \(shown(String(line)))") }
    }
    if analysis.texts.count > limit { lines.append("  … \(analysis.texts.count - limit) more (--full shows them)") }
    return lines
  }

  private func relationshipLines(_ analysis: AttachmentAnalysis) -> [String] {
    listLines(
      "external relationships",
      analysis.externalRelationships.map { one in
        "\(one.type)  \(one.target)" + (one.part.isEmpty ? "" : "  of \(one.part)")
      })
  }

  private func listLines(_ title: String, _ items: [String]) -> [String] {
    guard !items.isEmpty else { return [] }
    let limit = extent == .full ? items.count : Self.mostTexts
    var lines = heading(title) + items.prefix(limit).map { "  \(shown($0))" }
    if items.count > limit { lines.append("  … \(items.count - limit) more (--full shows them)") }
    return lines
  }

  private func heading(_ text: String) -> [String] { ["", style.set(text, .heading)] }
}

extension Level {
  /// The colour in which a level stands out.
  var colour: TerminalStyle.Colour? {
    switch self {
    case .critical: .alarm
    case .high: .high
    case .medium: .medium
    case .low: .low
    case .info: nil
    }
  }
}

extension MacroSource.Language {
  fileprivate var words: String {
    switch self {
    case .vba: "VBA module"
    case .excel4: "Excel 4.0 macrosheet"
    case .script(let name): name
    }
  }
}

extension DecodedText.Kind {
  fileprivate var words: String {
    switch self {
    case .folded: "put together"
    case .macroCall: "done by Excel 4.0 macros"
    case .decoded: "decoded"
    }
  }
}

extension PasswordOpening.Origin {
  fileprivate var words: String {
    switch self {
    case .mail: "the mail names it"
    case .comment: "it stands beside it"
    case .wellKnown: "everybody tries it"
    case .none: "none is needed"
    }
  }
}
