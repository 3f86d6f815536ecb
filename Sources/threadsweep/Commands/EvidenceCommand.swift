import ArgumentParser
import CaseStore
import EvidenceBag
import FindingExport

/// `threadsweep evidence`: conversations for those who have to rely on them.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence", abstract: "Put conversations into a sealed folder, or check one.",
    subcommands: [Export.self, Verify.self])

  /// `threadsweep evidence export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Every message of a conversation as it stands in its source.",
      discussion: """
        The folder is a bag (BagIt, RFC 8493): messages byte for byte, the findings, the digests of all files, and a \
        custody record with the digests of the archives before and after. Attachments lie in ZIP files that open with \
        the password 'infected'. The archives have to be where they were swept, and are only read.

          threadsweep evidence export f2c91… --output evidence/case-17
          threadsweep evidence verify evidence/case-17
        """)

    @Argument(help: "The id of a finding, a conversation or a campaign, or a message id.")
    var id: String

    @Option(help: "The folder to make; nothing may be there yet.", completion: .directory)
    var output: String

    @OptionGroup var caseOption: CaseOption

    func run() throws {
      let store = try caseOption.open(for: .reading)
      // Identifiers are often pasted with their angle brackets.
      let name = id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id
      let request = EvidenceRequest(
        subject: name, arguments: CommandLinePath.arguments, user: Present.user, host: Present.host,
        version: ThreadsweepCommand.version, now: Present.seconds)
      guard let export = try EvidenceExport(of: store, request) else {
        throw CommandFailure(
          .noInput, "\(store.path): no finding, conversation, campaign or message has the id \(id.printable)")
      }
      let outcome = try export.write(to: output)
      try StandardOutput.write(
        "\(output.printable): \(outcome.messages) messages, \(outcome.attachments) attachments\n")
      try Self.tell(outcome.problems)
    }
  }

  /// `threadsweep evidence verify`.
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Check that a bag is what it was when it was made.",
      discussion: "The exit status is 0 where every file is there, unchanged and listed, and 3 where not.")

    @Argument(help: "The folder of the bag.", completion: .directory)
    var folder: String

    func run() throws {
      let bag = try BagVerification(of: folder)
      try StandardOutput.write(
        "\(folder.printable): \(bag.verified) files verified, \(bag.problems.count) problems\n")
      try EvidenceCommand.Export.tell(bag.problems)
    }
  }
}

extension EvidenceCommand.Export {
  /// Tells what is wrong, a line each; then the status is that of unreadable input.
  static func tell(_ problems: [String]) throws {
    for problem in problems { StandardError.write("threadsweep: \(problem.printable)\n") }
    if !problems.isEmpty { throw ExitStatus.partial }
  }
}
