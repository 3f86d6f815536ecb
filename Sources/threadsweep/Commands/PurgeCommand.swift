import ArgumentParser
import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// `threadsweep purge`: takes personal data out of a case.
struct PurgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "purge", abstract: "Remove personal data from a case, or put pseudonyms in their place.",
    discussion: """
      Messages leave the case with their findings, and attachments that no other message carries; with --redact they \
      stay, and pseudonyms take the place of people. The case is judged again, its file written anew, and what was done \
      is recorded (`status`). The archives themselves are not touched, and messages that were removed do not come back \
      unless they are swept with --restart.

        threadsweep purge --older-than 2020-01-01 --dry-run
        threadsweep purge --address ann@corp.example --redact
      """)

  @Option(name: .customLong("older-than"), help: "Messages dated before this (2020-01-01, or RFC 3339).")
  var olderThan: DateArgument?

  @Option(help: "Messages from or to this address.")
  var address: String?

  @Flag(help: "Keep the messages, and put pseudonyms in the place of people.")
  var redact = false

  @Flag(name: .customLong("dry-run"), help: "Tell what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var judgement: JudgementOptions

  func run() async throws {
    let purge = Purge(try scope(), redact || EnvironmentTwin.isOn("redact") ? .redacted : .removed)
    if dryRun || EnvironmentTwin.isOn("dry-run") {
      let record = try caseOption.open(for: .reading).survey(purge)
      return try StandardOutput.write("would be \(record.text)\n")
    }
    let configuration = try judgement.pipeline().configuration
    let store = try caseOption.open(for: .writing)
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    let record = try await store.perform(purge, now: Present.seconds, salt: salt)
    let quarantine = try await Quarantine(of: store, recorder: nil)
    _ = try await Judgement(of: store, configuration: configuration, quarantine: quarantine)
      .run(.everything, sweep: try store.lastSweep()?.id ?? 0)
    store.seal()
    try StandardOutput.write("\(record.text)\n")
  }

  private func scope() throws -> Purge.Scope {
    let date = try EnvironmentTwin.value(olderThan, or: "older-than", DateArgument.init(argument:))
    let person = address ?? EnvironmentTwin.value(of: "address")
    switch (date, person) {
    case (let date?, nil): return .olderThan(date.date.seconds)
    case (nil, let person?) where !person.isEmpty: return .address(MailAddress(address: person).key)
    default: throw ValidationError("purge wants one of --older-than DATE and --address ADDRESS")
    }
  }
}

extension PurgeRecord {
  /// What was done, in words.
  var text: String {
    let what = treatment == Purge.Treatment.removed.rawValue ? "contents of attachments" : "kept contents"
    return "\(treatment): \(messages) messages at \(places) places, \(contents) \(what) gone; \(scope)"
  }
}
