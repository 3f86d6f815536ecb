import OutlookItems
import Testing

@Suite struct CodePageTests {
  @Test(
    arguments: [
      (1_252, [0x80, 0x41, 0xFC], "€Aü", "windows-1252"), (65_001, [0xC3, 0xBC, 0xFF], "ü\u{FFFD}", "utf-8"),
      (1_251, [0xCF], "П", "windows-1251"), (28_592, [0xB1], "ą", "iso-8859-2"), (20_866, [0xC1], "а", "koi8-r"),
      (932, [0x83, 0x41, 0x83], "ア\u{FFFD}", "shift_jis"), (936, [0xC4, 0xE3], "你", "gbk"),
      (950, [0xA4, 0xA4], "中", "big5"), (949, [0xB0, 0xA1], "가", "ks_c_5601-1987"),
      (50_220, [0x1B, 0x24, 0x42, 0x24, 0x22, 0x1B, 0x28, 0x42], "あ", "iso-2022-jp"),
      (1_200, [0x41, 0, 0xAC, 0x20, 0x42], "A€", "utf-16le"),
      (1_200, [0x3D, 0xD8, 0x00, 0xDE, 0x3D, 0xD8, 0x41, 0, 0x00, 0xDE], "😀\u{FFFD}A\u{FFFD}", "utf-16le"),
      (1_201, [0x20, 0xAC], "€", "utf-16be"),
      // Nothing is lost where the page is unknown, or says too little.
      (20_127, [0xFC], "ü", "us-ascii"), (1_252, [0xC3, 0xBC], "ü", "windows-1252"), (0, [0xFC], "ü", nil),
      (-5, [0x41], "A", nil),
    ] as [(Int, [UInt8], String, String?)])
  func text(page: Int, bytes: [UInt8], text: String, charset: String?) {
    let page = CodePage(rawValue: page)
    #expect(String(decoding: page.utf8(bytes), as: UTF8.self) == text)
    #expect(page.charset == charset)
  }

  @Test(
    arguments: [
      (nil, [], 1_252), (1_251, [], 1_251), (nil, [(0x3FFD_0003, number(950))], 950),
      (nil, [(0x3FDE_0003, number(28_592))], 1_250), (nil, [(0x3FDE_0003, number(65_001))], 1_252),
      (nil, [(0x3FDE_0003, number(50_220))], 932), (nil, [(0x3FFD_0003, number(1_200))], 1_252), (0, [], 1_252),
    ] as [(Int?, [(UInt32, [UInt8])], Int)])
  func pageOfAnItem(stated: Int?, properties: [(UInt32, [UInt8])], page: Int) {
    #expect(OutlookItem(properties: PropertyBag(properties), codePage: stated).textPage.rawValue == page)
  }
}
