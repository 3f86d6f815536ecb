import ByteReading

/// What VBA code can do to a machine, by classes that do not depend on a keyword's spelling.
enum VBACapability: CaseIterable, Hashable {
  case processStart, downloadToFile, httpRequest, fileDrop, shellcode, persistence, wmi, dynamicObject, computedObject,
    obfuscation
  case lolbin, macroCopy

  /// The capabilities of one procedure, with what shows each.
  static func capabilities(of procedure: VBAProcedure) -> [VBACapability: String] {
    var found: [VBACapability: String] = [:]
    func note(_ capability: VBACapability, _ evidence: String) {
      if found[capability] == nil { found[capability] = evidence }
    }
    if procedure.callsShell { note(.processStart, "Shell") }
    for (words, capability) in wordTable {
      for word in words where procedure.keywords.contains(word) { note(capability, String(describing: word)) }
    }
    for (needles, capability) in stringTable where !procedure.text.isEmpty && found[capability] == nil {
      for needle in needles {
        if let at = procedure.text.firstIndex(of: needle) {
          note(capability, "\"\(line(around: at, in: procedure.text))\"")
          break
        }
      }
    }
    if procedure.writesBinaryFile, procedure.keywords.contains(.put) { note(.fileDrop, "Put") }
    if procedure.createsByComputedName { note(.computedObject, "CreateObject of a computed name") }
    if procedure.createsByVariableName { note(.dynamicObject, "CreateObject of a variable name") }
    if procedure.characterCalls >= 12 { note(.obfuscation, "\(procedure.characterCalls) characters made from numbers") }
    if procedure.keywords.contains(.vbcomponents), !procedure.keywords.isDisjoint(with: codeWriters) {
      note(.macroCopy, "VBComponents")
    }
    return found
  }

  /// The literal in which a hit lies.
  private static func line(around place: Int, in text: [UInt8]) -> String {
    var start = place
    while start > 0, place - start < 60, text[start - 1] != 0x0A { start -= 1 }
    let end = text.firstIndex(ofByte: 0x0A, from: place) ?? text.count
    return text.bytes(at: start, count: min(end - start, 120)).lenientText.evidence(limit: 100)
  }

  /// Whether declared system functions are those that inject code: memory and something that runs it.
  static func injectsCode(_ declared: Set<String>) -> String? {
    if let word = declared.sorted().first(where: { strongInjection.contains($0) }) { return word }
    guard let memory = declared.sorted().first(where: { memoryFunctions.contains($0) }) else { return nil }
    return declared.sorted().first { runFunctions.contains($0) }.map { "\(memory) and \($0)" }
  }

  private static let wordTable: [([VBAKeyword], VBACapability)] = [
    ([.shellexecute, .shellexecutea, .shellexecuteex, .winexec, .createprocess, .createprocessa], .processStart),
    ([.urldownloadtofile, .urldownloadtofilea, .urldownloadtofilew, .urldownloadtocachefile], .downloadToFile),
    ([.internetreadfile, .winhttprequest, .xmlhttp, .xmlhttp60, .serverxmlhttp], .httpRequest),
    ([.savetofile], .fileDrop),
  ]

  private static let stringTable: [([StaticString], VBACapability)] = [
    (["wscript.shell", "win32_process", "shellexecute", "shell.application", "mmc20.application"], .processStart),
    (["urldownloadtofile", "downloadfile(", "downloadstring(", "bitsadmin", "certutil"], .downloadToFile),
    (["msxml2.", "microsoft.xmlhttp", "winhttp.winhttprequest"], .httpRequest),
    (["adodb.stream"], .fileDrop),
    (["winmgmts:", "wbemscripting"], .wmi),
    (["currentversion\\run", "schtasks", "schedule.service", "\\start menu\\programs\\startup"], .persistence),
    (
      [
        "powershell", "cmd.exe", "cmd /c", "cmd /k", "mshta", "regsvr32", "rundll32", "wscript.exe", "cscript",
        "msiexec", "wmic ", "installutil", "msbuild.exe",
      ], .lolbin
    ),
  ]

  private static let codeWriters: VBAKeywordSet = [.addfromstring, .insertlines, .addfromfile, .import]
  private static let strongInjection: Set<String> = [
    "createremotethread", "writeprocessmemory", "virtualallocex", "queueuserapc", "ntqueueapcthread",
    "ntwritevirtualmemory", "rtlcreateuserthread",
  ]
  private static let memoryFunctions: Set<String> = ["virtualalloc", "heapalloc", "heapcreate", "virtualprotect"]
  private static let runFunctions: Set<String> = [
    "createthread", "enumsystemlocalesa", "enumchildwindows", "enumwindows", "enumdesktops", "enumtimeformatsa",
    "callwindowproca", "createtimerqueuetimer", "settimer", "enumsystemlanguagegroupsa", "enumdateformatsa",
    "rtlmovememory", "ntallocatevirtualmemory",
  ]
}
