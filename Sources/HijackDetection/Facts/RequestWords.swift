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
    /// A mail.
    case mail
    /// Being strange, or harmful.
    case harm
    /// Having been sent.
    case send
    /// Whether something is truly so.
    case truly
  }

  /// Bytes between two words that belong together.
  private static let reach = 140

  /// What the words of a text ask for; `text` is normalised as for phrases.
  ///
  /// `aboutMoney`: the message speaks of payments, so that an account is one at a bank.
  static func facts(in text: [UInt8], aboutMoney: Bool) -> RequestFacts {
    var found: RequestFacts = []
    search(text, aboutMoney: aboutMoney) { request, _ in found.insert(request) }
    return found
  }

  /// Calls `found` wherever words meet, with what they ask for, and where both stand.
  static func search(
    _ text: [UInt8], aboutMoney: Bool, found: (_ request: RequestFacts, _ place: Range<Int>) -> Void
  ) {
    var last = [Int](repeating: .min, count: Topic.allCases.count)
    var starts = [Int](repeating: 0, count: Topic.allCases.count)
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
      starts[topic.rawValue] = end - lengths[word]
      func near(_ other: Topic) -> Bool {
        let place = last[other.rawValue]
        return place != .min && end - place <= reach
      }
      func meet(_ request: RequestFacts, _ one: Topic, _ other: Topic) {
        let start = min(starts[one.rawValue], starts[other.rawValue])
        let behind = max(last[one.rawValue], last[other.rawValue])
        if start < behind { found(request, start..<behind) }
      }
      if near(.change) {
        if near(.bankAccount) {
          meet(.bankChange, .change, .bankAccount)
        } else if aboutMoney, near(.account) {
          meet(.bankChange, .change, .account)
        }
      }
      if near(.look), near(.document) { meet(.lure, .look, .document) }
      // Doubts are short; who writes long about spam writes about spam.
      guard text.count < 700 else { return 0 }
      if near(.harm) {
        if near(.mail) { meet(.warning, .harm, .mail) } else if near(.document) { meet(.warning, .harm, .document) }
      }
      if near(.truly), near(.send) { meet(.warning, .truly, .send) }
      return 0
    }
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
        "банковские реквизиты", "payment detail", "payment instruction", "zahlungsdaten", "coordonnées de paiement",
        "betaalgegevens", "datos de pago", "dati di pagamento", "dados de pagamento", "coordenadas bancárias", "nib ",
        "nib:", "dane do przelew", "danych do przelew", "betalningsuppgifter", "platební údaje",
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
        "nye ", "from now on", "instead of", "ab sofort", "künftig", "anderes konto", "andere bank", "désormais",
        "dorénavant", "autre compte", "autre banque", "voortaan", "andere rekening", "overgestapt", "a partir de ahora",
        "otra cuenta", "otro banco", "d'ora in poi", "altro conto", "altra banca", "sostitui", "a partir de agora",
        "outra conta", "outro banco", "mudar", "mudámos", "mudamos", "trocám", "trocam", "passámos", "substitu",
        "od teraz", "odtąd",
        "inny rachunek",
        "inne konto", "innego banku", "przenieśli", "i fortsättningen", "fremover", "nadále", "mostantól", "отныне",
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
    (
      [
        "mail", "e-mail", "email", "message", "nachricht", "bericht", "messaggio", "mensaje", "correo", "mensagem",
        "wiadomoś", "meddelande", "melding", "besked", "viesti", "zpráv", "správ", "üzenet", "levél", "mesaj",
        "sporočil",
        "poruk", "письм", "сообщен", "лист", "повідомл", "ileti", "e-posta", "μήνυμα", "رسالة", "הודעה", "邮件", "郵件",
        "メール", "메일",
      ], .mail
    ),
    (
      [
        "virus", "spam", "phishing", "malware", "hacked", "compromised", "suspicious", "strange", "weird", "looks odd",
        "fake", "fraud", "scam", "gehackt", "verdächtig", "komisch", "seltsam", "merkwürdig", "betrug", "piraté",
        "suspect",
        "bizarre", "étrange", "frauduleux", "verdacht", "vreemd", "raar", "sospechos", "extrañ", "raro", "rara ",
        "hackead",
        "pirate", "sospett", "stran", "strano", "hackerat", "truffa", "suspeit", "estranh", "esquisit", "podejrzan",
        "dziwn",
        "wirus", "zhakow", "oszust", "misstänk", "konstig", "mistænk", "mærkelig", "mistenk", "merkelig", "epäilyttäv",
        "outo ", "podezřel", "divn", "podozriv", "gyanús", "furcsa", "ciudat", "sumljiv", "sumnjiv", "čudn", "подозрит",
        "странн", "взлом", "підозр", "дивн", "şüpheli", "garip", "ύποπτο", "περίεργο", "مشبوه", "חשוד", "可疑", "不審",
        "怪しい",
        "의심",
      ], .harm
    ),
    (
      [
        "sent", "send", "from you", "geschickt", "gesendet", "von ihnen", "von dir", "envoyé", "de vous", "de toi",
        "verstuurd", "gestuurd", "van u", "van jou", "enviado", "enviaste", "mandado", "inviat", "mandat", "enviou",
        "mandou", "wysła", "skickat", "sendt", "lähet", "poslal", "küldte", "trimis", "отправил", "прислал", "надіслав",
        "gönder", "έστειλ", "أرسلت", "שלחת", "发送", "寄", "送っ", "送り", "보내", "보낸",
      ], .send
    ),
    (
      [
        "really", "actually", "genuinely", "legit", "wirklich", "tatsächlich", "vraiment", "réellement", "est-ce bien",
        "echt", "werkelijk", "realmente", "de verdad", "davvero", "veramente", "mesmo", "naprawdę", "rzeczywiście",
        "verkligen", "virkelig", "todella", "opravdu", "skutečně", "naozaj", "tényleg", "chiar", "res ", "zaista",
        "действительно", "правда", "справді", "gerçekten", "πραγματικά", "حقا", "באמת", "真的", "本当に", "정말",
      ], .truly
    ),
  ]

  private static let index = PhraseIndex(lists.flatMap { list in list.words.map { Array($0.utf8) } })
  private static let lengths: [Int] = lists.flatMap { list in list.words.map(\.utf8.count) }
  private static let topics: [Topic] = lists.flatMap { list in list.words.map { _ in list.topic } }
}
