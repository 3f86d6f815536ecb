/// Words that ask for something where they meet in one sentence, in any order: languages put them as they like.
enum RequestWords {
  /// What a word is about.
  private enum Topic: Int, CaseIterable {
    /// A bank account, and nothing else.
    case bankAccount
    /// An account of any kind.
    case account
    /// Being new, other, or no more.
    case change
    /// Looking at something.
    case look
    /// Something that can be opened.
    case document
  }

  /// Bytes between two words that belong together.
  private static let reach = 140

  /// What the words of a text ask for; `text` is normalised as for phrases.
  ///
  /// `aboutMoney`: the message speaks of payments, so that an account is one at a bank.
  static func facts(in text: [UInt8], aboutMoney: Bool) -> RequestFacts {
    var found: RequestFacts = []
    var last = [Int](repeating: .min, count: Topic.allCases.count)
    var checked = 0
    index.search(text) { word, end in
      let topic = topics[word]
      // A sentence's end between them parts two words.
      // Words come in the order of their beginnings; a short one can end before a long one that began earlier.
      if checked < end {
        if (checked..<end).contains(where: { endsSentence(text, at: $0) }) {
          for other in last.indices { last[other] = .min }
        }
        checked = end
      }
      last[topic.rawValue] = end
      func near(_ other: Topic) -> Bool {
        let place = last[other.rawValue]
        return place != .min && end - place <= reach
      }
      if near(.change), near(.bankAccount) || aboutMoney && near(.account) { found.insert(.bankChange) }
      if near(.look), near(.document) { found.insert(.lure) }
      return 0
    }
    return found
  }

  private static func endsSentence(_ text: [UInt8], at place: Int) -> Bool {
    let byte = text[place]
    guard byte == 0x2E || byte == 0x21 || byte == 0x3F else { return false }
    return place + 1 >= text.count || text[place + 1] == 0x20
  }

  private static let lists: [(words: [String], topic: Topic)] = [
    (
      [
        "bank account", "bank detail", "banking detail", "account number", "sort code", "iban", "bankverbindung",
        "kontoverbindung", "kontonummer", "bankkonto", "bankdaten", "compte bancaire", "coordonnées bancaires",
        "relevé d'identité", " rib ", "rekeningnummer", "bankrekening", "bankgegevens", "cuenta bancaria",
        "datos bancarios", "número de cuenta", "conto bancario", "conto corrente", "coordinate bancarie",
        "dati bancari",
        "conta bancária", "dados bancários", "número da conta", "rachunek bankow", "rachunku bankow", "konto bankow",
        "konta bankow", "numer konta", "numer rachunku", "numeru konta", "dane bankow", "bankgiro", "bankuppgifter",
        "bankoplysninger", "kontonummer", "číslo účtu", "bankovní", "bankszámla", "расчетный счет",
        "банковские реквизиты",
      ], .bankAccount
    ),
    (
      [
        "account", "konto", "compte", "rekening", "cuenta", "conto", "conta ", "contas ", "rachun", "účet", "számla",
        "счет",
      ],
      .account
    ),
    (
      [
        "changed", "new ", "updated", "different", "closed", "blocked", "frozen", "under audit", "no longer",
        "moved to",
        "switched", "replaced", "geändert", "neue", "gewechselt", "aktualisiert", "geschlossen", "gesperrt",
        "umgestellt",
        "nicht mehr", "changé", "nouve", "modifié", "mis à jour", "clôturé", "fermé", "bloqué", "gewijzigd", "nieuw",
        "veranderd", "gesloten", "geblokkeerd", "nuev", "cambi", "actualiz", "cerrad", "bloquead", "modificad", "nuov",
        "aggiornat", "chius", "bloccat", "variat", "modificat", "novo", "nova ", "novos", "mudou", "mudança", "alter",
        "atualiz", "encerrad", "bloquead", "nowy", "nowe", "nowa", "zmian", "zmieni", "zamkni", "zablokow", "aktualn",
        "nytt", "ny ",
        "nye ",
        "ändra", "endret", "ændret", "nový", "nové", "změn", "új ", "változ", "новы", "измен",
      ], .change
    ),
    (
      [
        "look at", "have a look", "take a look", "check", "review", "open", "download", "view", "see the", "find",
        "ansehen", "anschauen", "schauen", "prüfen", "öffnen", "herunterladen", "durchsehen", "ansieh", "finden sie",
        "consulter", "regarder", "jeter un œil", "jeter un oeil", "ouvrir", "télécharger", "vérifier", "trouver",
        "voir",
        "bekijk", "openen", "download", "controleer", "kijk", "vinden", "revis", "consult", "abrir", "abra ", "descarg",
        "ver el", "vea ", "mire ", "echar un vistazo", "guard", "controll", "aprire", "apra ", "scaric", "veder",
        "dare un'occhiata",
        "trova", "verific", "confir", "baixar", "dar uma olhada", "ver o ", "zobacz", "sprawd", "otwór", "otwarci",
        "pobra",
        "pobierz", "przejrz", "rzuc", "znajd", "titta", "öppna", "se på", "åbn", "åpne",
      ], .look
    ),
    (
      [
        "document", "attachment", "attached", "the file", "this file", "link", "dokument", "anhang", "datei",
        "unterlagen",
        "fichier", "pièce", "lien", "bestand", "bijlage", "archivo", "documento", "adjunto", "enlace", "fichero",
        "file",
        "allegato", "collegamento", "arquivo", "ficheiro", "anexo", "plik", "załączni", "odnośnik", "vedhæft",
        "vedlegg",
        "bilag",
      ], .document
    ),
  ]

  private static let index = PhraseIndex(lists.flatMap { list in list.words.map { Array($0.utf8) } })
  private static let topics: [Topic] = lists.flatMap { list in list.words.map { _ in list.topic } }
}
