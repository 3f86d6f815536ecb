/// A password that a text gives away: `password: U523`, `Passwort lautet 1234`.
enum PasswordMention {
  /// Words for a password in the languages in which archives were sent, lower case.
  private static let strong = [
    "password", "passwort", "kennwort", "passcode", "pass code", "passphrase", "pwd", "mot de passe", "mdp",
    "wachtwoord",
    "contraseña", "contrasena", "clave", "hasło", "haslo", "senha", "palavra-passe", "пароль", "Пароль", "lösenord",
    "heslo",
    "jelszó", "jelszo", "şifre", "Şifre", "parola", "salasana", "adgangskode", "passord", "kodeord", "κωδικός",
    "סיסמה",
    "كلمة المرور", "密码", "密碼", "パスワード", "비밀번호", "zip pass", "archive pass", "pass", "pw",
  ]

  /// Words that name a password only where a colon or an equals sign says so: `code: 4711`.
  private static let weak = [
    "code", "key", "pin", "access", "schlüssel", "zugang", "clé", "code d'accès", "sleutel", "toegangscode", "llave",
    "código", "codigo", "chiave", "codice", "chave", "klucz", "kod", "nyckel", "nøgle", "nøkkel", "avain", "klíč",
    "kulcs",
    "cheie", "ключ", "код", "anahtar",
  ]
  private static let words = PhraseIndex((strong + weak).map { Array($0.utf8) })

  /// Words that may stand between the word and the password.
  private static let links: Set<String> = [
    "is", "ist", "lautet", "est", "is:", "ist:", "es", "è", "é", "jest", "är", "er", "on", "this", "for", "the",
    "archive",
    "zip", "file", "attachment", "attached", "document", "to", "open", "für", "das", "die", "den", "archiv", "anhang",
    "datei",
    "del", "de", "el", "la", "le", "du", "fichier", "archivo", "dell'archivio", "van", "het", "bestand", "do", "pliku",
    "archiwum", "to", "brzmi", "wynosi", "al", "alla", "dell'allegato", "per", "pour", "l'archive", "zu", "zum", "zur",
    "der",
    "lautet:", "será", "sarà", "sera", "serait", "será:", "do", "a", "o", "ao", "arquivo", "ficheiro", "anexo",
    "bijlage",
    "-",
    "=", ":", "–", "follows:", "below:",
  ]

  /// The passwords that `text` names, at most four, each with the words around it (at most 80 bytes).
  ///
  /// A candidate follows the word and a colon, an equals sign or a word of linking, has 3 to 24 bytes without blanks,
  /// and holds a digit or stands right behind a colon.
  static func mentions(in text: String) -> [String] {
    let written = bounded(text, to: 16_384).bytes()
    return places(in: written).map { String(decoding: written[$0], as: UTF8.self) }
  }

  /// Where the mentions stand.
  static func places(in written: [UInt8]) -> [Range<Int>] {
    // Lowered in ASCII only, so that places stay the same and the password is shown as written.
    let bytes = written.map(\.lowered)
    var found: [Range<Int>] = []
    words.search(bytes) { number, end in
      guard found.count < 4 else { return nil }
      // `passed` and `passwords` are other words; scripts without blanks have none that go on.
      if end < bytes.count, bytes[end - 1] < 0x80, PhraseIndex.isWordByte(bytes[end]) { return 0 }
      guard let behind = candidate(in: bytes, after: end, needsColon: number >= strong.count) else { return 0 }
      let start = max(0, end - 24)
      var line = (written[start..<min(behind, start + 80)].split(separator: 0x0A).last ?? [])[...]
      while let byte = line.first, byte.isBlank || byte & 0xC0 == 0x80 { line.removeFirst() }
      while let byte = line.last, byte.isBlank { line.removeLast() }
      found.append(line.startIndex..<line.endIndex)
      return behind
    }
    return found
  }

  /// The end of a password that follows; nil where none does.
  private static func candidate(in bytes: [UInt8], after start: Int, needsColon: Bool) -> Int? {
    var at = start
    var sawColon = false
    for _ in 0..<6 {
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x2A { at += 1 }
      if at < bytes.count, bytes[at] == 0x3A || bytes[at] == 0x3D {
        sawColon = true
        at += 1
        continue
      }
      let from = at
      while at < bytes.count, bytes[at] > 0x20, at - from < 64 { at += 1 }
      guard at > from else { return nil }
      let word = String(decoding: bytes[from..<at], as: UTF8.self)
      if links.contains(word) {
        if word.hasSuffix(":") { sawColon = true }
        continue
      }
      let hasDigit = bytes[from..<at].contains(where: \.isDigit)
      guard (3...24).contains(at - from), sawColon || hasDigit && !needsColon, !word.containsText("://"),
        !word.containsText("@")
      else {
        return nil
      }
      return at
    }
    return nil
  }
}
