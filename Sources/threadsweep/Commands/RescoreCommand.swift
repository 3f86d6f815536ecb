import ArgumentParser
import CaseStore
import MailModel
import SweepPipeline

/// `threadsweep rescore`: judges a case again, without touching the archives.
struct RescoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rescore", abstract: "Judge the case again, from what it holds.",
    discussion: """
      The archives are not read. Use it after changing the pack, weights or the organisation in a pipeline file.

      Attachments that the case keeps (keep_attachments in the pipeline file) are inspected again where a newer \
      threadsweep inspects otherwise, or where other YARA rules are named.
      """)

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var judgement: JudgementOptions

  func run() async throws {
    let pipeline = try judgement.pipeline()
    var configuration = pipeline.configuration
    configuration.rules = try judgement.yara.rules(orThoseOf: configuration.yara)
    let outputs = FindingOutputs(pipeline.outputs)
    try outputs.check(casePath: caseOption.path)
    let store = try caseOption.open(for: .writing)
    let reinspected = try await Reinspection(of: store, configuration: configuration).run()
    if let text = reinspected.text { StandardError.write("threadsweep: \(text)\n") }
    let recorder = FlightRecorder(casePath: caseOption.path, limits: configuration.quarantine)
    let quarantine = try await Quarantine(of: store, recorder: recorder)
    let outcome = try await Judgement(of: store, configuration: configuration, quarantine: quarantine)
      .run(.everything, sweep: try store.lastSweep()?.id ?? 0)
    try await store.forgetStrikes()
    recorder?.remove()
    for failure in quarantine.outsideJudgement {
      StandardError.write("threadsweep: \(failure.path): \(failure.message)\n".printableLines)
    }
    try UnfinishedSources.warn(about: store)
    try StandardOutput.write(
      "\(outcome.judged) conversations judged; findings: \(outcome.findings.listing)\n")
    let baseline = try pipeline.baseline(in: store)
    try outputs.write(from: store, newSince: baseline)
    let fails = try pipeline.fails(store, newSince: baseline)
    store.seal()
    if fails { throw ExitStatus.findings }
  }
}

extension Reinspection.Outcome {
  /// What was inspected again, and what could not be; nil where there was nothing to do.
  fileprivate var text: String? {
    guard inspected + notKept + withOtherRules > 0 else { return nil }
    var parts = ["\(inspected) attachments inspected again"]
    if notKept > 0 { parts.append("\(notKept) could not be, their content is not kept") }
    if withOtherRules > 0 {
      parts.append("\(withOtherRules) stay as they are, they were matched with rules that are not named now (--yara)")
    }
    return parts.joined(separator: "; ")
  }
}
