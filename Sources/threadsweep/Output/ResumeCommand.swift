/// The command that goes on with an interrupted sweep, as a shell takes it.
enum ResumeCommand {
  /// The command of this process without `--restart`, which would begin from nothing again.
  static var text: String { text(of: CommandLine.arguments) }

  /// The command with `arguments`, the program's name among them.
  static func text(of arguments: [String]) -> String {
    (["threadsweep"] + arguments.dropFirst().filter { $0 != "--restart" }.map(quoted)).joined(separator: " ")
  }

  /// An argument in single quotes where a shell would read something into it (POSIX.1-2017, XCU 2.2.2).
  private static func quoted(_ argument: String) -> String {
    let isPlain = !argument.isEmpty && argument.utf8.allSatisfy { plain.contains($0) }
    return isPlain
      ? argument
      : "'"
        + argument.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
  }

  private static let plain = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./=:,+@%".utf8)
}
