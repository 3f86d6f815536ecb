import ByteReading

/// What a script does that harms, as words of evidence.
enum ScriptActs {
  static func acts(in lower: [UInt8]) -> [String] {
    words.filter { lower.firstIndex(of: Array($0.utf8)) != nil }
  }

  private static let words = [
    "wscript.shell", "shell.application", "msxml2.", "winhttp.winhttprequest", "adodb.stream", "savetofile",
    "scripting.filesystemobject", "powershell", "cmd.exe", "cmd /c", "mshta", "regsvr32", "rundll32", "certutil",
    "bitsadmin", "downloadfile", "downloadstring", "invoke-webrequest", "invoke-expression", "frombase64string",
    "-encodedcommand", "-enc ", "start-process", "urldownloadtofile", "win32_process", "schtasks", "curl ",
    "currentversion\\run", "iex(", "iex (", "hidden",
  ]
}
