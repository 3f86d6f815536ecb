import Conversations
import Testing

@Suite("Quoted history") struct QuotedHistoryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var text: String
    var new: String
    var quoted: [String]
    var signature = ""

    init(_ name: String, _ text: String, new: String, quoted: [String], signature: String = "") {
      testDescription = name
      self.text = text
      self.new = new
      self.quoted = quoted
      self.signature = signature
    }
  }

  static let cases: [Case] = [
    Case("nothing", "", new: "", quoted: []),
    Case("no quote", "Hello\nthere\n", new: "Hello\nthere", quoted: []),
    Case("no final line end", "Hello", new: "Hello", quoted: []),
    Case(
      "marks and an attribution", "Fine.\n\nOn Tue, 14 Sep 2021, Ann wrote:\n> shall we\n> meet?\n",
      new: "Fine.", quoted: ["shall we\nmeet?"]),
    Case(
      "marks at several depths", "Fine.\n> two\n>> one\n> > zero\n", new: "Fine.", quoted: ["two\none\nzero"]),
    Case("CRLF", "Fine.\r\n> two\r\n> one\r\n", new: "Fine.", quoted: ["two\none"]),
    Case("answers between", "> one\nyes\n> two\nno\n", new: "yes\nno", quoted: ["one", "two"]),
    Case("a blank line within a quote", "> one\n\n> two\nno\n", new: "no", quoted: ["one\ntwo"]),
    Case(
      "an attribution over two lines",
      "See below\nOn Tue, Sep 14, 2021 at 8:03 AM Ann Lee\n<ann@corp.example> wrote:\n\n> old\n",
      new: "See below", quoted: ["old"]),
    Case(
      "an attribution without marks", "Fine.\n\nOn Tue, 14 Sep 2021 at 08:03, Ann wrote:\n\nold text\nmore\n",
      new: "Fine.", quoted: ["old text\nmore"]),
    Case(
      "Outlook's header lines",
      "Fine.\n\nFrom: Ann Lee <ann@corp.example>\nSent: Tuesday, 14 September 2021 08:03\nTo: Bob\nSubject: lunch\n\nold\n",
      new: "Fine.", quoted: ["old"]),
    Case(
      "bold header lines",
      "Fine.\n*From:* Ann Lee <ann@corp.example>\n*Sent:* Tuesday\n*To:* Bob\n*Subject:* lunch\n\nold\n",
      new: "Fine.", quoted: ["old"]),
    Case(
      "two header blocks",
      "Fine.\nFrom: Ann\nSent: Tue\nTo: Bob\nSubject: x\n\nold\n\nFrom: Bob\nSent: Mon\nTo: Ann\nSubject: x\n\nolder\n",
      new: "Fine.", quoted: ["old", "older"]),
    Case("one header line is none", "From: the start\nwe go on\n", new: "From: the start\nwe go on", quoted: []),
    Case(
      "a line of dashes", "Fine.\n-----Original Message-----\nFrom: Ann\nSent: Tue\nTo: Bob\nSubject: x\n\nold\n",
      new: "Fine.", quoted: ["old"]),
    Case("dashes without fields", "Fine.\n----- Original Message -----\nold\n", new: "Fine.", quoted: ["old"]),
    Case(
      "a forwarded message",
      "FYI\n---------- Forwarded message ---------\nFrom: Ann <a@b>\nDate: Tue\nSubject: x\nTo: Bob\n\nold\n",
      new: "FYI", quoted: ["old"]),
    Case(
      "Apple's forward", "FYI\n\nBegin forwarded message:\n\nFrom: Ann <a@b>\nSubject: x\nDate: Tue\n\nold\n",
      new: "FYI", quoted: ["old"]),
    Case("a signature", "Fine.\n-- \nBob\n", new: "Fine.", quoted: [], signature: "Bob"),
    Case(
      "a signature above the quote", "Fine.\n-- \nBob\n\nOn Tue 14 Sep, Ann wrote:\n> old\n", new: "Fine.",
      quoted: ["old"], signature: "Bob"),
    Case("dashes in prose", "-- we said --\n---\n", new: "-- we said --\n---", quoted: []),
    Case(
      "prose that ends with a colon", "As Ann wrote:\nshe is right\n", new: "As Ann wrote:\nshe is right", quoted: []),
  ]

  @Test(arguments: cases) func parts(of example: Case) {
    let history = QuotedHistory(example.text)
    #expect(history.newText.trimmed == example.new)
    #expect(history.quotedBlocks.map(\.text.trimmed) == example.quoted)
    #expect(history.signature.trimmed == example.signature)
  }

  @Test(
    "Attributions in many languages",
    arguments: [
      "On 14 Sep 2021, at 08:03, Ann Lee <ann@corp.example> wrote:", "Am 14.09.21 um 08:03 schrieb Ann Lee:",
      "Am Di., 14. Sept. 2021 um 08:03 Uhr schrieb Ann Lee <ann@corp.example>:",
      "Le 14/09/2021 à 08:03, Ann Lee a écrit :", "Op di 14 sep. 2021 om 08:03 schreef Ann Lee <ann@corp.example>:",
      "W dniu 14.09.2021 o 08:03, Ann Lee pisze:", "wt., 14 wrz 2021 o 08:03 Ann <ann@corp.example> napisał(a):",
      "El mar, 14 sept 2021 a las 8:03, Ann (<ann@corp.example>) escribió:",
      "Il giorno mar 14 set 2021 alle ore 08:03 Ann <ann@corp.example> ha scritto:",
      "Em ter., 14 de set. de 2021 às 08:03, Ann <ann@corp.example> escreveu:",
      "Den tis 14 sep. 2021 kl 08:03 skrev Ann <ann@corp.example>:", "ti 14. syysk. 2021 klo 8.03 Ann kirjoitti:",
      "út 14. 9. 2021 v 8:03 odesílatel Ann <ann@corp.example> napsal:",
      "Ann <ann@corp.example> ezt írta (időpont: 2021. szept. 14., K, 8:03):",
      "În mar., 14 sept. 2021 la 08:03, Ann <ann@corp.example> a scris:",
      "вт, 14 сент. 2021 г. в 08:03, Ann <ann@corp.example>:", "14.09.2021 08:03, Ann пишет:",
      "Ann <ann@corp.example>, 14 Eyl 2021 Sal, 08:03 tarihinde şunu yazdı:",
      "Στις Τρί 14 Σεπ 2021 στις 8:03 π.μ., ο χρήστης Ann <ann@corp.example> έγραψε:",
      "Ann <ann@corp.example> 于2021年9月14日周二 08:03写道：", "2021年9月14日(火) 8:03 Ann <ann@corp.example>:",
      "2021년 9월 14일 (화) 오전 8:03, Ann <ann@corp.example>님이 작성:",
    ])
  func attributions(line: String) {
    let history = QuotedHistory("new\n\n\(line)\n\n> old\n")
    #expect(history.newText.trimmed == "new")
    #expect(history.quotedBlocks.map(\.text.trimmed) == ["old"])
  }

  @Test(
    "Header lines in many languages",
    arguments: [
      "Von: A|Gesendet: B|An: C|Betreff: D", "De : A|Envoyé : B|À : C|Objet : D",
      "Van: A|Verzonden: B|Aan: C|Onderwerp: D",
      "Od: A|Wysłane: B|Do: C|Temat: D", "De: A|Enviado el: B|Para: C|Asunto: D", "Da: A|Inviato: B|A: C|Oggetto: D",
      "De: A|Enviada em: B|Para: C|Assunto: D", "Från: A|Skickat: B|Till: C|Ämne: D", "Fra: A|Sendt: B|Til: C|Emne: D",
      "Lähettäjä: A|Lähetetty: B|Vastaanottaja: C|Aihe: D", "From: A|Odesláno: B|Komu: C|Předmět: D",
      "Feladó: A|Elküldve: B|Címzett: C|Tárgy: D", "De la: A|Trimis: B|Către: C|Subiect: D",
      "От: A|Отправлено: B|Кому: C|Тема: D", "Від: A|Надіслано: B|Кому: C|Тема: D",
      "Kimden: A|Gönderildi: B|Kime: C|Konu: D", "Από: A|Στάλθηκε: B|Προς: C|Θέμα: D",
      "من: A|تاريخ الإرسال: B|إلى: C|الموضوع: D", "מאת: A|נשלח: B|אל: C|נושא: D",
      "发件人: A|发送时间: B|收件人: C|主题: D", "发件人：A|发送时间：B|收件人：C|主题：D", "寄件者: A|寄件日期: B|收件者: C|主旨: D",
      "差出人: A|送信日時: B|宛先: C|件名: D", "보낸 사람: A|보낸 날짜: B|받는 사람: C|제목: D",
    ])
  func headerLines(lines: String) {
    let block = lines.split(separator: "|").joined(separator: "\n")
    let history = QuotedHistory("new\n\n\(block)\n\nold\n")
    #expect(history.newText.trimmed == "new")
    #expect(history.quotedBlocks == [QuotedBlock(mark: .headerBlock, text: "\nold\n", author: "A", date: "B")])
  }

  @Test("Who wrote, and when, is told") func author() {
    let cases = [
      ("On Tue, 14 Sep 2021 at 08:03, Ann Lee <a@b.example> wrote:", "Ann Lee <a@b.example>"),
      ("Am 14.09.21 um 08:03 schrieb Ann Lee:", "Ann Lee"), ("Le 14/09/2021 08:03, Ann Lee a écrit :", "Ann Lee"),
      ("2021/9/14 8:03 Ann Lee <a@b.example>:", "Ann Lee <a@b.example>"),
    ]
    for (line, author) in cases {
      let history = QuotedHistory(line + "\n> old\n")
      #expect(history.quotedBlocks.map(\.author) == [author])
      #expect(history.quotedBlocks.allSatisfy { line.hasPrefix($0.date) && !$0.date.isEmpty })
    }
  }

  @Test("Large and hostile texts take one pass") func bounds() {
    for piece in [
      ">", "> ", "From: a\n", "On 1:\n", "-", "--------\n", "x", "1 wrote\n", "-- \n", "：\n", "\n", "> a\nb\n",
    ] {
      let text = String(repeating: piece, count: 3_000)
      let history = QuotedHistory(text)
      #expect(history.newText.utf8.count <= text.utf8.count + 1)
      #expect(history.quotedBlocks.count <= 3_001)
    }
  }
}

extension String {
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
