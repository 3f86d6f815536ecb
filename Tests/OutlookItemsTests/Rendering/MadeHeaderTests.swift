import MailTestSupport
import OutlookItems
import Testing

/// The header of items that never came over the wire.
@Suite struct MadeHeaderTests {
  private static let ann: [(UInt32, [UInt8])] = [
    (0x0042_001F, wide("Ann Example")), (0x0064_001F, wide("SMTP")), (0x0065_001F, wide("ann@corp.example")),
  ]
  private static let mime = "MIME-Version: 1.0"

  @Test(
    arguments: [
      ([(0x0037_001F, wide("Tender 7"))], "Subject: Tender 7"),
      // The mark of `.pst` files: 1, then the length of the prefix and 1.
      ([(0x0037_001F, wide("\u{1}\u{5}Re: Tender"))], "Subject: Re: Tender"),
      ([(0x003D_001F, wide("AW: ")), (0x0E1D_001F, wide("Angebot"))], "Subject: AW: Angebot"),
      ([(0x0037_001F, wide("Grüße"))], "Subject: =?utf-8?B?R3LDvMOfZQ==?="),
      ([(0x0037_001E, [0x47, 0x72, 0xFC, 0xDF, 0x65])], "Subject: =?utf-8?B?R3LDvMOfZQ==?="),
      (
        [(0x3FFD_0003, number(1_251)), (0x0037_001E, [0xCF, 0xF0, 0xE8, 0xE2, 0xE5, 0xF2])],
        "Subject: =?utf-8?B?0J/RgNC40LLQtdGC?="
      ),
      // Nothing in a value ends its field.
      ([(0x0037_001F, wide("a\r\nBcc: x@evil.example"))], "Subject: =?utf-8?B?YSAgQmNjOiB4QGV2aWwuZXhhbXBsZQ==?="),
      ([(0x0037_001F, wide("=?utf-8?Q?x?="))], "Subject: =?utf-8?B?PT91dGYtOD9RP3g/PQ==?="),
      ([(0x0039_0040, OutlookMessageBuilder.time(1_631_606_591))], "Date: Tue, 14 Sep 2021 08:03:11 +0000"),
      (
        [
          (0x0E06_0040, OutlookMessageBuilder.time(0)), (0x0039_0040, OutlookMessageBuilder.time(951_782_400)),
        ], "Date: Tue, 29 Feb 2000 00:00:00 +0000"
      ),
      ([(0x0E06_0040, OutlookMessageBuilder.time(-1))], "Date: Wed, 31 Dec 1969 23:59:59 +0000"),
      ([(0x1035_001F, wide("<a@b>"))], "Message-ID: <a@b>"),
      ([(0x1035_001F, wide("a@b"))], "Message-ID: <a@b>"),
      ([(0x1042_001F, wide("<a@b>\r\nX: y"))], "In-Reply-To: <a@b> X: y"),
      ([(0x1039_001F, wide("<a@b>\t<c@d>"))], "References: <a@b> <c@d>"),
      ([(0x0070_001F, wide("Tender"))], "Thread-Topic: Tender"),
      ([(0x0071_0102, [1, 2, 3, 4])], "Thread-Index: AQIDBA=="),
      ([(0x0017_0003, number(2))], "Importance: high"),
      ([(0x0017_0003, number(0))], "Importance: low"),
    ] as [([(UInt32, [UInt8])], String)])
  func fields(properties: [(UInt32, [UInt8])], field: String) {
    #expect(OutlookItem(properties).header.hasPrefix(field + "\n" + Self.mime))
  }

  @Test(
    arguments: [
      ([], nil),
      (ann, "From: \"Ann Example\" <ann@corp.example>"),
      // A sender by name and by an Exchange address: the same person is the same.
      (
        [
          (0x0042_001F, wide("Ann")), (0x0064_001F, wide("EX")), (0x0065_001F, wide("/o=Corp/cn=Recipients/cn=ann")),
        ], "From: \"Ann\" <IMCEAEX-_o=Corp_cn=Recipients_cn=ann@exchange.invalid>"
      ),
      (
        [
          (0x0042_001F, wide("Ann")), (0x0064_001F, wide("EX")), (0x0065_001F, wide("/o=Corp/cn=ann")),
          (0x5D02_001F, wide("ann@corp.example")),
        ], "From: \"Ann\" <ann@corp.example>"
      ),
      ([(0x0C1A_001F, wide("Bob")), (0x0C1F_001F, wide("bob@corp.example"))], "From: \"Bob\" <bob@corp.example>"),
      (ann + [(0x0C1F_001F, wide("ANN@corp.example"))], "From: \"Ann Example\" <ann@corp.example>"),
      (
        ann + [(0x0C1A_001F, wide("Bob")), (0x0C1F_001F, wide("bob@corp.example"))],
        "From: \"Ann Example\" <ann@corp.example>\nSender: \"Bob\" <bob@corp.example>"
      ),
      ([(0x0065_001F, wide("'ann@corp.example'"))], "From: <ann@corp.example>"),
      ([(0x0042_001F, wide("ann@corp.example"))], "From: <ann@corp.example>"),
      (
        [(0x0042_001F, wide("A \"x\" \\")), (0x0065_001F, wide("a@b.example"))],
        "From: \"A \\\"x\\\" \\\\\" <a@b.example>"
      ),
      (
        [(0x0042_001F, wide("A\r\nBcc: <x@y>")), (0x0065_001F, wide("a@b\n.example"))],
        "From: =?utf-8?B?QSAgQmNjOiA8eEB5Pg==?= <IMCEAINVALID-a+40b+0A+2Eexample@exchange.invalid>"
      ),
      (
        [(0x0064_001F, wide("FAX")), (0x0065_001F, wide("+1 (2)"))], "From: <IMCEAFAX-+2B1+20+282+29@exchange.invalid>"
      ),
    ] as [([(UInt32, [UInt8])], String?)])
  func authors(properties: [(UInt32, [UInt8])], field: String?) {
    #expect(OutlookItem(properties).header.hasPrefix(field.map { $0 + "\n" + Self.mime } ?? Self.mime))
  }

  @Test func recipientsStandByTheirKind() {
    var item = OutlookItem(Self.ann)
    for (kind, name, address) in [
      (1, "Bob", "bob@corp.example"), (2, "", "cc@corp.example"), (1, "Dé", "d@x.example"),
      (3, "Hidden", "bcc@corp.example"),
    ] {
      item.recipients.append(
        PropertyBag([
          (0x0C15_0003, number(kind)), (0x3001_001F, wide(name)), (0x3002_001F, wide("SMTP")),
          (0x3003_001F, wide(address)),
        ]))
    }
    let lines = [
      "From: \"Ann Example\" <ann@corp.example>",
      "To: \"Bob\" <bob@corp.example>, =?utf-8?B?RMOp?= <d@x.example>", "Cc: <cc@corp.example>",
      "Bcc: \"Hidden\" <bcc@corp.example>",
    ]
    #expect(item.header.hasPrefix(lines.joined(separator: "\n") + "\n" + Self.mime))
  }

  @Test func aRowOfRecipientsTellsWhoAnExchangeAddressIs() {
    var item = OutlookItem([(0x0064_001F, wide("EX")), (0x0065_001F, wide("/O=CORP/CN=ANN"))])
    item.recipients = [
      PropertyBag([(0x3003_001F, wide("/o=Corp/cn=ann")), (0x39FE_001F, wide("ann@corp.example"))])
    ]
    #expect(item.header.hasPrefix("From: <ann@corp.example>\nTo: <ann@corp.example>"))
  }

  @Test func namesAloneAreBetterThanNothing() {
    let item = OutlookItem([(0x0E04_001F, wide("Ann; bob@corp.example")), (0x0E03_001F, wide("Cc Only"))])
    #expect(item.header.hasPrefix("To: \"Ann\" <>, <bob@corp.example>\nCc: \"Cc Only\" <>"))
  }

  @Test func answersGoWhereEntriesSay() {
    let oneOff: [UInt8] =
      [
        0, 0, 0, 0, 0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F,
        0x54, 0x02, 0, 0, 1, 0x80,
      ] + wide("Help\0SMTP\0help@x.example\0")
    let list = number(1) + number(oneOff.count + 4) + number(oneOff.count) + oneOff
    #expect(OutlookItem([(0x004F_0102, list)]).header.hasPrefix("Reply-To: \"Help\" <help@x.example>"))
  }

  @Test func aSentItemHasNoTraceOfTransport() {
    let text = OutlookItem(Self.ann + [(0x1000_001F, wide("Hello"))]).text
    #expect(!text.contains("Received") && !text.contains("X-"))
  }
}
