import MailModel
import MailParsing
import Testing

/// `winmail.dat` ([MS-OXTNEF]), built attribute by attribute.
struct TNEFTests {
  private static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> ($0 * 8) & 0xFF) } }

  private static func attribute(_ level: UInt8, _ id: Int, _ data: [UInt8]) -> [UInt8] {
    [level] + number(id) + number(data.count) + data + [0, 0]
  }

  private static func stream(_ attributes: [[UInt8]]) -> [UInt8] {
    [0x78, 0x9F, 0x3E, 0x22, 1, 0] + attributes.flatMap { $0 }
  }

  private static func padded(_ data: [UInt8]) -> [UInt8] {
    data + [UInt8](repeating: 0, count: (4 - data.count % 4) % 4)
  }

  /// A property of one variable-length value.
  private static func property(_ id: Int, _ type: Int, _ data: [UInt8]) -> [UInt8] {
    number(id << 16 | type) + number(1) + number(data.count) + padded(data)
  }

  private static func properties(_ list: [[UInt8]]) -> [UInt8] { number(list.count) + list.flatMap { $0 } }

  private static func utf16(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [0, 0]
  }

  private static func embedded(_ stream: [UInt8]) -> [String] {
    var found: [String] = []
    let head = Array("Content-Type: application/ms-tnef\nContent-Transfer-Encoding: binary\n\n".utf8)
    _ = MIMEParser().parse(MailBytes(head + stream)) { part, via, bytes in
      guard let via else { return }
      found.append("\(via) \(part.contentType) \(part.filename ?? "-") \(String(decoding: bytes, as: UTF8.self))")
    }
    return found
  }

  private static let rendering = attribute(2, 0x69002, [UInt8](repeating: 0, count: 14))
  private static let title = attribute(2, 0x18010, Array("short.txt\0".utf8))
  private static let content = attribute(2, 0x6800F, Array("data".utf8))

  @Test(
    arguments: [
      (stream([rendering, title, content]), ["tnef application/octet-stream short.txt data"]),
      // The long name stands behind a property of several values and a named one.
      (
        stream([
          rendering, title, content,
          attribute(
            2, 0x69005,
            properties([
              number(0x3001 << 16 | 0x101E) + number(2) + number(2) + [0x61, 0, 0, 0] + number(2) + [0x62, 0, 0, 0],
              number(0x8001 << 16 | 0x03) + [UInt8](repeating: 1, count: 16) + number(1) + number(6)
                + padded(utf16("ab"))
                + number(9),
              property(0x3707, 0x1F, utf16("long name.txt")),
            ])),
        ]), ["tnef application/octet-stream long name.txt data"]
      ),
      // The name in the stream's code page.
      (
        stream([
          attribute(1, 0x69007, number(1_251) + number(0)), rendering, attribute(2, 0x18010, [0xCF, 0xF0, 0]), content,
        ]), ["tnef application/octet-stream Пр data"]
      ),
      // The attachment's bytes among its properties.
      (
        stream([rendering, attribute(2, 0x69005, properties([property(0x3701, 0x102, Array("inner".utf8))]))]),
        ["tnef application/octet-stream - inner"]
      ),
      // A message in an attachment: its attachments.
      (
        stream([
          rendering,
          attribute(
            2, 0x69005,
            properties([
              property(0x3701, 0x0D, [UInt8](repeating: 7, count: 16) + stream([rendering, title, content]))
            ])),
        ]), ["tnef application/octet-stream short.txt data"]
      ),
      // Bodies.
      (
        stream([
          attribute(1, 0x2800C, Array("plain\0".utf8)),
          attribute(1, 0x69003, properties([property(0x1013, 0x102, Array("<p>html</p>".utf8))])),
        ]), ["tnef text/plain body.txt plain", "tnef text/html body.html <p>html</p>"]
      ),
      // The example of [MS-OXRTFCP] §4.1.1.
      (
        stream([
          attribute(
            1, 0x69003,
            properties([
              property(
                0x1009, 0x102,
                [
                  0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00,
                  0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00,
                  0x20, 0x62, 0x77, 0x05, 0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
                ])
            ]))
        ]),
        [
          "tnef application/rtf body.rtf {\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
          "tnef text/plain body.txt hello world",
        ]
      ),
      // HTML that stands in rich text, packed as it is.
      (
        stream([
          attribute(
            1, 0x69003,
            properties([
              property(
                0x1009, 0x102,
                [46, 0, 0, 0, 34, 0, 0, 0, 0x4D, 0x45, 0x4C, 0x41, 0, 0, 0, 0]
                  + Array("{\\fromhtml1{\\*\\htmltag0 <p>}hello}".utf8))
            ]))
        ]),
        ["tnef application/rtf body.rtf {\\fromhtml1{\\*\\htmltag0 <p>}hello}", "tnef text/html body.html <p>hello"]
      ),
      (stream([]), []),
    ] as [([UInt8], [String])])
  func readsItems(stream: [UInt8], expected: [String]) {
    #expect(Self.embedded(stream) == expected)
  }

  @Test func survivesAnyDamage() {
    var random = SeededGenerator(state: 11)
    let whole = Self.stream([
      Self.rendering, Self.title, Self.content,
      Self.attribute(2, 0x69005, Self.properties([Self.property(0x3707, 0x1F, Self.utf16("long name.txt"))])),
      Self.attribute(1, 0x69003, Self.properties([Self.property(0x1009, 0x102, [UInt8](repeating: 3, count: 40))])),
    ])
    for _ in 0..<2_000 {
      var damaged = whole
      for _ in 0..<4 {
        damaged[Int.random(in: 6..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = Self.embedded(Array(damaged.prefix(Int.random(in: 0...damaged.count, using: &random))))
    }
  }
}
