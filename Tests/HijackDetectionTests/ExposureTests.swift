import Conversations
import MailModel
import Testing

@testable import HijackDetection

@Suite struct ExposureTests {
  @Test(
    arguments: [
      ("15.1.2176.2", [.proxyLogon, .proxyShell]), ("15.1.2176.9", [.proxyShell]), ("15.1.2176.12", [.proxyShellWrite]),
      ("15.1.2176.14", []), ("15.1.2242.4", [.proxyShell]), ("15.1.2242.10", []), ("15.1.2308.8", []),
      ("15.1.1779.8", [.proxyShell]), ("15.1.1779.2", [.proxyLogon, .proxyShell]),
      // Never fixed: too old an update; and one between two that are known.
      ("15.1.225.42", [.proxyLogon, .proxyShell]), ("15.1.2100.1", [.proxyLogon, .proxyShell]),
      ("15.0.1497.2", [.proxyLogon, .proxyShell]), ("15.0.1497.12", [.proxyShell]), ("15.0.1497.18", []),
      ("15.2.792.13", [.proxyShellWrite]), ("15.2.858.5", [.proxyShell]), ("15.2.922.7", []), ("15.2.1544.4", []),
      ("15.20.4544.15", []), ("14.3.123.4", []), ("8.3.83.0", []),
    ] as [(String, [Vulnerability])])
  func openHoles(build: String, holes: [Vulnerability]) { #expect(ExchangeBuild(build)?.vulnerabilities == holes) }

  @Test(arguments: ["", "15.1.2176", "15.1.2176.2.1", "15.1..2", "15.1.2176.-2", "15.1.2176.x", "99999999999.1.1.1"])
  func textsThatAreNoBuild(text: String) { #expect(ExchangeBuild(text) == nil) }

  @Test func aPartnersServerBehindTheGatewayIsNotOurs() {
    let hops = [
      hop(by: "mbx1.corp.example", build: "15.1.2176.2", at: 1_631_600_000),
      hop(by: "hub.corp.example", build: "15.1.2176.2", at: 1_631_599_999),
      "from mail.partner.example by gw.corp.example (Postfix) with ESMTPS id ABC; Tue, 14 Sep 2021 08:00:00 +0000",
      hop(by: "ex.partner.example", build: "15.2.792.3", at: 1_631_599_990),
    ]
    var census = ServerCensus()
    census.add(facts(hops, digest: "a"))
    #expect(census.listing.map(\.host) == ["ex.partner.example", "hub.corp.example", "mbx1.corp.example"])
    #expect(census.listing.map(\.delivered) == [0, 1, 1])
    let own = ExposurePass.candidates(census.listing, Organisation()).map(\.host)
    #expect(own == ["hub.corp.example", "mbx1.corp.example"])
    let configured = ExposurePass.candidates(census.listing, Organisation(domains: ["partner.example"])).count
    #expect(configured == 3)
  }

  @Test func theOrderOfTheMessagesDoesNotMatter() {
    let all = (0..<20).map { index in
      facts(
        [hop(by: "EX1.corp.example", build: "15.1.2176.\(index % 3)", at: 1_631_600_000 + index % 5)],
        digest: "m\(index)")
    }
    var forward = ServerCensus()
    var backward = ServerCensus()
    for facts in all { forward.add(facts) }
    for facts in all.reversed() { backward.add(facts) }
    #expect(forward.listing == backward.listing)
    #expect(forward.listing.map(\.messages) == [7, 7, 6])
  }

  @Test(
    arguments: [
      // Seen with the hole when attacks were known; seen before them; long before; patched; Exchange Online.
      ("15.1.2176.2", 1_631_600_000, 0, Level.medium, 2), ("15.1.2176.2", 1_631_600_000, 3, .medium, 2),
      ("15.1.2176.2", 1_600_000_000, 0, .low, 1), ("15.1.2176.9", 1_620_000_000, 0, .low, 1),
      ("15.1.2176.2", 1_500_000_000, 0, nil, 0), ("15.1.2308.14", 1_631_600_000, 0, nil, 0),
      ("15.20.1.1", 1_631_600_000, 0, nil, 0),
    ] as [(String, Int, Int, Level?, Int)])
  func findings(build: String, seen: Int, hijacks: Int, level: Level?, signals: Int) {
    let message = facts([hop(by: "ex1.corp.example", build: build, at: seen)], digest: "w")
    var census = ServerCensus()
    census.add(message)
    let context = ExposurePass.Context(
      organisation: Organisation(), facts: [message.digest: message],
      conversations: [message.digest: ConversationID("c1")], hijacks: ["ex1.corp.example": hijacks])
    let found = ExposurePass.findings(ExposurePass.candidates(census.listing, Organisation()), context)
    #expect(found.first?.level == level)
    #expect(found.first?.signals.count ?? 0 == signals)
    #expect(found.allSatisfy { $0.level < .high && $0.kind == .exposure && $0.message == message.digest })
    if hijacks > 0 { #expect(found.first?.signals.first?.evidence.contains("3 hijacking messages") == true) }
  }

  private func hop(by host: String, build: String, at seconds: Int) -> String {
    let date = MailDate(seconds: Int64(seconds)).rfc3339
    let day = date.prefix(10).split(separator: "-")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let month = months[(Int(day[1]) ?? 1) - 1]
    return "from a.corp.example (10.0.0.1) by \(host) (10.0.0.2) with Microsoft SMTP Server (version=TLS1_2, "
      + "cipher=TLS_ECDHE) id \(build); \(day[2]) \(month) \(day[0]) \(date.dropFirst(11).dropLast()) +0000"
  }

  private func facts(_ received: [String], digest: String) -> MessageFacts {
    var facts = MessageFacts(edges: ThreadEdges(message: ContentDigest(of: digest)))
    facts.hops = received.map { Hop(received: $0) }
    return facts
  }
}
