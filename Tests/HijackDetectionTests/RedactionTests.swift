import Conversations
import MailModel
import Testing

@testable import HijackDetection

@Suite("Redaction")
struct RedactionTests {
  private static func facts() -> MessageFacts {
    var facts = MessageFacts(edges: ThreadEdges(message: .zero, subject: ThreadSubject("Re: Plan of Ann")))
    facts.subject = "Re: Plan of Ann"
    facts.from = MailAddress(name: "Ann", address: "Ann@corp.example")
    facts.author = "ann@corp.example"
    facts.to = [MailAddress(name: "Bob", address: "bob@corp.example")]
    facts.quotedAddresses = ["bob@corp.example", "ann@corp.example"]
    facts.passwords = ["hunter2"]
    facts.newIBANs = ["DE89370400440532013000"]
    facts.newLinks = [LinkFact(target: "https://a.example/x?to=bob@corp.example")].compactMap { $0 }
    return facts
  }

  @Test func aReaderIsReplacedAndTheMessageStays() {
    var facts = Self.facts()
    let redaction = Redaction(.address("bob@corp.example"), salt: [1])
    redaction.redact(&facts)
    let bob = redaction.address("bob@corp.example")
    #expect(bob.hasPrefix("redacted-") && bob.hasSuffix("@corp.example"))
    #expect(facts.to == [MailAddress(address: bob)])
    #expect(facts.quotedAddresses == [bob, "ann@corp.example"])
    #expect(facts.newLinks.map(\.url) == ["https://a.example/x?to=\(bob)"])
    #expect(facts.from?.name == "Ann")
    #expect(facts.subject == "Re: Plan of Ann")
    #expect(facts.passwords == ["hunter2"])
  }

  @Test func ofAnAuthorMoreGoes() {
    var facts = Self.facts()
    let redaction = Redaction(.address("ann@corp.example"), salt: [1])
    redaction.redact(&facts)
    #expect(facts.from == MailAddress(address: redaction.address("ann@corp.example")))
    #expect(facts.author == redaction.address("Ann@Corp.Example"))
    #expect(facts.to.map(\.name) == ["Bob"])
    #expect(facts.subject == redaction.token(for: "Re: Plan of Ann"))
    #expect(facts.edges.subject.base == redaction.token(for: "plan of ann"))
    #expect(facts.edges.subject.replyPrefixes == 1)
    #expect(facts.passwords.isEmpty)
    #expect(facts.newIBANs == [redaction.token(for: "DE89370400440532013000")])
  }

  @Test func everyoneGoesAndLinksLoseWhatTheyCarry() {
    var facts = Self.facts()
    Redaction(.everyone, salt: [1]).redact(&facts)
    #expect(facts.newLinks.map(\.url) == ["https://a.example/x"])
    #expect(facts.to.allSatisfy { $0.name.isEmpty && $0.address.hasPrefix("redacted-") })
  }

  @Test func anotherSaltGivesAnotherPseudonym() {
    let one = Redaction(.everyone, salt: [1])
    let other = Redaction(.everyone, salt: [2])
    #expect(one.address("a@b.example") == one.address("A@b.example"))
    #expect(one.address("a@b.example") != other.address("a@b.example"))
    #expect(one.address("") == "" && one.token(for: "") == "")
  }
}
