import ByteReading

/// Small files that make Windows or Office fetch or start something, told by what stands in them.
enum LauncherFiles {
  struct Finding {
    let id: TechniqueID
    let evidence: String
  }

  /// What a text in lower case is; `text` is the same as written.
  static func finding(in lower: [UInt8], _ text: [UInt8]) -> Finding? {
    let start = lower.firstIndex { !TextSniffer.isBlank($0) } ?? 0
    if lower.matches(Array("[internetshortcut]".utf8), at: start) {
      let target = value(of: "url=", in: lower, text)
      let icon = value(of: "iconfile=", in: lower, text)
      if ExternalTarget(target) == .share || ExternalTarget(icon) == .share || target.lowercasedASCII.hasPrefix("file:")
      {
        return Finding(id: .launcherRemote, evidence: target.isEmpty ? icon : target)
      }
      return Finding(id: .shortcut, evidence: "internet shortcut \(target)")
    }
    if lower.matches(Array("[shell]".utf8), at: start), lower.contains("iconfile=") {
      return Finding(id: .launcherRemote, evidence: "shell command file " + value(of: "iconfile=", in: lower, text))
    }
    if lower.matches(Array("web".utf8), at: start),
      let line = lower.firstIndex(ofByte: 0x0A, from: start, to: start + 8),
      let http = lower.firstIndex(of: "http", from: line, to: line + 16)
    {
      return Finding(id: .launcherRemote, evidence: "web query " + firstLine(text, from: http))
    }
    if lower.contains("full address:s:") {
      let isSigned = lower.contains("signature:s:")
      let shares = lower.contains("drivestoredirect:s:") || lower.contains("remoteapplicationprogram:s:")
      return Finding(
        id: shares || isSigned ? .launcherRemote : .shortcut,
        evidence: "remote desktop to " + value(of: "full address:s:", in: lower, text))
    }
    if lower.contains("<librarydescription"), let at = lower.firstIndex(of: "<url>") {
      let url = firstLine(text, from: at + 5)
      return Finding(id: ExternalTarget(url) == .local ? .shortcut : .launcherRemote, evidence: "library of \(url)")
    }
    if lower.contains("<pcsettings"), lower.contains("<deeplink>") {
      return Finding(
        id: CommandWords.startsProgram(lower.bytes(at: 0, count: 4_096).lenientText) ? .launcherRemote : .shortcut,
        evidence: "a setting with a deep link")
    }
    if lower.contains("<persistedquery"), lower.contains("location:") || lower.contains("crumb=") {
      return Finding(id: .launcherRemote, evidence: "a saved search")
    }
    if lower.contains("urn:schemas-microsoft-com:asm.v1"), lower.contains("deploymentprovider") {
      return Finding(id: .launcherRemote, evidence: "an application that is installed from a page")
    }
    if lower.contains("<project"), lower.contains("<usingtask"),
      lower.contains("<code") || lower.contains("taskfactory")
    {
      return Finding(id: .launcherRemote, evidence: "a build project with code inside")
    }
    if lower.contains("<mmc_consolefile"),
      lower.contains("apds.dll") || lower.contains("javascript:")
        || lower.contains("<stringtable")
          && CommandWords.startsProgram(lower.lenientText)
    {
      return Finding(id: .launcherRemote, evidence: "a management console that runs script or commands")
    }
    if lower.contains("<jnlp"), lower.contains("codebase=") {
      return Finding(id: .launcherRemote, evidence: "a Java application that is started from a page")
    }
    if lower.contains("windows registry editor version 5") || lower.matches(Array("regedit4".utf8), at: start) {
      return Finding(id: .script, evidence: "registry entries")
    }
    return nil
  }

  private static func value(of key: String, in lower: [UInt8], _ text: [UInt8]) -> String {
    lower.firstIndex(of: Array(key.utf8)).map { firstLine(text, from: $0 + key.utf8.count) } ?? ""
  }

  private static func firstLine(_ text: [UInt8], from start: Int) -> String {
    Array(text.bytes(at: start, count: 400).prefix { $0 >= 0x20 && $0 != 0x3C }).lenientText
  }
}

extension Inspection {
  /// Judges a text that starts or fetches something; tells whether it is one.
  @discardableResult
  mutating func inspectLauncher(_ text: [UInt8]) -> Bool {
    let head = text.bytes(at: 0, count: 64 << 10)
    guard let finding = LauncherFiles.finding(in: head.lowercasedASCII(), head) else { return false }
    found(finding.id, finding.evidence)
    return true
  }
}
