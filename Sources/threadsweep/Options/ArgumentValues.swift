import ArgumentParser
import FindingExport
import MailModel
import SweepPipeline

extension Level: ExpressibleByArgument {}

extension ExportFormat: ExpressibleByArgument {}

extension ProgressStyle: ExpressibleByArgument {}

/// A length of time as an option takes it: `90s`, `30m`, `4h`, `2d`, or seconds.
struct DurationArgument: ExpressibleByArgument {
  var duration: Duration

  init?(argument: String) {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    let unit = argument.last.flatMap { units[$0] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard let number = Int64(digits), number >= 0 else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit ?? 1)
    guard !overflow else { return nil }
    duration = .seconds(seconds)
  }
}

/// A date as an option takes it: `2021-09-14`, or RFC 3339 with a time and a zone.
struct DateArgument: ExpressibleByArgument {
  var date: MailDate

  init?(argument: String) {
    guard let date = MailDate(iso8601: argument) else { return nil }
    self.date = date
  }
}

/// An output as an option takes it: `jsonl=findings.jsonl`.
struct OutputArgument: ExpressibleByArgument {
  var format: ExportFormat
  var path: String

  init(format: ExportFormat, path: String) {
    self.format = format
    self.path = path
  }

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), let format = ExportFormat(rawValue: String(argument[..<equals]))
    else { return nil }
    self.format = format
    path = String(argument[argument.index(after: equals)...])
    guard !path.isEmpty else { return nil }
  }
}
