import ByteReading

extension Inspection {
  /// Words that ask the reader to let macros run.
  mutating func noteLure(in bytes: [UInt8]) {
    if let phrase = MacroLure.phrases.first(in: Self.withoutTags(bytes)) { found(.macroLure, phrase) }
  }

  // Unsafe by need: a document's whole text goes through here. What is written is at most what is read, and at most what
  // was asked for.
  /// Text without the zeros of UTF-16 and the tags between the letters, at most 1 MiB of it.
  private static func withoutTags(_ bytes: [UInt8]) -> [UInt8] {
    bytes.withUnsafeBufferPointer { bytes in
      let most = min(bytes.count, 1 << 20)
      return [UInt8](unsafeUninitializedCapacity: most) { text, count in
        var length = 0
        var isTag = false
        for byte in bytes {
          if isTag {
            isTag = byte != 0x3E
          } else if byte == 0x3C {
            isTag = true
          } else if byte != 0 {
            guard length < most else { break }
            text[length] = byte
            length &+= 1
          }
        }
        count = length
      }
    }
  }

  /// A command stored where macros fetch it from: a form's captions, variables and properties of the document.
  mutating func noteHiddenCommand(in bytes: [UInt8], at place: String) {
    guard let word = MacroLure.commands.first(in: bytes.lowercasedASCIIWithoutZeros()) else { return }
    found(.vbaHiddenCommand, "\"\(word)\" in \(place)")
  }
}

/// What is looked for beside macros.
enum MacroLure {
  static let phrases = PhraseSet([
    "enable content", "enable editing", "enable macro", "click enable", "activate macros", "inhalt aktivieren",
    "bearbeitung aktivieren", "makros aktivieren", "activer le contenu", "activer la modification",
    "activer les macros",
    "habilitar contenido", "habilitar edici", "abilita contenuto", "abilita modifica", "protected document",
    "this document is protected", "document created in earlier version", "previous version of microsoft office",
    "habilitar conte", "zawarto",
  ])

  static let commands = PhraseSet([
    "powershell", "cmd.exe", "cmd /c", "mshta", "regsvr32", "rundll32", "wscript.shell", "winmgmts:",
    "urldownloadtofile",
    "certutil", "bitsadmin", "-encodedcommand",
  ])
}
