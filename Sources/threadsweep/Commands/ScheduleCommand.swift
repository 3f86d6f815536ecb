import ArgumentParser
import MailArchives
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// `threadsweep schedule`: runs that begin by themselves.
struct ScheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Have a pipeline run by itself.", subcommands: [Print.self])

  /// `threadsweep schedule print`.
  struct Print: ParsableCommand {
    enum Part: String, CaseIterable, ExpressibleByArgument {
      case all, service, timer, cron
    }

    static let configuration = CommandConfiguration(
      commandName: "print", abstract: "Write a systemd service and timer for a pipeline file, and a line of cron.",
      discussion: """
        The file needs sources and schedule.calendar. The service has no network, reads its sources and writes nothing but \
        the case and the outputs, and lets others go first.

          threadsweep schedule print nightly.yaml
          threadsweep schedule print nightly.yaml --part service > /etc/systemd/system/threadsweep-nightly.service
          threadsweep schedule print nightly.yaml --part timer > /etc/systemd/system/threadsweep-nightly.timer
          systemctl enable --now threadsweep-nightly.timer
        """)

    @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml"]))
    var file: String

    @Option(
      name: .customLong("case"),
      help: "The case. (default: NAME.db in \(ScheduledRun.stateFolder), which systemd makes)", completion: .file())
    var casePath: String?

    @Option(name: .customLong("status-file"), help: "Have the run keep its state in this file.", completion: .file())
    var statusFile: String?

    @Option(help: "Run as this user. (default: root, without its powers but that of reading)")
    var user: String?

    @Option(help: "Where it runs: relative paths count from there. (default: here)", completion: .directory)
    var directory: String?

    @Option(help: "The program. (default: this one)", completion: .file())
    var program: String?

    @Option(help: "all, service, timer or cron. (default: all)")
    var part: Part?

    func run() throws {
      let scheduled = try scheduledRun()
      switch try EnvironmentTwin.value(part, or: "part", Part.init(rawValue:)) ?? .all {
      case .service: try StandardOutput.write(try scheduled.service())
      case .timer: try StandardOutput.write(scheduled.timer)
      case .cron: try StandardOutput.write(try scheduled.cron())
      case .all:
        try StandardOutput.write(
          "# /etc/systemd/system/\(scheduled.unit).service\n\(try scheduled.service())\n"
            + "# /etc/systemd/system/\(scheduled.unit).timer\n\(scheduled.timer)\n"
            + "# or, without systemd, a line of cron\n\(try scheduled.cron())")
      }
    }

    private func scheduledRun() throws -> ScheduledRun {
      let pipeline = try PipelineFile(named: file, variables: .process)
      guard let rule = pipeline.schedule.calendar else {
        throw CommandFailure(.badPipeline, "\(file): 'schedule.calendar' is missing, such as *-*-* 02:30")
      }
      guard !pipeline.configuration.sources.isEmpty else {
        throw CommandFailure(
          .badPipeline, "\(file): 'sources' is missing: a run by itself has no command line to name them")
      }
      let here = ResolvedPath.of(".") ?? "/"
      let folder = ScheduledRun.absolute(directory ?? EnvironmentTwin.value(of: "directory") ?? here, in: here)
      let name = user ?? EnvironmentTwin.value(of: "user")
      if let name, !Self.isUserName(name) {
        throw CommandFailure(.usage, "--user: '\(name.printableLines)' is no name of a user")
      }
      let database = casePath ?? EnvironmentTwin.value(of: "case")
      let status = statusFile ?? EnvironmentTwin.value(of: "status-file")
      let given = program ?? EnvironmentTwin.value(of: "program")
      return ScheduledRun(
        pipeline: pipeline,
        pipelineName: file.hasPrefix("builtin:") ? file : ScheduledRun.absolute(file, in: here),
        program: given.map { ScheduledRun.absolute($0, in: here) } ?? Self.thisProgram(in: here), directory: folder,
        casePath: database.map { ScheduledRun.absolute($0, in: folder) }
          ?? "\(ScheduledRun.stateFolder)/\(pipeline.name).db",
        statusFile: status.map { ScheduledRun.absolute($0, in: folder) }, user: name,
        environment: pipeline.variables.compactMap { name in
          PipelineVariables.process[name].map { (name: name, value: $0) }
        }, rule: rule)
    }

    /// Names as useradd(8) takes them, or a number.
    private static func isUserName(_ name: String) -> Bool {
      !name.isEmpty && name.utf8.count <= 32 && name.first != "-"
        && name.utf8.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2D, 0x2E, 0x5F].contains(byte)
        }
    }

    private static func thisProgram(in folder: String) -> String {
      let name = CommandLine.arguments.first ?? "threadsweep"
      return ResolvedPath.of("/proc/self/exe") ?? ScheduledRun.absolute(name, in: folder)
    }
  }
}
