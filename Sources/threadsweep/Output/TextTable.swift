import FindingExport

/// A table of plain text for people: columns as wide as their widest cell, the last one free.
struct TextTable {
  private var rows: [[String]]

  init(header: [String]) { rows = [header] }

  mutating func add(_ cells: [String]) { rows.append(cells.map(\.printable)) }

  /// The table, each cell cut to `limit` characters.
  func text(limit: Int = 60) -> String {
    let cells = rows.map { $0.map { $0.count > limit ? $0.prefix(limit - 1) + "…" : $0[...] } }
    var widths: [Int] = []
    for row in cells {
      for (column, cell) in row.enumerated() {
        if column == widths.count { widths.append(0) }
        widths[column] = max(widths[column], cell.count)
      }
    }
    return cells.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? String(cell) : cell + String(repeating: " ", count: widths[column] - cell.count)
      }.joined(separator: "  ") + "\n"
    }.joined()
  }
}
