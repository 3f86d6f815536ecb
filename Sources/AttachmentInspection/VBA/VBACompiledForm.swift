import ByteReading

/// The compiled form of a VBA module, which Office runs in place of the source where the version fits.
///
/// Its text literals stand in it as they are. Telling ones that the source has not mean that the source was replaced.
enum VBACompiledForm {
  /// The telling words among the bytes before the source.
  static func words(in stream: [UInt8], to end: Int) -> Set<String> {
    guard end > 0 else { return [] }
    return Set(telling.numbers(in: stream, to: min(end, 4 << 20)).map(telling.text))
  }

  private static let telling = PhraseSet([
    "wscript.shell", "powershell", "cmd.exe", "cmd /c", "mshta", "regsvr32", "rundll32", "urldownloadtofile",
    "winmgmts:",
    "adodb.stream", "msxml2.xmlhttp", "shell.application",
  ])
}
