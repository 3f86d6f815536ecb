import ByteReading

/// Batch files with their variables put in and their carets taken out, as `cmd` reads them line by line.
enum BatchExpansion {
  private static let mostVariables = 4_000
  private static let mostBytes = 2 << 20
  private static let longestLine = 32_768

  /// The file as it runs from the top, without regard to jumps.
  static func expanded(_ text: [UInt8]) -> [UInt8] {
    var variables = known
    var out: [UInt8] = []
    var budget = mostBytes
    for range in SourceLines.ranges(of: text, limit: 50_000) {
      guard out.count < mostBytes, budget > 0 else { break }
      let raw = text.bytes(at: range.lowerBound, count: min(range.count, longestLine))
      let line = withoutCarets(substituted(raw, variables, &budget))
      assign(line, &variables)
      out += line
      out.append(0x0A)
    }
    return out
  }

  /// `%name%`, `%name:~start,length%`, `%name:old=new%`, and the same between exclamation marks.
  private static func substituted(_ line: [UInt8], _ variables: [String: [UInt8]], _ budget: inout Int) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while let byte = line.byte(at: at), out.count < longestLine {
      guard byte == 0x25 || byte == 0x21 else {
        out.append(byte)
        at += 1
        continue
      }
      if byte == 0x25, line.byte(at: at + 1) == 0x25 {
        out.append(byte)
        at += 2
        continue
      }
      // Parameters: %0 to %9, %*, %~dp0.
      let isParameter = line.byte(at: at + 1).map { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2A || $0 == 0x7E } ?? true
      guard !(byte == 0x25 && isParameter),
        let close = line.firstIndex(ofByte: byte, from: at + 1, to: at + 1 + 256), close > at + 1,
        let value = value(of: line.bytes(at: at + 1, count: close - at - 1), variables, isDelayed: byte == 0x21)
      else {
        out.append(byte)
        at += 1
        continue
      }
      out += value
      budget -= value.count + 1
      at = close + 1
    }
    return out
  }

  /// What a reference stands for; a variable that is not set is empty, and names of the system stay as they are.
  private static func value(of reference: [UInt8], _ variables: [String: [UInt8]], isDelayed: Bool) -> [UInt8]? {
    let colon = reference.firstIndex(ofByte: 0x3A)
    let name = Array(reference.prefix(colon ?? reference.count)).lenientText.lowercasedASCII
    guard let value = variables[name] else {
      if isDelayed || name.contains(" ") || system.contains(name) { return nil }
      return []
    }
    guard let colon else { return value }
    let modifier = Array(reference[(colon + 1)...])
    if modifier.first == 0x7E { return piece(of: value, modifier.dropFirst()) }
    guard let equals = modifier.firstIndex(of: 0x3D), equals > 0 else { return value }
    return replaced(value, Array(modifier[..<equals]), Array(modifier[(equals + 1)...]))
  }

  private static func piece(of value: [UInt8], _ modifier: ArraySlice<UInt8>) -> [UInt8] {
    let parts = modifier.split(separator: 0x2C, maxSplits: 1, omittingEmptySubsequences: false)
    func number(_ index: Int) -> Int? {
      guard index < parts.count else { return nil }
      let text = parts[index].filter { $0 != 0x20 }
      guard text.count <= 8 else { return nil }
      return Int(String(decoding: text, as: UTF8.self))
    }
    var start = number(0) ?? 0
    if start < 0 { start = max(0, value.count + start) }
    start = min(start, value.count)
    var length = number(1) ?? value.count
    if length < 0 { length = max(0, value.count - start + length) }
    return value.bytes(at: start, count: min(length, value.count - start))
  }

  private static func replaced(_ value: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
    let lower = value.lowercasedASCII()
    let wanted = old.lowercasedASCII()
    var out: [UInt8] = []
    var from = 0
    while out.count < longestLine, let at = lower.firstIndex(of: wanted, from: from) {
      out += value[from..<at]
      out += new
      from = at + wanted.count
    }
    return out + value[from...]
  }

  /// Carets outside of quotes take the meaning from what follows, and go.
  private static func withoutCarets(_ line: [UInt8]) -> [UInt8] {
    guard line.contains(0x5E) else { return line }
    var out: [UInt8] = []
    var isQuoted = false
    var at = 0
    while let byte = line.byte(at: at) {
      at += 1
      if byte == 0x22 { isQuoted.toggle() }
      if byte == 0x5E, !isQuoted {
        if let next = line.byte(at: at) { out.append(next) }
        at += 1
      } else {
        out.append(byte)
      }
    }
    return out
  }

  /// `set name=value`, with or without quotes; several on a line behind `&`.
  private static func assign(_ line: [UInt8], _ variables: inout [String: [UInt8]]) {
    for command in line.split(separator: 0x26) {
      var rest = command.drop { TextSniffer.isBlank($0) || $0 == 0x40 || $0 == 0x28 }
      guard rest.count > 4, Array(rest.prefix(3)).lowercasedASCII() == Array("set".utf8),
        rest.dropFirst(3).first.map(TextSniffer.isBlank) == true
      else { continue }
      rest = rest.dropFirst(3).drop { TextSniffer.isBlank($0) }
      if rest.first == 0x2F { continue }
      var isQuoted = false
      if rest.first == 0x22 {
        isQuoted = true
        rest = rest.dropFirst()
      }
      guard let equals = rest.firstIndex(of: 0x3D) else { continue }
      let name = Array(rest[..<equals]).lenientText.lowercasedASCII
      var value = Array(rest[(equals + 1)...])
      if isQuoted, let quote = value.lastIndex(of: 0x22) { value.removeLast(value.count - quote) }
      if variables.count < mostVariables { variables[name] = value }
    }
  }

  /// What systems set, where obfuscated files take letters from.
  private static let known: [String: [UInt8]] = [
    "comspec": "C:\\Windows\\system32\\cmd.exe", "systemroot": "C:\\Windows", "windir": "C:\\Windows",
    "public": "C:\\Users\\Public", "programfiles": "C:\\Program Files", "programdata": "C:\\ProgramData",
    "allusersprofile": "C:\\ProgramData", "commonprogramfiles": "C:\\Program Files\\Common Files",
    "pathext": ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC", "os": "Windows_NT", "systemdrive": "C:",
    "psmodulepath": "C:\\Program Files\\WindowsPowerShell\\Modules",
  ].mapValues { Array($0.utf8) }

  /// What systems set to values that differ.
  private static let system: Set<String> = [
    "temp", "tmp", "appdata", "localappdata", "userprofile", "username", "computername", "path", "homepath", "cd",
    "homedrive", "userdomain", "random", "date", "time", "errorlevel", "processor_architecture", "number_of_processors",
    "programfiles(x86)", "sessionname", "logonserver", "cmdcmdline",
  ]
}
