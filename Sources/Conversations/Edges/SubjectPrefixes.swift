/// What mail programs put before a subject when they answer or forward, by language; all in lower case, no colon.
///
/// Where two languages use one word for both (`vs` answers in Finnish and forwards in Norwegian) it counts as an
/// answer: a missed answer costs more than a missed forward.
enum SubjectPrefixes {
  static let reply: Set<String> = [
    // English and everybody; Lotus Notes' own in several languages
    "re", "rif", "réf", "réf.",
    // German, Dutch
    "aw", "antw", "antwort", "antwoord", "betr", "betreff",
    // Swedish, Danish, Norwegian, Finnish, Icelandic
    "sv", "svar", "ang", "vs", "vast",
    // French, Spanish, Portuguese, Italian, Romanian, Catalan
    "rép", "rép.", "res", "resp", "r", "rsp", "răsp",
    // Polish, Czech, Slovak, Slovene, Croatian, Hungarian
    "odp", "odpověď", "odg", "vá", "válasz",
    // Turkish, Greek, Hebrew, Arabic
    "ynt", "απ", "σχετ", "תגובה", "השב", "רד", "رد",
    // Russian, Ukrainian, Bulgarian
    "отв", "ответ", "на", "відп", "відповідь", "отг",
    // Chinese, Japanese, Korean, Vietnamese, Indonesian, Latvian, Lithuanian
    "回复", "回覆", "答复", "答覆", "返信", "회신", "답장", "답변", "tl", "trả lời", "bls", "atb", "ats",
  ]

  static let forward: Set<String> = [
    // English and everybody
    "fw", "fwd", "forward",
    // German, Dutch
    "wg", "weitergeleitet", "doorst", "vb", "wtr",
    // Swedish, Danish, Norwegian, Finnish
    "vidarebefordrat", "vbs", "videresendt", "vl",
    // French, Spanish, Portuguese, Italian, Romanian
    "tr", "rv", "rvd", "enc", "i", "redir",
    // Polish, Czech, Slovak, Slovene, Hungarian
    "pd", "přep", "preposl", "fš", "továbbítás", "továbbítva",
    // Turkish, Greek, Hebrew, Arabic
    "ilt", "i̇lt", "πρθ", "προωθ", "הועבר", "إعادة توجيه",
    // Russian, Ukrainian
    "пер", "пересл", "переслано",
    // Chinese, Japanese, Korean, Vietnamese, Indonesian
    "转发", "轉寄", "轉發", "転送", "전달", "ct", "trs",
  ]

  /// Behind these bytes of a subject no colon is looked for.
  static let maximumBytes = 48
}
