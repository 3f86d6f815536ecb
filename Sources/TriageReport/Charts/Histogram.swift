import CaseStore
import MailModel

/// Findings by day and level, as bars.
struct Histogram {
  private static let levels: [Level] = [.low, .medium, .high, .critical]
  private static let mostBars = 120

  private let bars: [(label: String, counts: [Level: Int])]

  /// Counts findings that have a date; where the days are too many for bars, by as many days together as it takes.
  init(of findings: [FindingRow]) {
    let days = findings.compactMap { finding in finding.message.date.map { (day: $0 / 86_400, level: finding.level) } }
    guard let first = days.map(\.day).min(), let last = days.map(\.day).max() else {
      bars = []
      return
    }
    let (span, overflow) = last.subtractingReportingOverflow(first)
    let step = overflow ? Int64.max : max(1, span / Int64(Self.mostBars) + 1)
    var counts: [Int64: [Level: Int]] = [:]
    for entry in days { counts[(entry.day - first) / step, default: [:]][entry.level, default: 0] += 1 }
    let lastBar = min((last - first) / step, Int64(Self.mostBars))
    bars = (0...lastBar).map { index in
      let day = first + index * step
      return (String(MailDate(seconds: day * 86_400).rfc3339.prefix(10)), counts[index] ?? [:])
    }
  }

  var isEmpty: Bool { bars.isEmpty }

  /// The drawing.
  ///
  /// Every text in it is a date or a number.
  var svg: String {
    let (width, height, base) = (1_100.0, 150.0, 120.0)
    let tallest = Double(bars.map { $0.counts.values.reduce(0, +) }.max() ?? 1)
    let slot = width / Double(max(bars.count, 1))
    var out = "<svg viewBox=\"0 0 \(Int(width)) \(Int(height))\" role=\"img\" aria-label=\"Findings by day and level\">"
    out += "<line class=\"grid\" x1=\"0\" y1=\"\(base)\" x2=\"\(width)\" y2=\"\(base)\"/>"
    for (index, bar) in bars.enumerated() {
      var top = base
      let x = Double(index) * slot
      for level in Self.levels {
        guard let count = bar.counts[level], count > 0 else { continue }
        let tall = Double(count) / tallest * 100
        top -= tall
        out +=
          "<rect class=\"\(level.rawValue)\" x=\"\(Self.number(x + slot * 0.1))\" y=\"\(Self.number(top))\" "
          + "width=\"\(Self.number(max(1, min(slot * 0.8, 40))))\" height=\"\(Self.number(tall))\">"
          + "<title>\(bar.label): \(count) \(level.rawValue)</title></rect>"
      }
    }
    if let first = bars.first, let last = bars.last {
      out += "<text x=\"0\" y=\"\(height - 12)\">\(first.label)</text>"
      if bars.count > 1 {
        out += "<text x=\"\(width)\" y=\"\(height - 12)\" text-anchor=\"end\">\(last.label)</text>"
      }
      out += "<text x=\"0\" y=\"14\">\(Int(tallest)) a bar at most</text>"
    }
    return out + "</svg>"
  }

  static func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
