import ArgumentParser

/// The front door: finds hijacked conversations in exported mailboxes.
@main
struct ThreadsweepCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "threadsweep",
    abstract: "Finds hijacked conversations in exported mailboxes.",
    discussion: """
      Point it at the mailboxes exported from a mail server that was broken into: it says which conversations were \
      hijacked, since when, through which accounts and servers, with which attachments and links, and who received them.

        threadsweep scan exports/                 sweep, judge, print a summary
        threadsweep findings list                 what was found, worst first
        threadsweep thread show ID                the conversation, the turning point marked

      Every option has an environment twin: --case is THREADSWEEP_CASE.
      """,
    version: version,
    subcommands: [
      ScanCommand.self, StatusCommand.self, MessagesCommand.self, FindingsCommand.self, ThreadCommand.self,
      CampaignsCommand.self, ServersCommand.self, FindCommand.self, InspectCommand.self, RescoreCommand.self,
      SignalsCommand.self, ReportCommand.self, ExportCommand.self, EvidenceCommand.self,
    ])

  static func main() async {
    ProcessMemory.shareArenas()
    ProcessSignals.ignoreBrokenPipesAndFileLimits()
    do {
      var command = try parseAsRoot(CommandLinePath.arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let status as ExitStatus {
      Self.exit(withError: ExitCode(status.code))
    } catch let error {
      if let failure = CommandFailure(error) {
        StandardError.write("threadsweep: \(failure.message)\n")
        Self.exit(withError: ExitCode(failure.status.code))
      }
      Self.exit(withError: error)
    }
  }
}
