/// The names that mail programs give to folders, by what the folders are for.
///
/// From Outlook and Exchange, Outlook on the web, Thunderbird, Apple Mail, Gmail and common IMAP servers, in their
/// languages. In lower case, in the order of the languages' codes behind English; `String` compares composed and
/// decomposed letters alike.
enum FolderNames {
  private static let names: [(role: FolderRole, names: [String])] = [
    (
      .inbox,
      [
        "inbox", "in box", "صندوق الوارد", "البريد الوارد", "входящи", "doručená pošta",
        "příchozí", "indbakke", "posteingang", "eingang", "εισερχόμενα", "bandeja de entrada", "recibidos", "saapuneet",
        "boîte de réception", "boite de réception", "boite de reception", "courrier entrant", "דואר נכנס",
        "beérkezett üzenetek", "kotak masuk", "posta in arrivo", "in arrivo", "受信トレイ", "受信箱", "받은 편지함",
        "postvak in", "innboks", "skrzynka odbiorcza", "odebrane", "caixa de entrada",
        "mesaje primite", "входящие", "doručená pošta", "prejeto", "inkorg", "inkorgen", "gelen kutusu", "вхідні",
        "hộp thư đến", "收件箱", "收件匣",
      ]
    ),
    (
      .sent,
      [
        "sent", "sent items", "sent messages", "sent mail", "sent-mail", "sentmail", "outbox",
        "العناصر المرسلة", "البريد المرسل", "изпратени", "изпратени елементи", "elements enviats", "odeslaná pošta",
        "odeslané", "sendt post", "sendte elementer", "gesendet", "gesendete elemente", "gesendete objekte",
        "gesendete nachrichten", "gesendete", "postausgang", "απεσταλμένα", "elementos enviados", "enviados",
        "correo enviado", "mensajes enviados", "bandeja de salida", "saadetud", "lähetetyt", "lähetetyt viestit",
        "éléments envoyés", "elements envoyés", "elements envoyes", "envoyés", "messages envoyés", "courrier envoyé",
        "boîte d'envoi", "פריטים שנשלחו", "דואר שנשלח", "poslano", "elküldött elemek", "elküldött üzenetek",
        "elküldött",
        "item terkirim", "terkirim", "posta inviata", "inviati", "elementi inviati", "inviata", "posta in uscita",
        "送信済みアイテム", "送信済み", "送信済みトレイ", "送信済みメール", "보낸 편지함", "보낸 메일함", "išsiųsta",
        "nosūtītie", "verzonden items", "verzonden", "verzonden berichten", "postvak uit", "sendte", "sendt",
        "elementy wysłane", "wysłane", "wysłane elementy", "itens enviados", "mensagens enviadas", "enviadas",
        "elemente trimise", "trimise", "mesaje trimise", "отправленные", "исходящие", "odoslaná pošta", "odoslané",
        "poslani elementi", "skickat", "skickade objekt", "skickade", "gönderilmiş öğeler", "gönderilenler",
        "gönderilmiş postalar", "надіслані", "thư đã gửi", "已发送邮件", "已发送", "寄件備份", "寄件匣", "已傳送的郵件",
      ]
    ),
    (
      .drafts,
      [
        "drafts", "draft", "المسودات", "مسودات", "чернови", "koncepty", "kladder", "entwürfe", "entwurf", "πρόχειρα",
        "borradores", "borrador", "luonnokset", "brouillons", "brouillon", "טיוטות", "piszkozatok", "draf", "konsep",
        "bozze", "下書き", "임시 보관함", "concepten", "utkast", "wersje robocze", "szkice", "rascunhos", "rascunho",
        "schițe", "ciorne", "черновики", "osnutki", "taslaklar", "чернетки", "thư nháp", "草稿", "草稿箱", "草稿匣",
      ]
    ),
    (
      .deleted,
      [
        "deleted items", "deleted messages", "deleted", "trash", "wastebasket", "recoverable items", "deletions",
        "purges", "العناصر المحذوفة", "المهملات", "изтрити", "кошче", "odstraněná pošta", "koš", "slettet post",
        "slettede elementer", "papirkurv", "gelöschte elemente", "gelöschte objekte", "gelöscht", "papierkorb",
        "διαγραμμένα", "κάδος απορριμμάτων", "elementos eliminados", "eliminados", "papelera", "poistetut", "roskakori",
        "éléments supprimés", "elements supprimes", "supprimés", "corbeille", "messages supprimés", "פריטים שנמחקו",
        "אשפה", "törölt elemek", "kuka", "item terhapus", "posta eliminata", "elementi eliminati", "cestino",
        "削除済みアイテム", "ゴミ箱", "지운 편지함", "휴지통", "verwijderde items", "verwijderd", "prullenbak",
        "slettede", "elementy usunięte", "usunięte", "kosz", "itens excluídos", "itens eliminados", "lixeira", "lixo",
        "elemente șterse", "coș de gunoi", "удаленные", "удалённые", "корзина", "odstránená pošta", "izbrisano",
        "borttagna objekt", "borttaget", "papperskorgen", "silinmiş öğeler", "çöp kutusu", "видалені", "кошик",
        "thùng rác", "已删除邮件", "已删除", "废件箱", "刪除的郵件", "垃圾桶",
      ]
    ),
    (
      .junk,
      [
        "junk", "junk e-mail", "junk email", "junk mail", "spam", "bulk mail", "البريد غير الهام", "нежелана поща",
        "nevyžádaná pošta", "uønsket mail", "uønsket e-mail", "junk-e-mail", "werbung", "unerwünscht",
        "ανεπιθύμητη αλληλογραφία", "correo no deseado", "no deseado", "roskaposti", "courrier indésirable",
        "indésirables", "pourriel", "דואר זבל", "levélszemét", "email sampah", "posta indesiderata", "indesiderata",
        "迷惑メール", "정크 메일", "스팸", "ongewenste e-mail", "ongewenst", "reclame", "søppelpost", "useløs e-post",
        "wiadomości-śmieci", "niechciane", "lixo eletrônico", "lixo eletrónico", "correio não solicitado",
        "e-mail nedorit", "нежелательная почта", "спам", "skräppost", "gereksiz e-posta", "небажана пошта",
        "thư rác", "垃圾邮件", "垃圾郵件",
      ]
    ),
    (
      .archive,
      [
        "archive", "archives", "archived", "all mail", "أرشيف", "архив", "archiv", "arkiv", "archivo", "arkisto",
        "archivage", "ארכיון", "archívum", "arsip", "archivio", "アーカイブ", "보관", "archief", "archiwum", "arquivo",
        "arquivo morto", "arhivă", "arhiv", "arşiv", "архів", "lưu trữ", "存档", "封存",
      ]
    ),
  ]

  private static let roles: [String: FolderRole] = names.reduce(into: [:]) { roles, entry in
    for name in entry.names where roles[name] == nil { roles[name] = entry.role }
  }

  /// The role of a folder with that name, given in lower case.
  static func role(of name: String) -> FolderRole? { roles[name] }

  /// Names of folders that say nothing of whose mail is in them.
  private static let structural: Set<String> = [
    "cur", "new", "tmp", "maildir", "mail", "mails", "email", "messages", "data", "imapmail", "mail folders", "takeout",
    "top of information store", "top of outlook data file", "outlook data file", "outlook-datendatei",
    "ipm_subtree", "root - mailbox", "root - public", "oberste ebene des informationsspeichers",
    "début du fichier de données outlook", "exchange", "mailboxes", "mailbox", "export", "exports", "home", "users",
    "[gmail]", "[google mail]", "local folders", "lokale ordner", "dossiers locaux", "folders", "mbox", "eml",
  ]

  /// Whether a folder of that name is part of how mail is kept, and no account.
  static func isStructural(_ name: String) -> Bool {
    let name = name.lowercased()
    return structural.contains(name) || name.hasPrefix("imap.") || name.hasPrefix("pop.") || name.hasPrefix("pop3.")
  }
}
