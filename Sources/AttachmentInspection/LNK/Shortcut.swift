import ByteReading

/// A shell link ([MS-SHLLINK]).
struct Shortcut {
  private(set) var name = ""
  private(set) var target = ""
  private(set) var workingFolder = ""
  private(set) var arguments = ""
  private(set) var icon = ""
  /// Where the blocks of extra data end (§2.5); nil where they are damaged.
  private(set) var end: Int?
  /// How the window shows: 7 is minimized.
  let showCommand: Int

  /// Reads the header (§2.1), the link info (§2.3) and the string data (§2.4).
  init?(_ bytes: [UInt8]) {
    guard bytes.u32(at: 0) == 0x4C, let flags = bytes.u32(at: 20) else { return nil }
    showCommand = bytes.u32(at: 60) ?? 1
    var at = 76
    if flags & 0x01 != 0 { at += 2 + (bytes.u16(at: at) ?? 0) }
    if flags & 0x02 != 0, let size = bytes.u32(at: at) {
      if let path = bytes.u32(at: at + 16), path > 0, path < size {
        let start = at + path
        let end = bytes.firstIndex(ofByte: 0, from: start, to: start + 1_024) ?? start
        target = bytes.bytes(at: start, count: end - start).lenientText
      }
      guard size <= bytes.count else { return }
      at += size
    }
    let isUnicode = flags & 0x80 != 0
    func next() -> String {
      guard let count = bytes.u16(at: at) else { return "" }
      defer { at += 2 + count * (isUnicode ? 2 : 1) }
      return isUnicode ? bytes.utf16Text(at: at + 2, units: count) : bytes.latin1Text(at: at + 2, count: count)
    }
    if flags & 0x04 != 0 { name = next() }
    if flags & 0x08 != 0 {
      let relative = next()
      if target.isEmpty { target = relative }
    }
    if flags & 0x10 != 0 { workingFolder = next() }
    if flags & 0x20 != 0 { arguments = next() }
    if flags & 0x40 != 0 { icon = next() }
    end = Self.endOfBlocks(bytes, from: at)
  }

  /// Each block begins with its size; one of less than four ends them (§2.5.11 TerminalBlock).
  private static func endOfBlocks(_ bytes: [UInt8], from start: Int) -> Int? {
    var at = start
    for _ in 0..<32 {
      guard let size = bytes.u32(at: at) else { return at == bytes.count ? at : nil }
      if size < 4 { return at + 4 }
      guard size >= 8, size <= bytes.count - at else { return nil }
      at += size
    }
    return nil
  }
}

extension Shortcut {
  /// The most blanks in a row.
  static func longestBlank(in text: String) -> Int {
    var longest = 0
    var run = 0
    for scalar in text.unicodeScalars {
      run = scalar.properties.isWhitespace || scalar.value == 0x2800 ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Whether an icon is that of a document: of a viewer, of Office, or of the system's collections of icons.
  static func isDocumentIcon(_ icon: String) -> Bool {
    let folded = icon.lowercasedASCII
    let words = [
      ".pdf", ".doc", ".xls", ".txt", ".jpg", "acrobat", "acrord32", "winword", "excel.exe", "wordpad", "msedge",
      "notepad", "imageres.dll",
    ]
    return words.contains { Array(folded.utf8).firstIndex(of: Array($0.utf8)) != nil }
  }
}

extension Inspection {
  /// Judges a shortcut by what it starts.
  mutating func inspectShortcut(_ bytes: [UInt8]) {
    guard let shortcut = Shortcut(bytes) else { return }
    let command = shortcut.target + " " + shortcut.arguments
    found(.shortcut, command)
    inspectEncodedCommand(in: Array(shortcut.arguments.utf8))
    let blanks = Shortcut.longestBlank(in: shortcut.arguments)
    if blanks >= 32 { found(.shortcutDisguise, "\(blanks) blanks push the arguments out of sight") }
    if let end = shortcut.end, bytes.count - end >= 512 {
      found(.shortcutDisguise, "\(bytes.count - end) bytes behind its end", at: end..<bytes.count)
    } else if bytes.count > 64 << 10 {
      found(.shortcutDisguise, "\(bytes.count) bytes, far more than a shortcut has")
    }
    if !shortcut.arguments.isEmpty, CommandWords.startsProgram(command), Shortcut.isDocumentIcon(shortcut.icon) {
      found(.shortcutDisguise, "shows the icon of a document, \(shortcut.icon)")
    }
    if ExternalTarget(shortcut.target) == .share || ExternalTarget(shortcut.icon) == .share {
      found(.launcherRemote, shortcut.target)
    }
    foundURLs(in: Array(shortcut.arguments.utf8))
    if CommandWords.startsProgram(command), !shortcut.arguments.isEmpty {
      found(.shortcutCommand, shortcut.arguments)
    } else if CommandWords.startsProgram(
      String(decoding: bytes.bytes(at: 76, count: 2_048).filter { $0 != 0 }, as: UTF8.self)),
      !shortcut.arguments.isEmpty
    {
      // The target may stand in the item list only.
      found(.shortcutCommand, shortcut.arguments)
    }
  }
}
