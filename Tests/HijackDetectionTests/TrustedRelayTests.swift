import Testing

@testable import HijackDetection

@Suite("Relays that are believed")
struct TrustedRelayTests {
  @Test(arguments: [
    ("203.0.113.0/24", true), ("203.0.113.7", true), ("2001:db8::/32", true), ("mx.corp.example", true),
    ("corp.example", true), ("203.0.113.0/33", false), ("203.0.113.0/x", false), ("", false), ("a b", false),
    ("-x", false), ("12", false), ("2001:db8::/129", false),
  ])
  func relaysAreRead(text: String, isRelay: Bool) { #expect((TrustedRelay(text) != nil) == isRelay, "\(text)") }

  private static let way = [
    "from mx.corp.example (mx.corp.example [10.0.0.5]) by ex01.corp.example with ESMTPS; Mon, 6 Sep 2021 10:00:03 +0000",
    "from mail.other.example (mail.other.example [198.51.100.9]) by mx.corp.example with ESMTPS; Mon, 6 Sep 2021 10:00:02 +0000",
    "from desk (unknown [192.0.2.44]) by mail.other.example with ESMTPSA; Mon, 6 Sep 2021 10:00:01 +0000",
  ]

  private func facts() -> MessageFacts {
    var facts = Mail(id: "a@b", from: "ann@other.example").facts
    facts.hops = Self.way.map { Hop(received: $0) }
    facts.origin = OriginNetwork(hops: facts.hops, originating: nil)
    return facts
  }

  @Test(arguments: [
    ([], 3, "192.0.2.0/24"), (["203.0.113.0/24"], 2, "198.51.100.0/24"), (["198.51.100.9"], 3, "192.0.2.0/24"),
    (["other.example"], 3, "192.0.2.0/24"), (["198.51.100.0/23"], 3, "192.0.2.0/24"),
  ])
  func theWayIsBelievedAsFarAsRelaysTellIt(relays: [String], steps: Int, network: String) {
    let believed = facts().believing(Organisation(trustedRelays: relays))
    #expect(believed.hops.count == steps)
    #expect(believed.origin.network == network)
  }

  @Test func networksAreComparedByTheirBits() throws {
    let address = try #require(IPAddress("203.0.113.7"))
    for (text, isInside) in [
      ("203.0.113.0/24", true), ("203.0.112.0/23", true), ("203.0.114.0/24", false), ("0.0.0.0/0", true),
      ("203.0.113.6/31", true), ("203.0.113.6", false),
    ] {
      let relay = try #require(TrustedRelay(text))
      #expect(relay.isGiver(of: Hop(received: "from x by y"), at: address) == isInside, "\(text)")
    }
  }
}
