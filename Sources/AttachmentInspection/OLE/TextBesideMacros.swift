import ByteReading

extension Inspection {
  /// Words that ask the reader to let macros run.
  mutating func noteLure(in bytes: [UInt8]) {
    // Without the zeros of UTF-16 and the tags between the letters.
    var text: [UInt8] = []
    text.reserveCapacity(min(bytes.count, 1 << 20))
    var isTag = false
    for byte in bytes where text.count < 1 << 20 {
      if byte == 0x3C { isTag = true }
      if !isTag, byte != 0 { text.append(byte) }
      if byte == 0x3E { isTag = false }
    }
    let lower = text.lowercasedASCII()
    for phrase in MacroLure.phrases where lower.firstIndex(of: phrase) != nil {
      return found(.macroLure, String(decoding: phrase, as: UTF8.self))
    }
  }

  /// A command stored where macros fetch it from: a form's captions, variables and properties of the document.
  mutating func noteHiddenCommand(in bytes: [UInt8], at place: String) {
    let text = bytes.filter { $0 != 0 }.lowercasedASCII()
    for word in MacroLure.commands where text.firstIndex(of: word) != nil {
      return found(.vbaHiddenCommand, "\"\(String(decoding: word, as: UTF8.self))\" in \(place)")
    }
  }
}

/// What is looked for beside macros.
enum MacroLure {
  static let phrases: [[UInt8]] = [
    "enable content", "enable editing", "enable macro", "click enable", "activate macros", "inhalt aktivieren",
    "bearbeitung aktivieren", "makros aktivieren", "activer le contenu", "activer la modification",
    "activer les macros",
    "habilitar contenido", "habilitar edici", "abilita contenuto", "abilita modifica", "protected document",
    "this document is protected", "document created in earlier version", "previous version of microsoft office",
    "habilitar conte", "zawarto",
  ].map { Array($0.utf8) }

  static let commands: [[UInt8]] = [
    "powershell", "cmd.exe", "cmd /c", "mshta", "regsvr32", "rundll32", "wscript.shell", "winmgmts:",
    "urldownloadtofile",
    "certutil", "bitsadmin", "-encodedcommand",
  ].map { Array($0.utf8) }
}
