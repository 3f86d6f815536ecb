import Conversations
import MailModel
import Testing

@testable import HijackDetection

@Suite struct FactTests {
  @Test(arguments: [
    ("www.example.co.uk", "example.co.uk", "example"), ("a.b.example.com", "example.com", "example"),
    ("me.blogspot.com", "me.blogspot.com", "me"), ("x.firm.sharepoint.com", "firm.sharepoint.com", "firm"),
    ("localhost", "localhost", "localhost"), ("192.0.2.1", "192.0.2.1", "192.0.2.1"),
    ("Example.ORG.", "example.org", "example"),
    ("", "", ""), ("...", "...", "..."), ("co.uk", "co.uk", "co"),
  ]) func registrableDomains(host: String, name: String, label: String) {
    let domain = RegistrableDomain(host: host)
    #expect(domain.name == name)
    #expect(domain.label == label)
  }

  @Test(arguments: [
    ("http://a.test/x", "a.test", "/x"), ("HTTPS://User:pw@A.Test:8080/x/y.zip?q#f", "a.test", "/x/y.zip"),
    ("www.a.test", "www.a.test", ""), ("http://203.0.113.4/p", "203.0.113.4", "/p"), ("ftp://f.test", "f.test", ""),
  ]) func linksAreRead(target: String, host: String, path: String) throws {
    let link = try #require(LinkFact(target: target))
    #expect(link.host == host)
    #expect(link.path == path)
  }

  @Test(arguments: [
    "mailto:a@b.test", "javascript:alert(1)", "hxxp://a.test/", "http://", "http:///x", "tel:+49", "cid:1@2",
    "http://nodots/",
    "http://lib_x.so/", "http://file.9x/", "",
  ]) func otherTargetsAreNoLinks(target: String) {
    #expect(LinkFact(target: target) == nil)
  }

  @Test(arguments: [
    (
      "https://eu01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.test%2Fb%3Fc%3D1&amp;data=04%7C01&sdata=x",
      "https://a.test/b?c=1"
    ),
    ("https://urldefense.com/v3/__https://a.test/b__;!!abc$", "https://a.test/b"),
    ("https://urldefense.proofpoint.com/v2/url?u=https-3A__a.test_b&d=DwM", "https://a.test/b"),
    ("https://www.google.com/url?q=https://a.test/b&sa=D", "https://a.test/b"),
    ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fa.test%2fb&c=E", "https://a.test/b"),
  ]) func rewritingIsUndone(target: String, url: String) throws {
    let link = try #require(LinkFact(target: target))
    #expect(link.url == url)
    #expect(!link.isOpaque)
  }

  @Test func wrappingThatHidesItsTargetIsOpaque() throws {
    #expect(try #require(LinkFact(target: "https://protect-eu.mimecast.com/s/abc")).isOpaque)
  }

  @Test func linksOfTextEndWhereProseGoesOn() {
    let found = LinkExtraction.found(
      in: "(see http://a.test/x), http://b.test/y. and <https://c.test/>。 xhttp://no.test www.d.test/z!")
    #expect(found.map(\.host) == ["a.test", "b.test", "c.test", "www.d.test"])
    #expect(found.map(\.path) == ["/x", "/y", "/", "/z"])
  }

  @Test(arguments: [
    ("Password: U523", true), ("The archive password is AB12-cd", true), ("Passwort lautet 4711", true),
    ("mot de passe : xyz12", true), ("pw=1234", true), ("密码：1234", true), ("密码: 1234", true),
    ("I forgot my password.", false), ("password protected file", false), ("passed: 12 tests", false),
    ("pass the salt", false),
    ("Пароль: 9876", true), ("password: http://a.test/x1", false),
  ]) func passwordsInText(text: String, isNamed: Bool) {
    #expect(PasswordMention.mentions(in: text).isEmpty == !isNamed)
  }

  struct Way: Sendable {
    var body: String
    var by: String?
    var from: String?
    var address: String?
    var build: String?
    var seconds: Int64?
  }

  private static let ways: [Way] = [
    Way(
      body:
        "from EX1.corp.example (10.0.0.5) by EX2.corp.example (10.0.0.6) with Microsoft SMTP Server (version=TLS1_2)"
        + " id 15.1.2176.2; Tue, 14 Sep 2021 10:03:11 +0200",
      by: "ex2.corp.example", from: "ex1.corp.example", address: "10.0.0.5", build: "15.1.2176.2",
      seconds: 1_631_606_591),
    Way(
      body:
        "from helo.test (rdns.test [203.0.113.9]) by mx.test (Postfix) with ESMTPS id 4F1; Tue, 14 Sep 2021 08:03:11 GMT",
      by: "mx.test", from: "rdns.test", address: "203.0.113.9", seconds: 1_631_606_591),
    Way(
      body: "from [198.51.100.2] by mx.test with HTTP; 14 Sep 2021 08:03 -0000", by: "mx.test", from: "198.51.100.2",
      address: "198.51.100.2", seconds: 1_631_606_580),
    Way(body: "by 2002:a05:600c:4f4a:: with SMTP id m10; nonsense", by: "2002:a05:600c:4f4a::"),
    Way(body: ""),
  ]

  @Test(arguments: ways) func hops(_ way: Way) {
    let hop = Hop(received: way.body)
    #expect(hop.by == way.by)
    #expect(hop.from == way.from)
    #expect(hop.address == way.address)
    #expect(hop.exchangeBuild == way.build)
    #expect(hop.seconds == way.seconds)
  }

  @Test(arguments: [
    ("198.51.100.7", "198.51.100.0/24", true), ("10.1.2.3", "10.1.2.0/24", false),
    ("172.20.0.1", "172.20.0.0/24", false),
    ("2001:db8:1:2::3", "2001:db8:1::/48", true), ("fe80::1", "fe80:0:0::/48", false),
    ("::ffff:192.168.0.1", "192.168.0.0/24", false),
  ]) func addresses(text: String, network: String, isPublic: Bool) throws {
    let address = try #require(IPAddress(text))
    #expect(address.network == network)
    #expect(address.isPublic == isPublic)
  }

  @Test(arguments: ["256.1.1.1", "1.2.3", "1::2::3", ":", "g::1", "1:2:3:4:5:6:7:8:9", "", "12345::"])
  func brokenAddresses(text: String) { #expect(IPAddress(text) == nil) }

  @Test(arguments: [
    ("CAF+abc=x_Y@mail.gmail.com", MessageIDForm.Kind.gmail), ("AM0PR01MB1.eurprd01.prod.outlook.com@x", .other),
    ("VI1PR0402@VI1PR0402MB.eurprd04.prod.outlook.com", .exchangeOnline),
    ("0123456789abcdef0123456789ABCDEF@ex1.corp.example", .other),
    ("0123456789abcdef0123456789abcdef@ex1.corp.example", .exchange),
    ("000301d7a93c$5a1f$0e5d@corp.example", .outlook), ("B7A1F7A0-1111-2222-3333-444455556666@corp.example", .apple),
    ("b7a1f7a0-1111-2222-3333-444455556666@corp.example", .uuid),
  ]) func identifierForms(id: String, kind: MessageIDForm.Kind) {
    #expect(MessageIDForm(MessageID(id), senderDomain: "corp.example").kind == kind)
  }

  @Test func formsOfOneProgramAreOne() {
    let forms = ["1a2b.3c4d", "99.1234", "abcd.ef01"].map {
      MessageIDForm(MessageID($0 + "@corp.example"), senderDomain: "corp.example").shape
    }
    #expect(Set(forms).count <= 2)
  }

  @Test(arguments: [
    ("corp-group.example", "corpgroup.example", true), ("rnicrosoft.test", "microsoft.test", true),
    ("paypa1.test", "paypal.test", true),
    ("partnerfirm.example", "partnerfrim.example", true), ("abc.test", "abd.test", false),
    ("server1.test", "server2.test", false),
    ("example.com", "sub.example.com", false), ("example.com", "example.org", true),
    ("alpha.test", "omega.test", false),
  ]) func likenessOfDomains(candidate: String, original: String, isNear: Bool) {
    #expect((DomainNeighbourhood.likeness(of: candidate, to: original) != nil) == isNear)
    if isNear {
      let shared = Set(DomainNeighbourhood.keys(of: candidate)).intersection(DomainNeighbourhood.keys(of: original))
      #expect(!shared.isEmpty)
    }
  }

  @Test func likenessIsAlwaysFoundByKey() {
    var generator = SeededGenerator(seed: 5)
    let letters = Array("abeilmnorst".utf8)
    for _ in 0..<300 {
      let label = (0..<Int.random(in: 5...14, using: &generator)).map { _ in
        letters.randomElement(using: &generator) ?? 0x61
      }
      var other = label
      for _ in 0..<Int.random(in: 1...2, using: &generator) {
        let at = Int.random(in: 0..<other.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: other.remove(at: at)
        case 1: other.insert(0x7A, at: at)
        case 2: other[at] = 0x78
        default: other.swapAt(at, max(0, at - 1))
        }
      }
      let (left, right) = (
        String(decoding: label, as: UTF8.self) + ".test", String(decoding: other, as: UTF8.self) + ".test"
      )
      guard DomainNeighbourhood.likeness(of: left, to: right) != nil else { continue }
      let shared = Set(DomainNeighbourhood.keys(of: left)).intersection(DomainNeighbourhood.keys(of: right))
      #expect(!shared.isEmpty, "\(left) \(right)")
    }
  }

  @Test(
    arguments: [
      ("Ann Example", "ann example"), ("Example, Ann", "ann example"), ("Ann Example (Sales)", "ann example"),
      ("Ann Example via list", "ann example"), ("ann@corp.example", nil), ("Info", nil), ("", nil),
    ] as [(String, String?)]) func personNames(name: String, key: String?)
  { #expect(PersonName(name)?.key == key) }

  @Test func listsThatPutTheirAddressIntoFromDoNotHideTheAuthor() {
    var mail = Mail(id: "l", from: "list@lists.test", name: "Ann Example via list", replyTo: ["ann@corp.example"])
    mail.header = [HeaderField(name: "List-Id", value: "A list <list.lists.test>")]
    #expect(mail.facts.author == "ann@corp.example")
    #expect(mail.facts.markers.contains(.list))
  }

  @Test func implausibleDatesFallBackToTheWay() {
    var message = Message(digest: ContentDigest(of: "d"), size: 1)
    message.date = MailDate(seconds: -58_000_000_000)
    message.header = [HeaderField(name: "Received", value: "from a.test by b.test; Tue, 14 Sep 2021 08:03:11 GMT")]
    let facts = MessageFacts(
      extracting: message, history: QuotedHistory(message.text), edges: ThreadEdges(message: message.digest),
      attachments: [])
    #expect(facts.date?.seconds == 1_631_606_591)
  }

  @Test func noiseIsReadWithoutHarm() {
    var generator = SeededGenerator(seed: 3)
    let pieces = [
      "http://", "@", "<", ">", "(", ")", "[", "]", "pass: ", "DE89", " by ", " from ", ";", "\n", "é", "。", "://", ".",
      "-", "%2", "=", "\u{0}", "9",
    ]
    for _ in 0..<150 {
      func noise() -> String {
        (0..<Int.random(in: 0..<40, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
          .joined()
      }
      var message = Message(digest: ContentDigest(of: noise()), size: 1)
      message.subject = noise()
      message.messageID = MessageID(noise())
      message.date = MailDate(seconds: Int64.random(in: .min ... .max, using: &generator), zoneMinutes: .min)
      message.from = [MailAddress(name: noise(), address: noise())]
      message.replyTo = [MailAddress(address: noise())]
      message.text = noise()
      message.links = [HyperLink(target: noise(), text: noise())]
      message.header = ["Received", "X-Mailer", "Return-Path", "List-Id", "X-Originating-IP"].map {
        HeaderField(name: HeaderName($0), value: noise())
      }
      let edges = ThreadEdges(message: message.digest, threadIndex: Array(noise().utf8))
      let facts = MessageFacts(
        extracting: message, history: QuotedHistory(message.text), edges: edges, attachments: [])
      #expect(MessageFacts(packed: facts.packed()) == facts)
      var archive = Archive()
      let thread = archive.begin(Mail(id: "p", from: "p@corp.example").facts)
      archive.reply(in: thread, facts)
      _ = archive.findings()
    }
  }
}
