/// A scheduled run as systemd and cron take it.
extension ScheduledRun {
  /// The service: one run, with nothing it does not need.
  func service() throws -> String {
    guard let directoryLine = UnitText.line(directory) else {
      throw CommandFailure(.usage, "the name of the folder cannot stand in a unit; name another --directory")
    }
    var lines = [
      "[Unit]", "Description=threadsweep: \(pipeline.name)",
      "RequiresMountsFor=\(words(sources + writable))", "",
      "[Service]", "Type=oneshot", "ExecStart=\(Self.commandLine(command))", "WorkingDirectory=\(directoryLine)",
      "# Stopped when its time was over, or by `systemctl stop`: the next run goes on from there.",
      "SuccessExitStatus=11 143", "TimeoutStopSec=5min",
    ]
    if let user { lines.append("User=\(user)") }
    lines += environment.map { "Environment=\(UnitText.word($0.name + "=" + $0.value))" }
    lines += ["", "# Others come first.", "Nice=19", "CPUSchedulingPolicy=batch", "IOSchedulingClass=idle", ""]
    lines += ["# No network.", "PrivateNetwork=yes", "RestrictAddressFamilies=none", "IPAddressDeny=any", ""]
    lines += ["# The sources are evidence: only the case and the outputs can be written.", "ProtectSystem=strict"]
    if usesStateFolder { lines += ["StateDirectory=threadsweep", "StateDirectoryMode=0700"] }
    lines += ["ReadOnlyPaths=\(words(sources.filter { !writable.contains($0) }))"]
    if !writable.isEmpty { lines.append("ReadWritePaths=\(words(writable))") }
    lines += sources.filter(writable.contains).map {
      "# \(UnitText.word($0)) holds sources and is written to: keep the case and the outputs elsewhere."
    }
    lines += [
      "ProtectHome=\(touches("/home", "/root", "/run/user") ? "read-only" : "yes")",
      "PrivateTmp=\(touches("/tmp", "/var/tmp") ? "no" : "yes")", "UMask=0077", "",
    ]
    lines += ["# Nothing else either.", "NoNewPrivileges=yes"]
    lines +=
      user == nil
      ? [
        "# As root it reads what others own, and writes only what is its own.",
        "CapabilityBoundingSet=CAP_DAC_READ_SEARCH",
      ]
      : ["CapabilityBoundingSet="]
    lines += [
      "PrivateDevices=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes",
      "ProtectControlGroups=yes", "ProtectClock=yes", "ProtectHostname=yes", "ProtectProc=invisible", "ProcSubset=pid",
      "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes",
      "MemoryDenyWriteExecute=yes", "RemoveIPC=yes", "KeyringMode=private", "SystemCallArchitectures=native",
      "SystemCallFilter=@system-service", "SystemCallErrorNumber=EPERM",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The timer that starts the service.
  var timer: String {
    """
    [Unit]
    Description=threadsweep: \(pipeline.name), when it is time

    [Timer]
    OnCalendar=\(rule.text)
    Persistent=yes
    AccuracySec=1min

    [Install]
    WantedBy=timers.target

    """
  }

  /// The same as a line of cron.
  func cron() throws -> String {
    let variables = try environment.map { $0.name + "=" + (try cronWord($0.value)) }
    let words = try command.map(cronWord)
    let line =
      rule.cronFields + ["cd", try cronWord(directory), "&&"] + variables + ["ionice -c 3 nice -n 19"] + words
    return line.joined(separator: " ") + "\n"
  }

  private func cronWord(_ text: String) throws -> String {
    guard let word = CronText.word(text) else {
      throw CommandFailure(.usage, "a path with a line feed in its name cannot stand in a line of cron")
    }
    return word
  }

  private func words(_ paths: [String]) -> String { paths.map(UnitText.word).joined(separator: " ") }

  /// The first word is the program: systemd looks for variables in the others only.
  private static func commandLine(_ words: [String]) -> String {
    (words.prefix(1).map(UnitText.word) + words.dropFirst().map(UnitText.argument)).joined(separator: " ")
  }
}
