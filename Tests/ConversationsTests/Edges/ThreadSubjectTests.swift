import Conversations
import Testing

@Suite("Subjects") struct ThreadSubjectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var subject: String
    var base: String
    var replies: Int
    var forwards: Int
    var testDescription: String { subject }

    init(_ subject: String, _ base: String, _ replies: Int, _ forwards: Int = 0) {
      self.subject = subject
      self.base = base
      self.replies = replies
      self.forwards = forwards
    }
  }

  @Test(arguments: [
    Case("", "", 0), Case("Lunch", "lunch", 0), Case("Re: Lunch", "lunch", 1), Case("RE:RE: Lunch", "lunch", 2),
    Case("  Re :  Lunch \t today ", "lunch today", 1), Case("Re[2]: Lunch", "lunch", 1),
    Case("Re^3: Lunch", "lunch", 1),
    Case("Re(4): Lunch", "lunch", 1), Case("[list] Re: Lunch", "lunch", 1), Case("Re: [list] Lunch", "lunch", 1),
    Case("Re: [list] Re: [PATCH v2 3/4] x: fix y", "x: fix y", 2), Case("[only]", "[only]", 0), Case("Re:", "", 1),
    Case("Fwd: Lunch", "lunch", 0, 1), Case("Fwd: Re: Lunch", "lunch", 1, 1), Case("Lunch (fwd)", "lunch", 0, 1),
    Case("[Fwd: Lunch]", "lunch", 0, 1), Case("AW: WG: Essen", "essen", 1, 1), Case("Rép : Déjeuner", "déjeuner", 1),
    Case("TR: Déjeuner", "déjeuner", 0, 1), Case("SV: Lunsj", "lunsj", 1), Case("Odp: PD: obiad", "obiad", 1, 1),
    Case("RES: ENC: almoço", "almoço", 1, 1), Case("R: I: pranzo", "pranzo", 1, 1), Case("Ynt: yemek", "yemek", 1),
    Case("ΑΠ: ΠΡΘ: γεύμα", "γεύμα", 1, 1), Case("Отв: обед", "обед", 1), Case("回复：午餐", "午餐", 1),
    Case("答复: 转发: 午餐", "午餐", 1, 1), Case("Regarding: lunch", "regarding: lunch", 0), Case("R2: D2", "r2: d2", 0),
    Case("Note: Re: lunch", "note: re: lunch", 0), Case("Re Lunch", "re lunch", 0),
  ])
  func parts(of example: Case) {
    let subject = ThreadSubject(example.subject)
    #expect(subject.base == example.base)
    #expect(subject.replyPrefixes == example.replies)
    #expect(subject.forwardPrefixes == example.forwards)
  }

  @Test("Endless subjects are cut") func bounds() {
    #expect(ThreadSubject(String(repeating: "Re: ", count: 100_000)).replyPrefixes == 64)
    #expect(ThreadSubject(String(repeating: "[", count: 100_000)).base.count == 2_000)
  }
}
