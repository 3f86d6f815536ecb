import ArgumentParser
import CaseStore
import FindingExport
import MailModel

extension FindingsCommand {
  /// `threadsweep findings accept`.
  struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "accept",
      abstract: "Accept a finding: it is listed no more, and does not count for --fail-on.",
      discussion: """
        What is accepted is the content: the message, its attachments and the signals. The finding comes back when \
        any of these is another.
        """)

    @Argument(help: "The finding's id.")
    var id: String

    @Option(help: "Why it is no trouble.")
    var reason: String?

    @Option(help: "Until when, as 2021-12-01 or with a time; else for good.")
    var until: DateArgument?

    @OptionGroup var caseOption: CaseOption

    func run() async throws {
      let reason = try EnvironmentTwin.required(reason, or: "reason")
      guard !reason.allSatisfy(\.isWhitespace) else { throw ValidationError("--reason must say something") }
      let until = try EnvironmentTwin.value(until, or: "until", DateArgument.init(argument:))
      let now = Present.seconds
      if let until, until.date.seconds <= now { throw CommandFailure(.usage, "--until lies in the past") }
      let store = try caseOption.open(for: .writing)
      defer { store.seal() }
      guard try await store.accept(finding: id, reason: reason, until: until?.date.seconds, now: now) else {
        throw CommandFailure(.noInput, "\(store.path): no finding has the id \(id.printable)")
      }
    }
  }

  /// `threadsweep findings reopen`.
  struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reopen", abstract: "Take an acceptance back: the finding is listed again.")

    @Argument(help: "The finding's id, or the fingerprint that was accepted.")
    var id: String

    @OptionGroup var caseOption: CaseOption

    func run() async throws {
      let store = try caseOption.open(for: .writing)
      defer { store.seal() }
      guard try await store.reopen(id) else {
        throw CommandFailure(.noInput, "\(store.path): nothing with the id \(id.printable) was accepted")
      }
    }
  }

  /// `threadsweep findings acceptances`.
  struct Acceptances: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "acceptances", abstract: "What was accepted, why, and whether it still holds.")

    @OptionGroup var caseOption: CaseOption
    @OptionGroup var formatOption: ListFormatOption

    func run() throws {
      let acceptances = try caseOption.open(for: .reading).acceptances()
      let now = Present.seconds
      switch try formatOption.value() {
      case .jsonl:
        var json = JSONWriter()
        for acceptance in acceptances {
          json.acceptance(acceptance, now: now)
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .csv:
        var csv = CSVWriter()
        csv.row(["state", "finding", "fingerprint", "until", "accepted", "reason"])
        for acceptance in acceptances { csv.row(Self.cells(of: acceptance, now: now)) }
        try StandardOutput.write(csv.bytes)
      case .table:
        guard !acceptances.isEmpty else { return try StandardOutput.write("nothing was accepted\n") }
        var table = TextTable(header: ["STATE", "FINDING", "FINGERPRINT", "UNTIL", "ACCEPTED", "REASON"])
        for acceptance in acceptances { table.add(Self.cells(of: acceptance, now: now).map { $0 ?? "for good" }) }
        try StandardOutput.write(table.text(limit: 100))
      }
    }

    private static func cells(of acceptance: Acceptance, now: Int64) -> [String?] {
      [
        acceptance.state(at: now), acceptance.finding, acceptance.fingerprint,
        acceptance.until.map { MailDate(seconds: $0).rfc3339 }, MailDate(seconds: acceptance.accepted).rfc3339,
        acceptance.reason,
      ]
    }
  }
}
