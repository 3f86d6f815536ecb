import MailModel
import MailParsing
import Testing

struct AddressParsingTests {
  @Test(arguments: [
    ("ann@corp.example", ["|ann@corp.example"]),
    ("Ann Lee <ann@corp.example>", ["Ann Lee|ann@corp.example"]),
    ("\"Lee, Ann\" <ann@corp.example>, bob@x.example", ["Lee, Ann|ann@corp.example", "|bob@x.example"]),
    ("ann@corp.example (Ann Lee)", ["Ann Lee|ann@corp.example"]),
    ("=?utf-8?Q?J=C3=B6rg?= <j@x.example>", ["Jörg|j@x.example"]),
    ("\"=?utf-8?B?SsO2cmc=?=\" <j@x.example>", ["Jörg|j@x.example"]),
    ("=?utf-8?Q?Lee,_Ann?= <ann@x.example>", ["Lee, Ann|ann@x.example"]),
    ("Team: a@x.example, B <b@x.example>; c@x.example", ["|a@x.example", "B|b@x.example", "|c@x.example"]),
    ("undisclosed-recipients:;", []),
    ("unlisted-recipients:; (no To-header on input)", []),
    ("<@relay.example,@b.example:ann@corp.example>", ["|ann@corp.example"]),
    ("\"ann lee\"@corp.example", ["|\"ann lee\"@corp.example"]),
    ("Ann Lee ann@corp.example", ["Ann Lee|ann@corp.example"]),
    ("<a@x.example> <b@x.example>", ["|a@x.example", "|b@x.example"]),
    ("Ann <ann@corp.example", ["Ann|ann@corp.example"]),
    ("<Link(To,15@x.example>", ["|Link(To,15@x.example"]),
    ("<a@x.example, b@x.example>", ["|a@x.example", "|b@x.example"]),
    ("root", ["|root"]),
    ("ann . lee @ corp . example", ["|ann.lee@corp.example"]),
    ("Jörg <j@x.example>", ["Jörg|j@x.example"]),
    ("Ann \"the boss <ann@corp.example>", ["Ann the boss|ann@corp.example"]),
    ("\"Account team\" ,_ <no-reply@x.example>", ["Account team ,_|no-reply@x.example"]),
    ("a@x.example;b@x.example", ["|a@x.example", "|b@x.example"]),
    ("(c) ann@corp.example", ["|ann@corp.example"]),
    // What is left of a broken address is none, and no other one goes with it.
    ("x <use>@example.org> (c)", ["x|use"]), ("<kh<@corp.example>", ["|kh"]), ("@example.org", []),
    ("<a\"b@x.example>, Bob <b@x.example>", ["|a\"b@x.example", "Bob|b@x.example"]),
    ("<a@x.example;y>, <b@x.example\"y>, <c@x.example:y>", ["|a@x.example", "|b@x.example", "|c@x.example"]),
    ("<\"info@x.example\">", ["|\"info@x.example\""]),
    ("Alice ,alice@x.example>", ["|Alice", "|alice@x.example"]),
    ("Ann Lee, bob@x.example", ["|bob@x.example"]),
    ("\"Ann\" <ann@x.example> and others", ["Ann|ann@x.example"]),
    ("Olive Tree Capital", ["Olive Tree Capital|"]),
    ("=?utf-8?B?QW5uIDxhQGIuYz4=?=", ["Ann|a@b.c"]),
    ("<\"ann lee\"@x.example>", ["|\"ann lee\"@x.example"]),
    ("Ann <ann@[IPv6:1::2]>", ["Ann|ann@[IPv6:1::2]"]),
    ("", []), (",,,", []), ("<>", []), ("(", []),
  ])
  func reads(text: String, expected: [String]) {
    #expect(AddressParsing.addresses(in: text).addresses.map { "\($0.name)|\($0.address)" } == expected)
  }

  @Test(arguments: [
    ("a@b.example", false), ("A B <a.c+d@b-e.example>, \"x y\"@b.example", false), ("a@[127.0.0.1]", false),
    ("a@[IPv6:::1]", false), ("G: a@b.example, c@d.example;", false), ("undisclosed-recipients:;", false),
    ("jörg@bücher.example", false), ("a . b @ c . example", false), ("a@localhost", false), ("a@b.example (c)", false),
    ("a@b@c", true), ("<a@b@c>", true), (".a@b.c", true), ("a.@b.c", true), ("a..b@c.d", true), ("a@b..c", true),
    ("a@b.", true), ("a@.b", true), ("a@", true), ("a@[1.2.3.4", true), ("a@[1.2.3.4]b", true), ("a\\@b@c", true),
    ("[a]@b", true), ("a@b; c@d", true), ("G: a@b; c@d; e@f", true), ("root", true), ("<a@b", true),
  ])
  func tellsMalformedOnes(text: String, isMalformed: Bool) {
    #expect(AddressParsing.addresses(in: text).isMalformed == isMalformed)
  }

  /// A mailbox in an encoded word is read once: what decodes to itself would be read for ever.
  @Test(arguments: ["=?<s?X?t?=", "=?<so\"-885--1?B1?B?t=u?f-8?b?0JDQu--------?=-----ja,,,,---,--"])
  func readsAnEncodedMailboxOnce(field: String) {
    let outcome = AddressParsing.addresses(in: field)
    #expect(outcome.isMalformed)
    #expect((1...5).contains(outcome.addresses.count))
  }

  @Test func cutsAtTheLimit() {
    let outcome = AddressParsing.addresses(in: "a@x, b@x, c@x", limit: 2)
    #expect(outcome.addresses.count == 2)
    #expect(outcome.isCut)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["\"\\", "(", "<", "a:", "[:", "=?,", "a b,", "<a ", "@", "a@b "])
  func takesLinearTime(pattern: String) {
    let text = String(repeating: pattern, count: 60_000)
    #expect(AddressParsing.addresses(in: text).addresses.count <= 60_000)
  }
}
