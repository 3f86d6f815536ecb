import CaseStore
import HijackDetection
import MailModel

/// Which accounts sent which hosts and documents to which mailboxes: a small drawing in three columns.
struct RelationGraph {
  private static let mostNodes = 20

  private struct Column {
    var kind: String
    var labels: [String] = []

    /// The place of `label`, added where there is room.
    mutating func place(of label: String) -> Int? {
      if let known = labels.firstIndex(of: label) { return known }
      guard labels.count < RelationGraph.mostNodes else { return nil }
      labels.append(label)
      return labels.count - 1
    }
  }

  private var columns = [Column(kind: "account"), Column(kind: "hash"), Column(kind: "mailbox")]
  private var edges: Set<[Int]> = []

  /// Draws the alarms of a case, the worst first, as far as there is room.
  init(of alarms: [FindingRow]) {
    for finding in alarms {
      guard let account = columns[0].place(of: finding.message.author) else { continue }
      var payloads = (finding.facts?.newLinks ?? []).prefix(4).map(\.host)
      payloads += finding.attachments.filter { $0.level >= .medium }.map { $0.name ?? String($0.digest.hex.prefix(12)) }
      let middles = payloads.compactMap { columns[1].place(of: $0) }
      for middle in middles { edges.insert([0, account, middle]) }
      for recipient in (finding.facts?.to ?? []).prefix(6) {
        guard let mailbox = columns[2].place(of: recipient.key) else { continue }
        for middle in middles { edges.insert([1, middle, mailbox]) }
      }
    }
  }

  var isEmpty: Bool { edges.isEmpty }

  /// The drawing; labels are cut and defanged.
  var svg: String {
    let rows = columns.map(\.labels.count).max() ?? 0
    let (width, step) = (1_100, 30)
    let height = max(60, rows * step + 40)
    let lefts = [10, 410, 810]
    func y(_ column: Int, _ index: Int) -> Int {
      40 + (rows - columns[column].labels.count) * step / 2 + index * step
    }
    var out = "<svg viewBox=\"0 0 \(width) \(height)\" role=\"img\" aria-label=\"Accounts, payloads and mailboxes\">"
    for (column, title) in ["sent by", "leads to or carries", "sent to"].enumerated() {
      out += "<text x=\"\(lefts[column])\" y=\"16\">\(title)</text>"
    }
    for edge in edges.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let (from, to) = (edge[0], edge[0] + 1)
      out +=
        "<line class=\"edge\" x1=\"\(lefts[from] + 280)\" y1=\"\(y(from, edge[1]))\" x2=\"\(lefts[to])\" "
        + "y2=\"\(y(to, edge[2]))\"/>"
    }
    for (column, entry) in columns.enumerated() {
      for (index, label) in entry.labels.enumerated() {
        let middle = y(column, index)
        let short = label.count > 40 ? label.prefix(39) + "…" : label[...]
        out +=
          "<rect class=\"node \(entry.kind)\" x=\"\(lefts[column])\" y=\"\(middle - 11)\" width=\"280\" height=\"22\" "
          + "rx=\"5\"/><text class=\"label\" x=\"\(lefts[column] + 8)\" y=\"\(middle + 4)\">"
          + HTMLText.escaped(HTMLText.defanged(address: String(short))) + "</text>"
      }
    }
    return out + "</svg>"
  }
}
