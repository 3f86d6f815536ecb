import ArgumentParser
import CaseStore
import FindingExport
import MailModel
import SweepPipeline

extension Level: ExpressibleByArgument {}

extension ExportFormat: ExpressibleByArgument {}

extension ProgressStyle: ExpressibleByArgument {}

extension FindingState: ExpressibleByArgument {}

extension PipelineSchedule.Report: ExpressibleByArgument {}

/// A length of time as an option takes it: `90s`, `30m`, `4h`, `2d`, or seconds.
struct DurationArgument: ExpressibleByArgument {
  var duration: Duration

  init?(argument: String) {
    guard let seconds = TimeSpan.seconds(argument) else { return nil }
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

/// An output as an option takes it: `jsonl=findings.jsonl`, `html=report.html`.
struct OutputArgument: ExpressibleByArgument {
  var output: PipelineOutput

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "=") else { return nil }
    let path = String(argument[argument.index(after: equals)...])
    guard let form = PipelineOutput.Form(rawValue: String(argument[..<equals])), !path.isEmpty else { return nil }
    output = PipelineOutput(form: form, path: path)
  }
}
