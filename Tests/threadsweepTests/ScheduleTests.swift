import Foundation
import MailTestSupport
import Testing

@Suite("Runs that begin by themselves")
struct ScheduleTests {
  private static let analyze = "/usr/bin/systemd-analyze"
  private static let hasSystemd = FileManager.default.isExecutableFile(atPath: analyze)
  /// What units and lines of cron read something into.
  static let names = ["plain", "a b", "100%", "it's \"so\"", "$HOME", "back\\slash\\\\twice\\%x", "ü\u{301}", "-x; #"]

  /// A folder with a pipeline file in a folder of that name.
  private func prepared(_ name: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Array("From a@b".utf8), to: "\(name)/mail/a.mbox")
    try folder.write([], to: "\(name)/out/keep")
    try folder.write(
      Array(
        """
        schema: 1
        name: ours
        extends: builtin:nightly
        sources: [{ path: mail }]
        outputs: [{ type: html, path: out/page.html, overwrite: true }]
        """.utf8), to: "\(name)/p.yaml")
    return folder
  }

  private func printed(_ part: String, _ name: String, _ folder: TemporaryFolder, _ more: String...) throws -> String {
    let run = try Binary.run(
      ["schedule", "print", "p.yaml", "--part", part] + more, in: folder.path + "/" + name)
    #expect(run.status == 0, "\(run.error)")
    return run.output
  }

  @Test(.enabled(if: hasSystemd, "systemd-analyze is not here"), arguments: names)
  func systemdTakesTheUnits(name: String) throws {
    let folder = try prepared(name)
    for part in ["service", "timer"] {
      let text = try printed(part, name, folder, "--case", "c.db", "--status-file", "out/s.json")
      try folder.write(Array(text.utf8), to: "threadsweep-ours.\(part)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.analyze)
    process.arguments = [
      "verify", "--man=no", folder.path + "/threadsweep-ours.service", folder.path + "/threadsweep-ours.timer",
    ]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = pipe
    try process.run()
    let told = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(told)")
    // What it would ignore it tells with the unit's name and the line.
    #expect(!told.contains("threadsweep-ours"), "\(told)")
  }

  @Test(arguments: names)
  func aShellTakesTheLineOfCron(name: String) throws {
    let folder = try prepared(name)
    let line = try printed("cron", name, folder, "--case", "c.db", "--program", "/bin/echo")
    #expect(line.hasPrefix("30 2 * * * cd '"))
    // What cron makes of a line: `\%` is a percent sign, and `%` ends the command.
    var command = ""
    var isEscaped = false
    for character in line.dropFirst("30 2 * * * ".count) {
      if isEscaped, character == "%" || character == "\\" {
        command.removeLast()
        command.append(character)
        isEscaped = false
        continue
      }
      if !isEscaped, character == "%" { break }
      isEscaped = !isEscaped && character == "\\"
      command.append(character)
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c",
      command.replacingOccurrences(of: "ionice -c 3 nice -n 19 ", with: "")
        .replacing(/'(\/usr)?\/bin\/echo'/, with: "printf '%s\\n'"),
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let place = folder.path + "/" + name
    #expect(output == "scan\n--pipeline\n\(place)/p.yaml\n--case\n\(place)/c.db\n")
  }

  @Test func theServiceIsShutIn() throws {
    let folder = try prepared("plain")
    let unit = try printed("service", "plain", folder, "--user", "mail", "--case", "c.db").split(separator: "\n").map(
      String.init)
    let place = folder.path + "/plain"
    for line in [
      "Type=oneshot", "PrivateNetwork=yes", "RestrictAddressFamilies=none", "ProtectSystem=strict",
      "IOSchedulingClass=idle", "SuccessExitStatus=11 143", "User=mail", "CapabilityBoundingSet=",
      "ReadOnlyPaths=\"\(place)/mail\"", "ReadWritePaths=\"\(place)\" \"\(place)/out\"", "WorkingDirectory=\(place)",
      "PrivateTmp=no",
    ] { #expect(unit.contains(line), "\(line)") }
    let standard = try printed("service", "plain", folder)
    #expect(standard.contains("\"--case\" \"/var/lib/threadsweep/ours.db\""))
    #expect(standard.contains("StateDirectory=threadsweep\n"))
    #expect(standard.contains("CapabilityBoundingSet=CAP_DAC_READ_SEARCH"))
    #expect(try printed("timer", "plain", folder).contains("OnCalendar=*-*-* 02:30\n"))
    let all = try printed("all", "plain", folder)
    #expect(all.contains("# /etc/systemd/system/threadsweep-ours.timer\n"))
    #expect(all.contains("30 2 * * * cd "))
  }

  @Test func valuesOfTheEnvironmentGoAlong() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Array("schema: 1\nextends: builtin:nightly\nsources: [{ path: '${env:MAIL_ROOT}' }]".utf8), to: "p.yaml")
    let run = try Binary.run(
      ["schedule", "print", "p.yaml"], in: folder.path, environment: ["MAIL_ROOT": "/srv/100% \"mail\""])
    #expect(run.output.contains("Environment=\"MAIL_ROOT=/srv/100%% \\\"mail\\\"\"\n"), "\(run.output)")
    #expect(run.output.contains("MAIL_ROOT='/srv/100\\% \"mail\"' ionice"))
  }

  @Test(arguments: [
    ("schema: 1\nsources: [{ path: a }]", 78, "'schedule.calendar' is missing"),
    ("schema: 1\nextends: builtin:nightly", 78, "'sources' is missing"), ("schema: 2", 78, "p.yaml:1:9"),
  ])
  func whatIsMissingIsTold(text: String, status: Int32, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "p.yaml")
    let run = try Binary.run(["schedule", "print", "p.yaml"], in: folder.path)
    #expect(run.status == status)
    #expect(run.error.contains(message), "\(run.error)")
  }
}
