import ByteReading

/// Words of a text that may be the password of what comes with it.
///
/// People write it in many ways: `Password: U523`, `pw 1234 (zip)`, a line with nothing but the word. Words behind a word
/// for a password come first, then words with a digit in them; what opens proves which it was.
public enum PasswordCandidates {
  /// The candidates in a mail's subject and text, best first, at most `limit`.
  public static func candidates(subject: String, text: String, limit: Int = 32) -> [String] {
    var found = Found(limit: limit)
    for part in [text, subject] { found.readMentions(in: words(of: part)) }
    for part in [subject, text] { found.readTelling(in: words(of: part)) }
    return found.words
  }

  /// The candidates in a few words that stand beside an archive: its comment, the name of a member.
  static func candidates(inNote note: String) -> [String] {
    var found = Found(limit: 24)
    let words = words(of: note)
    found.readMentions(in: words)
    for word in words.prefix(16) { found.add(word) }
    return found.words
  }

  private struct Found {
    let limit: Int
    var words: [String] = []
    private var known: Set<String> = []

    init(limit: Int) { self.limit = limit }

    mutating func add(_ word: Substring) {
      for form in [word, PasswordCandidates.bared(word)] where words.count < limit {
        guard (2...64).contains(form.utf8.count), known.insert(String(form)).inserted else { continue }
        words.append(String(form))
      }
    }

    /// Up to five words behind each word for a password, and the rest of the word itself: `pw:1234`.
    mutating func readMentions(in words: [Substring]) {
      for (index, word) in words.enumerated() where self.words.count < limit {
        let folded = String(word).lowercased()
        guard let mark = PasswordCandidates.marks.first(where: { folded.hasPrefix($0) }) else { continue }
        let rest = word.dropFirst(mark.count).drop { ":=-–".contains($0) }
        if rest.count >= 2, rest.count < word.count - mark.count || mark.count >= 6 { add(rest) }
        for next in words[(index + 1)...].prefix(5) where !PasswordCandidates.links.contains(next.lowercased()) {
          add(next)
        }
      }
    }

    /// Words of 3 to 16 letters with a digit among them that are no date, address or link.
    mutating func readTelling(in words: [Substring]) {
      for word in words where self.words.count < limit {
        let bare = PasswordCandidates.bared(word)
        guard (3...16).contains(bare.utf8.count), bare.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }),
          !bare.contains("@"), !bare.contains("/"), !bare.contains(".")
        else { continue }
        add(bare)
      }
    }
  }

  private static func words(of text: String) -> [Substring] {
    text.prefix(16_384).split(maxSplits: 3_000, omittingEmptySubsequences: true) { $0.isWhitespace }
  }

  /// The word without the signs around it that sentences have.
  private static func bared(_ word: Substring) -> Substring {
    var bare = word.drop { "\"'“”„‘’«»()[]<>*_:;,=-–".contains($0) }
    while let last = bare.last, "\"'“”„‘’«»()[]<>*_:;,.-–".contains(last) { bare = bare.dropLast() }
    return bare
  }

  /// Beginnings of words for a password, in lower case.
  private static let marks = [
    "password", "passwort", "passwd", "passcode", "passphrase", "pass", "kennwort", "pwd", "pw", "passe", "mdp",
    "wachtwoord", "contraseña", "contrasena", "clave", "hasło", "haslo", "senha", "palavra-passe", "пароль", "lösenord",
    "heslo", "jelszó", "şifre", "sifre", "parola", "salasana", "adgangskode", "passord", "kodeord", "κωδικός", "密码",
    "密碼", "パスワード", "비밀번호", "code", "pin",
  ]

  private static let links: Set<String> = [
    "is", "is:", "ist", "ist:", "est", "es", "e", "è", "é", "jest", "är", "er", "on", "for", "the", "this", "archive",
    "zip", "file", "attachment", "document", "to", "open", "für", "das", "die", "den", "archiv", "anhang", "datei",
    "del", "de", "el", "la", "le", "du", "fichier", "archivo", "van", "het", "bestand", "do", "pliku", "-", "=", ":",
    "–", "lautet", "lautet:", "and", "und", "of",
  ]
}
