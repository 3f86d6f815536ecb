/// The words by which mail programs introduce what they quote, by language; all in lower case.
///
/// Outlook writes a block of header lines in the language of its user, other programs one line that says who wrote.
enum QuoteWords {
  /// The header lines of a quoted message, by what they name.
  enum Field: UInt8 { case from, date, to, subject, copy }

  /// The names of header lines in EN DE FR NL PL ES IT PT SV DA NO FI CS SK HU RO SL HR RU UK TR EL AR HE ZH JA KO.
  static let fields: [String: Field] = table([
    .from: [
      "from", "von", "de", "expéditeur", "van", "afzender", "od", "remitente", "da", "mittente", "från", "fra",
      "lähettäjä", "odesílatel", "odosielateľ", "feladó", "de la", "expeditor", "pošiljatelj", "от", "отправитель",
      "від", "kimden", "gönderen", "από", "من", "מאת", "发件人", "寄件者", "寄件人", "差出人", "送信者", "보낸 사람", "발신",
    ],
    .date: [
      "sent", "date", "gesendet", "datum", "envoyé", "date d'envoi", "verzonden", "wysłano", "wysłane", "data",
      "enviado", "enviado el", "enviada", "enviada em", "fecha", "inviato", "skickat", "sendt", "dato", "lähetetty",
      "päivämäärä", "päiväys", "odesláno", "odoslané", "dátum", "elküldve", "küldve", "trimis", "dată", "poslano",
      "отправлено", "дата", "надіслано", "gönderildi", "gönderme tarihi", "tarih", "στάλθηκε", "ημερομηνία",
      "تاريخ الإرسال", "التاريخ", "נשלח", "תאריך", "发送时间", "发送日期", "日期", "寄件日期", "傳送時間", "送信日時", "日付", "보낸 날짜",
      "날짜",
    ],
    .to: [
      "to", "an", "à", "destinataire", "aan", "do", "para", "a", "till", "til", "vastaanottaja", "komu", "címzett",
      "către", "catre", "pentru", "za", "prejemnik", "prima", "кому", "kime", "alıcı", "προς", "إلى", "אל", "收件人",
      "收件者", "宛先", "받는 사람", "수신",
    ],
    .subject: [
      "subject", "betreff", "objet", "onderwerp", "temat", "asunto", "oggetto", "assunto", "ämne", "emne", "aihe",
      "otsikko", "předmět", "predmet", "tárgy", "subiect", "zadeva", "тема", "konu", "θέμα", "الموضوع", "נושא", "主题",
      "主旨", "主題", "件名", "제목",
    ],
    .copy: [
      "cc", "kopie", "copie", "kopia", "kopi", "kopio", "copia", "dw", "bilgi", "κοιν", "копия", "копія", "másolat",
      "نسخة", "העתק", "抄送", "副本", "참조",
    ],
  ])

  /// The first bytes of the words for the author.
  static let fromInitials = Set(fields.compactMap { $0.value == .from ? $0.key.utf8.first : nil })

  /// What stands between dashes above an original or a forwarded message.
  static let originalMarks: Set<String> = [
    "original message", "original-nachricht", "ursprüngliche nachricht", "originalnachricht", "urspr. nachricht",
    "message d'origine", "message d’origine", "message original", "message initial", "oorspronkelijk bericht",
    "origineel bericht", "oryginalna wiadomość", "wiadomość oryginalna", "wiadomość pierwotna", "mensaje original",
    "mensaje principal", "messaggio originale", "mensagem original", "ursprungligt meddelande",
    "originalmeddelande", "oprindelig meddelelse", "original meddelelse", "opprinnelig melding",
    "opprinnelig meddelelse", "alkuperäinen viesti", "původní zpráva", "pôvodná správa", "eredeti üzenet",
    "mesaj original", "mesajul original", "izvirno sporočilo", "izvorna poruka", "исходное сообщение",
    "первоначальное сообщение", "оригінальне повідомлення", "вихідне повідомлення", "özgün ileti", "orijinal mesaj",
    "orijinal ileti", "αρχικό μήνυμα", "الرسالة الأصلية", "הודעה מקורית", "原始邮件", "原始郵件", "邮件原件", "元のメッセージ",
    "original mail", "original email", "original e-mail", "원본 메시지", "원본 메일", "reply message", "replied message",
  ]

  /// What stands above a forwarded message.
  static let forwardMarks: Set<String> = [
    "forwarded message", "begin forwarded message", "forwarded by", "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht", "message transféré", "début du message transféré",
    "début du message réexpédié",
    "doorgestuurd bericht", "begin doorgestuurd bericht", "wiadomość przekazana", "przekazana wiadomość",
    "mensaje reenviado", "inicio del mensaje reenviado", "messaggio inoltrato", "inizio messaggio inoltrato",
    "mensagem encaminhada", "mensagem reencaminhada", "vidarebefordrat meddelande", "vidarebefordrat brev",
    "videresendt meddelelse", "videresendt besked", "videresendt melding", "välitetty viesti", "přeposlaná zpráva",
    "preposlaná správa", "továbbított üzenet", "mesaj redirecționat", "posredovano sporočilo", "proslijeđena poruka",
    "пересылаемое сообщение", "пересланное сообщение", "переслане повідомлення", "iletilen ileti", "iletilen mesaj",
    "yönlendirilmiş mesaj", "προωθημένο μήνυμα", "رسالة معاد توجيهها", "הודעה שהועברה", "转发的邮件", "轉寄的郵件", "轉寄郵件",
    "転送されたメッセージ", "전달된 메시지",
  ]

  /// The word for writing with which an attribution ends, its colon aside.
  static let wrote: Set<String> = [
    "wrote", "writes", "schrieb", "schreibt", "geschrieben", "écrit", "écrivait", "schreef", "geschreven", "napisał",
    "napisała", "napisał(a)", "pisze", "escribió", "escrito", "scrisse", "scritto", "escreveu", "skrev", "skreiv",
    "kirjoitti", "napsal", "napsala", "napsal(a)", "napísal", "napísala", "napísal(a)", "írta", "scris", "napisal",
    "napisala", "napisal/a", "napisao", "napisao/la", "написал", "написала", "написал(а)", "пишет",
    "написав", "написав(ла)", "написа", "пише", "yazdı", "έγραψε", "كتب", "كتبت", "כתב", "כתבה", "כתב/ה",
  ]

  /// Small words before the verb.
  static let auxiliaries: Set<String> = ["a", "ha", "je", "ezt", "şunu", "tarihinde"]

  /// The words for writing behind which the writer's name, or the date, can stand.
  static let wroteBeforeName: Set<String> = [
    "schrieb", "schreibt", "schreef", "skrev", "skreiv", "írta", "odesílatel", "escribió", "كتب", "כתב",
  ]

  /// The same in languages that put no blank before it.
  static let wroteSuffixes: [String] = ["写道", "寫道", "のメール", "書きました", "作成", "작성"]

  /// The first word of an attribution that is broken over lines.
  static let attributionStarts: Set<String> = [
    "on", "am", "at", "le", "op", "w", "dnia", "el", "il", "em", "no", "den", "d.", "på", "ti", "ma", "dne", "dňa", "v",
    "pe", "în", "la", "dana", "u", "в", "у", "от", "tarihinde", "στις", "في", "ב", "בתאריך", "in", "mon,",
    "tue,", "wed,", "thu,", "fri,", "sat,", "sun,", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "från:", "op:",
    "пн,", "вт,", "ср,", "чт,", "пт,", "сб,", "вс,", "нд,",
  ]

  private static func table(_ names: [Field: [String]]) -> [String: Field] {
    var table: [String: Field] = [:]
    for (field, words) in names { for word in words { table[word] = field } }
    return table
  }
}
