import ByteReading

extension Inspection {
  /// Macros of an OpenDocument file (OASIS ODF 1.3 part 2): libraries of Basic, scripts of other languages, and events
  /// that start them.
  mutating func inspectOpenDocument(_ archive: ZipDirectory) {
    guard let mimetype = archive.entries.first(where: { $0.name == "mimetype" }),
      archive.content(of: mimetype, limit: 128).bytes.contains("application/vnd.oasis.opendocument")
    else { return }
    var sources: [UInt8] = []
    for entry in archive.entries where entry.name.hasPrefix("Basic/") || entry.name.hasPrefix("Scripts/") {
      guard !entry.isDirectory, takeEntry() else { continue }
      let content = archive.content(of: entry, limit: min(entryAllowance, 1 << 20)).bytes
      spend(inflated: content.count)
      if entry.name.hasPrefix("Scripts/") || content.contains("script:module") { sources += content + [0x0A] }
    }
    inspectOpenContent(archive)
    guard !sources.isEmpty else { return }
    found(.odfMacro, "Basic or script libraries")
    guard let page = archive.entry(named: "content.xml"), takeEntry() else { return }
    let content = archive.content(of: page, limit: min(entryAllowance, 8 << 20)).bytes
    spend(inflated: content.count)
    let starts =
      content.contains("vnd.sun.star.script:")
      && (content.contains("dom:load") || content.contains("office:new") || content.contains("dom:mouse"))
    let text = XMLTags.decoded(sources)
    foundURLs(in: Array(text.utf8))
    let acts = ODFActs.acts(in: Array(text.utf8).lowercasedASCII())
    if !acts.isEmpty { found(starts ? .odfMacroRuns : .vbaProcessStart, acts.prefix(3).joined(separator: ", ")) }
  }
}

/// What a macro of an OpenDocument file does to the machine.
enum ODFActs {
  static func acts(in lower: [UInt8]) -> [String] {
    ["shell(", "shell \"", "systemshellexecute", "os.system", "subprocess", "powershell", "cmd.exe", "mshta"].filter {
      lower.firstIndex(of: Array($0.utf8)) != nil
    }
  }
}
