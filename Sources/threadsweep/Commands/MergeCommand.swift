import ArgumentParser
import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// `threadsweep merge`: joins cases that were swept apart.
struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Join cases that were swept apart, and judge them as one.",
    discussion: """
      Conversations are put together across the cases, and the findings are those of one sweep over all sources. The \
      cases that are joined stay as they are. Joining a case again adds what is new in it.

        threadsweep merge one.db two.db three.db --case all.db
      """)

  @Argument(help: "The cases to join.", completion: .file())
  var shards: [String]

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var judgement: JudgementOptions

  @Flag(name: .customLong("allow-partial"), help: "End with status 0 although a case could not be joined.")
  var allowPartial = false

  func run() async throws {
    let pipeline = try judgement.pipeline()
    let configuration = pipeline.configuration
    let outputs = FindingOutputs(pipeline.outputs)
    try outputs.check(casePath: caseOption.path)
    let readable = try readableShards()
    guard !readable.isEmpty else { throw CommandFailure(.noInput, "no case was joined") }
    let start = ContinuousClock.now
    let store = try CaseStore(path: caseOption.path, for: .creating)
    var status = readable.count == shards.count ? ExitStatus.complete : .partial
    let extraction = try store.lastSweep()?.extraction ?? configuration.extractionDigest
    let record = try await store.beginSweep(
      started: Present.seconds, version: ThreadsweepCommand.version,
      command: CommandLine.arguments.joined(separator: " "), extraction: extraction,
      scoring: configuration.scoringDigest, configuration: pipeline.value.json(.compact))
    for shard in readable {
      let merged = try await store.merge(shard)
      StandardError.write(
        "threadsweep: \(shard.printable): \(merged.sources) sources, \(merged.messages) new messages at "
          + "\(merged.places) new places\n")
      for path in merged.renamed {
        StandardError.write("threadsweep: another file of that path is in the case: joined as \(path.printable)\n")
      }
      if let swept = merged.extraction, swept != extraction {
        StandardError.write(
          "threadsweep: \(shard.printable): swept with other limits than \(store.path.printable); findings may differ\n"
        )
      }
    }
    // What brought a sweep down in a shard is stepped over here too.
    let quarantine = try await Quarantine(of: store, recorder: nil)
    let outcome = try await Judgement(of: store, configuration: configuration, quarantine: quarantine)
      .run(.everything, sweep: record)
    let counts = try store.counts(now: Present.seconds)
    let baseline = try pipeline.baseline(in: store)
    try outputs.write(from: store, newSince: baseline)
    if counts.quarantined > 0 { status = .partial }
    if EnvironmentTwin.truth(allowPartial, or: "allow-partial") ?? configuration.errors.allowPartial {
      status = .complete
    }
    let fails = try pipeline.fails(store, newSince: baseline)
    status = ExitStatus.first(of: [status, fails ? .findings : .complete])
    try await store.endSweep(
      record, state: "complete", exit: Int(status.code), seconds: (ContinuousClock.now - start).inSeconds, bytes: 0)
    store.seal()
    try StandardOutput.write(
      "\(readable.count) cases, \(counts.messages) messages (\(counts.uniqueMessages) different), "
        + "\(counts.conversations) conversations\nfindings: \(outcome.findings.listing)\n")
    try status.throwUnlessComplete()
  }

  /// The cases that can be joined; what is wrong with the others is told, before anything is written.
  private func readableShards() throws -> [String] {
    var readable: [String] = []
    for shard in shards {
      do throws(CaseError) {
        _ = try CaseStore(path: shard, for: .reading).lastSweep()
        readable.append(shard)
      } catch {
        // A single case that is none, or not there, is an error of the command line.
        if shards.count == 1 { throw error }
        StandardError.write("threadsweep: \(error.description.printable)\n")
      }
    }
    return readable
  }
}
