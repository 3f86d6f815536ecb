import MailParsing
import Testing

struct HeaderDecodingTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("=?utf-8?Q?caf=C3=A9_au_lait?=", "café au lait"),
    ("=?UTF-8?b?Y2Fmw6k=?= x", "café x"),
    ("=?iso-8859-1?q?caf=E9?=", "café"),
    ("=?windows-1252?q?=80?=", "€"),
    // A character split over two words.
    ("=?utf-8?B?w4Q=?= =?utf-8?B?w4Q=?=", "ÄÄ"),
    ("=?utf-8?B?ww==?= =?utf-8?B?hA==?=", "Ä"),
    ("=?utf-8?Q?a?= =?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
    ("=?utf-8?Q?a?= b =?utf-8?Q?c?=", "a b c"),
    ("x=?utf-8?Q?a?=y", "xay"),
    ("=?utf-8?Q?inner blank?=", "inner blank"),
    ("=?utf-8*en?Q?lang?=", "lang"),
    ("=?utf-8?B?Y2Fmw6k?=", "café"),
    ("=?utf-8?B?Y2F$mw6k=?=", "café"),
    ("=?utf-7?Q?caf+AOk-?=", "café"),
    ("=?no-such-charset?Q?abc?=", "abc"),
    ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
    ("=?gb2312?B?1tDOxA==?=", "中文"),
    ("=?ks_c_5601-1987?B?x9Gx2w==?=", "한글"),
    ("=?koi8-r?B?8NLJ18XU?=", "Привет"),
    ("=?utf-8?Q?open", "=?utf-8?Q?open"),
    ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
    ("=?=?=?", "=?=?=?"),
    ("=?utf-8?Q?a=ZZb?=", "a=ZZb"),
  ])
  func decodes(text: String, expected: String) {
    #expect(HeaderDecoding.string(decoding: text).text == expected)
  }

  @Test func readsRawBytes() {
    let utf8 = parsed(bytes: Array("Subject: caf\u{E9}\n\n".utf8))
    #expect(utf8.subject == "café")
    #expect(utf8.codes.contains(.nonASCIIHeader))
    #expect(parsed(bytes: Array("Subject: caf".utf8) + [0xE9, 0x0A, 0x0A]).subject == "café")
  }
}
