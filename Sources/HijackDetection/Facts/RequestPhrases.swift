/// Phrases that show what a mail asks for: data, lower case, in the form of `PhraseText.normalised`.
enum RequestPhrases {
  private static let lists: [(phrases: [String], fact: RequestFacts)] = [
    (bankChange, .bankChange), (payment, .payment), (credentials, .credentials), (lure, .lure), (pressure, .pressure),
    (warning, .warning),
  ]

  /// All phrases.
  static let index = PhraseIndex(lists.flatMap { list in list.phrases.map { Array($0.utf8) } })

  /// What each phrase of the index shows.
  static let facts: [RequestFacts] = lists.flatMap { list in list.phrases.map { _ in list.fact } }

  /// Bytes of each phrase of the index.
  static let lengths: [Int] = lists.flatMap { list in list.phrases.map(\.utf8.count) }

  private static let bankChange = [
    "bank details have changed", "changed our bank", "change of bank", "new bank details", "new bank account",
    "new banking details", "updated bank details", "updated banking", "our bank account has", "account is under audit",
    "account is currently under audit", "new account details", "different bank account", "update our bank",
    "bankverbindung hat sich geändert", "neue bankverbindung", "geänderte bankverbindung", "neue kontoverbindung",
    "änderung unserer bankverbindung", "neue iban", "unser konto hat sich geändert", "nouvelles coordonnées bancaires",
    "nouveau rib", "changement de coordonnées bancaires", "nouveau compte bancaire", "coordonnées bancaires ont changé",
    "nieuwe bankrekening", "nieuw rekeningnummer", "gewijzigd rekeningnummer", "nueva cuenta bancaria",
    "nuevos datos bancarios", "cambio de cuenta", "nuove coordinate bancarie", "nuovo iban", "cambio di iban",
    "novos dados bancários", "nova conta bancária", "nowy numer konta", "nowy rachunek bankowy", "zmiana rachunku",
    "nytt bankkonto", "ny bankkonto", "nye kontooplysninger", "nový účet", "nové číslo účtu", "új bankszámla",
  ]

  private static let payment = [
    "invoice", "payment", "wire transfer", "remittance", "rechnung", "zahlung", "überweis", "facture", "virement",
    "paiement", "factuur", "betaling", "factura", "transferencia", "fattura", "bonifico", "pagamento", "faktura",
    "przelew",
    "fatura",
  ]

  private static let credentials = [
    "verify your account", "confirm your account", "confirm your password", "validate your account", "mailbox is full",
    "mailbox has exceeded", "your password expires", "password will expire", "password has expired", "sign in to view",
    "log in to view", "login to view", "re-confirm your", "reactivate your", "your account will be",
    "account suspended",
    "upgrade your mailbox", "konto bestätigen", "passwort läuft ab", "ihr konto wurde", "postfach ist voll",
    "vérifier votre compte", "confirmer votre compte", "votre compte sera", "bevestig uw account",
    "verifique su cuenta",
    "verifica il tuo account", "verifica il suo account", "zweryfikuj konto", "bekräfta ditt konto",
  ]

  private static let lure = [
    "please see attached", "please see the attached", "please find attached", "see attached", "see the attached",
    "attached file", "attached document", "the attached docs", "attached is", "in attachment", "find the document",
    "review the document", "check the document", "look at the document", "open the document", "documents below",
    "document below", "by the link", "link below", "following link", "via the link", "the link:", "links below",
    "click here", "click the link", "download here", "download the file", "file is here", "please check it",
    "please take a look", "please have a look", "take a look at", "please review", "please read",
    "important information",
    "information you need", "as requested", "as you requested", "i have sent you", "i've sent you", "sent you the",
    "could you check", "can you check", "let me know what you think", "please examine", "please view",
    "im anhang", "anbei", "beigefügt", "siehe anhang", "im anhang finden", "unter folgendem link", "den link",
    "bitte prüfen", "bitte ansehen", "schauen sie sich", "wie besprochen", "wie gewünscht", "ci-joint", "ci-jointe",
    "en pièce jointe", "pièce jointe", "veuillez trouver", "veuillez consulter", "le lien", "bijlage", "bijgevoegd",
    "zie bijlage", "de link", "adjunto", "adjunta", "en el enlace", "siguiente enlace", "in allegato", "allegato",
    "al link",
    "em anexo", "segue anexo", "w załączniku", "w załączeniu", "pod linkiem", "bifogad", "bifogat", "vedhæftet",
    "vedlagt",
    "liitteenä", "v příloze", "mellékelt", "во вложении", "по ссылке", "ekte bulabilirsiniz", "ekteki",
  ]

  private static let pressure = [
    "as soon as possible", "asap", "urgent", "immediately", "keep this confidential", "keep this between us",
    "strictly confidential", "right away", "before end of day", "dringend", "umgehend", "vertraulich", "sofort",
    "en urgence", "dès que possible", "confidentiel", "zo snel mogelijk", "dringende", "urgente", "lo antes posible",
    "il prima possibile", "o mais rápido", "pilne", "omgående",
  ]

  private static let warning = [
    "did you send this", "did you really send", "did you actually send", "is this from you", "is this legit",
    "is this really from you", "is this mail from you", "was this sent by you", "i did not send", "i didn't send",
    "not sent by me", "was not from me", "wasn't from me", "ignore my last mail", "ignore my last email",
    "ignore my previous mail", "ignore my previous email", "ignore the last email", "do not open the", "don't open the",
    "do not click", "don't click", "my account was hacked", "my account has been hacked", "mailbox was hacked",
    "we have been hacked", "we were hacked", "account was compromised", "account has been compromised",
    "looks like spam", "looks like phishing", "looks suspicious", "seems suspicious", "this is spam", "this is a virus",
    "is this spam", "is it spam", "is that a virus", "haben sie das geschickt", "hast du das geschickt",
    "kommt das von ihnen", "ist die mail von dir", "ist diese mail von ihnen", "nicht von mir", "nicht öffnen",
    "wurde gehackt", "wurden gehackt", "sieht nach spam aus", "ist das spam", "virus im anhang", "je n'ai pas envoyé",
    "ne pas ouvrir", "n'ouvrez pas", "ne cliquez pas", "a été piraté", "avons été piratés", "est-ce bien vous",
    "niet openen", "niet van mij", "is gehackt", "heb jij dit gestuurd", "heeft u dit gestuurd", "no abrir", "no abra",
    "fue hackeada", "ha sido hackeada", "no lo envié yo", "non aprire", "è stato hackerato", "non ho inviato",
    "não abra", "foi hackeada", "nie otwieraj", "nie otwierać", "zhakowan", "öppna inte", "åbn ikke", "ikke åpne",
    "не открывайте", "взломан", "hai mandato tu", "l'hai mandat", "non l'ho mandat", "mail strana", "has enviado tú",
    "has mandado tú", "no he enviado", "no fui yo", "no lo he enviado", "as-tu envoyé", "avez-vous envoyé",
    "ce n'est pas moi",
    "mail bizarre", "foste tu que", "você enviou", "não enviei", "não fui eu", "czy to ty wysła", "czy to pan wysła",
    "nie wysyłałem", "nie wysyłałam", "nie ode mnie", "nicht abgeschickt", "nicht verschickt",
  ]
}
