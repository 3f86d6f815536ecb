/// Names that stand in Date fields: months in the languages of mail programs, weekdays and zones.
enum DateNames {
  /// The month (1…12) that a lower-case word names; nil where it is none.
  ///
  /// Names are known by how they begin, so that `sept`, `septembre` and `сентября` are the same month; of several
  /// beginnings the longest counts.
  static func month(_ word: String) -> Int? {
    if let month = months[word] { return month }
    var beginning = word[...].prefix(longestName)
    while beginning.count >= 3 {
      if let month = months[String(beginning)] { return month }
      beginning.removeLast()
    }
    return nil
  }

  /// A half of the day in which an hour of twelve lies.
  enum DayHalf { case first, second }

  /// The half of the day that a lower-case word names; nil where it is none.
  static func dayHalf(_ word: String) -> DayHalf? {
    switch word {
    case "am", "上午", "午前", "오전": .first
    case "pm", "下午", "午後", "오후": .second
    default: nil
    }
  }

  /// Minutes east of UTC of a named zone in lower case; nil where the name says nothing.
  ///
  /// North American zones are those of RFC 5322 §4.3; the others have one meaning in mail, and ambiguous ones are not here.
  static func zone(_ word: String) -> Int? { zones[word] }

  private static let longestName = 12

  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    let names: [[String]] = [
      [
        "jan", "ene", "gen", "ian", "jaan", "sty", "led", "sij", "oca", "tammi", "saus", "янв", "яну", "січ", "ιαν",
        "ינו", "ينا",
      ],
      [
        "feb", "fev", "fév", "lut", "úno", "uno", "velj", "şub", "sub", "helmi", "veebr", "vas", "фев", "лют", "φεβ",
        "פבר", "فبر",
      ],
      [
        "mar", "mär", "mae", "mrz", "maa", "mrt", "bře", "bre", "ožu", "már", "kov", "maalis", "мар", "бер", "μαρ",
        "μάρ",
        "מרץ", "מרס", "مار",
      ],
      [
        "apr", "abr", "avr", "ápr", "kwi", "dub", "tra", "nis", "bal", "huhti", "апр", "кві", "απρ", "אפר", "أبر",
        "ابر",
      ],
      [
        "may", "mai", "mag", "mei", "maj", "máj", "kvě", "kve", "svi", "geg", "touko", "май", "мая", "тра", "μαϊ",
        "μαι",
        "μάι", "מאי", "ماي",
      ],
      [
        "jun", "giu", "juin", "iun", "jún", "jūn", "juuni", "cze", "čer", "čvn", "cvn", "lipanj", "birž", "haz", "kes",
        "июн", "юни", "чер", "ιουν", "ιούν", "יונ", "يون",
      ],
      [
        "jul", "lug", "juil", "iul", "júl", "jūl", "juuli", "lip", "červenec", "července", "čvc", "cvc", "srpanj",
        "srpnja", "liep", "tem", "hei", "июл", "юли", "лип", "ιουλ", "ιούλ", "יול", "يول",
      ],
      [
        "aug", "ago", "aoû", "aou", "agu", "agt", "ağu", "sie", "srp", "kol", "rugp", "elo", "авг", "сер", "αυγ", "αύγ",
        "אוג", "أغس", "اغس",
      ],
      [
        "sep", "set", "szept", "wrz", "zář", "zar", "ruj", "rugs", "eyl", "syy", "сен", "сеп", "вер", "σεπ", "ספט",
        "سبت",
      ],
      [
        "oct", "okt", "ott", "out", "paź", "paz", "říj", "rij", "spal", "eki", "loka", "окт", "жов", "οκτ", "אוק",
        "أكت", "اكت",
      ],
      ["nov", "noi", "lis", "stu", "lapkr", "kas", "marras", "ноя", "ное", "лис", "νοε", "νοέ", "נוב", "نوف"],
      [
        "dec", "dez", "dic", "déc", "des", "dets", "gru", "pro", "ara", "joulu", "gruod", "дек", "гру", "δεκ", "דצמ",
        "ديس",
      ],
    ]
    for (index, list) in names.enumerated() {
      for name in list { months[name] = index + 1 }
    }
    return months
  }()

  private static let zones: [String: Int] = [
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0,
    "edt": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480,
    "akdt": -480, "akst": -540, "hst": -600, "nst": -210, "ndt": -150,
    "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120,
    "eet": 120, "eest": 180, "msk": 180, "msd": 240, "sast": 120, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480,
    "aest": 600, "aedt": 660, "acst": 570, "awst": 480, "nzst": 720, "nzdt": 780, "brt": -180, "brst": -120,
    "art": -180, "clt": -240, "pkt": 300, "ict": 420, "wib": 420,
  ]
}
