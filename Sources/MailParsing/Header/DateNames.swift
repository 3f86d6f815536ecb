/// Names that stand in Date fields: months in the languages of mail programs, weekdays and zones.
enum DateNames {
  /// The month (1…12) that a lower-case word names; nil where it is none.
  static func month(_ word: String) -> Int? {
    if let month = months[word] { return month }
    // Longer forms of the English names: `sept`, `januar`, `october`.
    return word.utf8.count > 3
      ? months[String(word.prefix(3))].flatMap { english.contains(String(word.prefix(3))) ? $0 : nil } : nil
  }

  /// Minutes east of UTC of a named zone in lower case; nil where the name says nothing.
  ///
  /// North American zones are those of RFC 5322 §4.3; the others have one meaning in mail, and ambiguous ones are not here.
  static func zone(_ word: String) -> Int? { zones[word] }

  private static let english: Set<String> = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static let months: [String: Int] = {
    var months: [String: Int] = [:]
    let names: [[String]] = [
      [
        "jan", "ene", "gen", "janv", "janvier", "enero", "gennaio", "janeiro", "januar", "sty", "янв", "ιαν", "led",
        "oca", "tammi", "1月",
      ],
      [
        "feb", "fev", "fév", "févr", "fevr", "février", "febbraio", "febrero", "fevereiro", "lut", "фев", "φεβ", "úno",
        "şub", "sub", "helmi", "2月",
      ],
      [
        "mar", "mär", "mrz", "mars", "märz", "maerz", "marzo", "março", "maart", "mrt", "мар", "μαρ", "bře", "maalis",
        "3月",
      ],
      ["apr", "abr", "avr", "avril", "april", "abril", "aprile", "kwi", "апр", "απρ", "dub", "nis", "huhti", "4月"],
      ["may", "mai", "mag", "mayo", "maggio", "maio", "mei", "maj", "май", "мая", "μαϊ", "μαι", "kvě", "touko", "5月"],
      ["jun", "giu", "juin", "juni", "junio", "giugno", "junho", "cze", "июн", "ιουν", "čer", "haz", "kesä", "6月"],
      [
        "jul", "lug", "juil", "juillet", "juli", "julio", "luglio", "julho", "lip", "июл", "ιουλ", "tem", "heinä", "7月",
      ],
      [
        "aug", "ago", "aoû", "août", "aout", "agosto", "augustus", "sie", "авг", "αυγ", "srp", "ağu", "agu", "elo",
        "8月",
      ],
      [
        "sep", "set", "sept", "septembre", "septiembre", "settembre", "setembro", "wrz", "сен", "σεπ", "zář", "eyl",
        "syys", "9月",
      ],
      [
        "oct", "okt", "ott", "out", "octobre", "octubre", "ottobre", "outubro", "oktober", "paź", "окт", "οκτ", "říj",
        "eki", "loka", "10月",
      ],
      ["nov", "novembre", "noviembre", "novembro", "lis", "ноя", "νοε", "kas", "marras", "11月"],
      [
        "dec", "dez", "dic", "déc", "décembre", "diciembre", "dicembre", "dezembro", "dezember", "gru", "дек", "δεκ",
        "pro", "ara", "joulu", "12月",
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
