import ArgumentParser
import CaseStore
import FindingExport
import MailModel

/// `threadsweep thread`: conversations.
struct ThreadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "thread", abstract: "Show a conversation.", subcommands: [Show.self])

  /// `threadsweep thread show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "A conversation as a tree, the turning point marked.")

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text, jsonl
    }

    @Argument(help: "A conversation's id, a finding's id, or a message id.")
    var id: String

    @OptionGroup var caseOption: CaseOption

    @Option(help: "text or jsonl. (default: text)")
    var format: Format?

    func run() throws {
      let store = try caseOption.open(for: .reading)
      // Identifiers are often pasted with their angle brackets.
      let name = id.hasPrefix("<") && id.hasSuffix(">") ? String(id.dropFirst().dropLast()) : id
      guard let conversation = try store.conversation(named: name) else {
        throw CommandFailure(.noInput, "\(store.path): no conversation, finding or message has the id \(id.printable)")
      }
      let rows = try store.thread(conversation)
      switch try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text {
      case .jsonl:
        var json = JSONWriter()
        for row in rows {
          json.messageRow(row.message)
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .text:
        try StandardOutput.write(ThreadText(conversation, rows).text)
      }
    }
  }
}
