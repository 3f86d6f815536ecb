import FindingExport
import SweepPipeline

/// How progress is shown.
enum ProgressStyle: String, CaseIterable {
  case auto, bar, plain, json, none
}

/// Shows the progress of a sweep on standard error: a bar for a person, a line a minute for a log.
struct ProgressReporter {
  private let style: ProgressStyle
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?

  init(_ style: ProgressStyle) {
    self.style = style == .auto ? (StandardError.isTerminal ? .bar : .plain) : style
  }

  /// Shows `progress`, if its time has come.
  mutating func show(_ progress: SweepProgress) {
    let now = ContinuousClock.now
    let interval: Duration = style == .plain ? .seconds(60) : .milliseconds(200)
    // A log gets its first line after the first minute: a short run leaves it empty.
    guard style != .none, now - (lastShown ?? (style == .plain ? start : now - interval)) >= interval else { return }
    lastShown = now
    let seconds = max(0.001, (now - start).inSeconds)
    switch style {
    case .bar: StandardError.write("\r\u{1B}[K\(bar(progress, seconds))")
    case .json: StandardError.write(json(progress, seconds))
    default: StandardError.write("threadsweep: \(line(progress, seconds))\n")
    }
  }

  /// Clears the bar, where there is one.
  func finish() {
    if style == .bar, lastShown != nil { StandardError.write("\r\u{1B}[K") }
  }

  private func bar(_ progress: SweepProgress, _ seconds: Double) -> String {
    let filled = Int(fraction(progress) * 24)
    return "[\(String(repeating: "█", count: filled))\(String(repeating: "░", count: 24 - filled))] "
      + line(progress, seconds)
  }

  private func line(_ progress: SweepProgress, _ seconds: Double) -> String {
    let megabytes = Double(progress.bytesRead) / 1e6
    let rate = megabytes / seconds
    let left = Double(max(0, progress.totalBytes - progress.doneBytes)) / 1e6
    let remaining = rate > 0 ? "\(Int(left / rate)) s left" : "…"
    return "\(Int(fraction(progress) * 100)) %  \(Int(megabytes)) MB  \(Int(rate)) MB/s  "
      + "\(progress.messages) messages  \(Int(Double(progress.messages) / seconds))/s  \(remaining)  "
      + "\(progress.dangerousAttachments) dangerous attachments"
  }

  private func json(_ progress: SweepProgress, _ seconds: Double) -> String {
    var json = JSONWriter()
    json.object { json in
      json.field("bytes", progress.doneBytes)
      json.field("total_bytes", progress.totalBytes)
      json.field("messages", progress.messages)
      json.field("seconds", seconds)
      json.field("dangerous_attachments", progress.dangerousAttachments)
    }
    json.endLine()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  private func fraction(_ progress: SweepProgress) -> Double {
    progress.totalBytes > 0 ? min(1, Double(progress.doneBytes) / Double(progress.totalBytes)) : 1
  }
}
