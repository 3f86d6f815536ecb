import AttachmentInspection

/// What lies inside an attachment, as a tree.
struct MemberTree {
  private static let most = 60

  private let analysis: AttachmentAnalysis
  private let techniques: [String: [Technique]]

  init(_ analysis: AttachmentAnalysis) {
    self.analysis = analysis
    var techniques: [String: [Technique]] = [:]
    for technique in analysis.verdict.techniques {
      guard let path = analysis.place(of: technique)?.path, !path.isEmpty else { continue }
      techniques[path, default: []].append(technique)
    }
    self.techniques = techniques
  }

  /// The tree's lines; `shown` makes names fit for a terminal.
  func lines(
    _ extent: SourceExcerpt.Extent, shown: (String) -> String, style: TerminalStyle
  ) -> [String] {
    let members = analysis.members
    guard !members.isEmpty else { return [] }
    let limit = extent == .full ? members.count : Self.most
    var lines = ["", style.set("contains", .heading)]
    var open: [String] = []
    for member in members.prefix(limit) {
      while let last = open.last, !member.name.hasPrefix(last + "!") { open.removeLast() }
      let indent = String(repeating: "  ", count: open.count + 1)
      let name = open.last.map { String(member.name.dropFirst($0.count + 1)) } ?? member.name
      var words = [shown(name), member.type?.rawValue ?? "not unpacked"]
      if let size = member.size { words.append("\(size) bytes") }
      if let digest = member.digest { words.append(digest.hex) }
      lines.append(indent + words.joined(separator: "  "))
      var known: Set<String> = []
      for technique in techniques[member.name] ?? [] where known.insert(technique.id).inserted {
        lines.append("\(indent)  \(FindingText.weight(technique.weight))  \(technique.id)")
      }
      open.append(member.name)
    }
    if members.count > limit { lines.append("  … \(members.count - limit) more (--full shows them)") }
    return lines
  }
}
