import CompoundFiles
import MailTestSupport
import OutlookItems
import Testing

@Suite struct OutlookMessageFileTests {
  private static func message() -> OutlookMessageBuilder {
    var inner = OutlookMessageBuilder([(0x0037_001F, wide("inner")), (0x1000_001F, wide("inside"))])
    inner.attachments = [([(0x3707_001F, wide("deep.txt"))], .bytes([9]))]
    var message = OutlookMessageBuilder([
      (0x001A_001F, wide("IPM.Note")), (0x0037_001F, wide("Grüße")), (0x0037_001E, Array("Gr??e".utf8)),
      (0x0E07_0003, number(3)), (0x0039_0040, OutlookMessageBuilder.time(1_631_606_591)),
      (0x1000_001F, wide(String(repeating: "long text ", count: 500))), (0x3FFD_0003, number(1_252)),
      (0x1009_0102, unpackedRTF("{\\rtf1}")), (0x8000_101F, number(4)),
    ])
    for index in 0..<12 {
      message.recipients.append([
        (0x0C15_0003, number(1)), (0x3003_001F, wide("r\(index)@x.example")), (0x3001_001F, wide("R\(index)")),
      ])
    }
    message.attachments = [
      ([(0x3707_001F, wide("a.xls")), (0x3705_0003, number(1))], .bytes([UInt8](repeating: 5, count: 9_000))),
      ([(0x3705_0003, number(5))], .message(inner)),
      ([(0x3705_0003, number(6)), (0x3001_001F, wide("Sheet"))], .storage([("CONTENTS", [1, 2]), ("a/b", [3])])),
      ([(0x3705_0003, number(4)), (0x370D_001F, wide("\\\\server\\a.doc"))], .nothing),
      ([(0x3705_0003, number(1)), (0x3707_001F, wide("empty.txt"))], .nothing),
    ]
    return message
  }

  @Test func readsWhatIsThere() throws {
    let file = try #require(OutlookMessageFile(Self.message().build()))
    let item = file.item
    #expect(!file.isDamaged)
    #expect(item.properties.utf8(.subject, .windows1252) == Array("Grüße".utf8))
    #expect(item.properties[.messageFlags]?.integer == 3)
    #expect(item.properties[.clientSubmitTime]?.mailDate?.rfc3339 == "2021-09-14T08:03:11Z")
    #expect(item.properties[.body]?.bytes.count == 10_000)
    #expect(item.recipients.map { $0.utf8(.displayName, .utf8) } == (0..<12).map { Array("R\($0)".utf8) })
    #expect(item.attachments.count == 5)
    #expect(item.attachments[0].content == .bytes([UInt8](repeating: 5, count: 9_000)))
    guard case .item(let inner) = item.attachments[1].content else { throw Missing() }
    #expect(inner.properties.utf8(.subject, .utf8) == Array("inner".utf8))
    #expect(inner.attachments.map(\.content) == [.bytes([9])])
    guard case .bytes(let object) = item.attachments[2].content else { throw Missing() }
    let storage = try #require(CompoundFile(object))
    #expect(storage.content(at: "CONTENTS") == [1, 2])
    #expect(storage.content(at: "a/b") == [3])
    #expect(item.attachments[3].content == .missing("by reference"))
    #expect(item.attachments[4].content == .bytes([]))
  }

  private struct Missing: Error {}

  @Test func whatIsNoMessageGivesNone() {
    let whole = Self.message().build()
    #expect(OutlookMessageFile([]) == nil)
    #expect(OutlookMessageFile(Array("From: a@b\n\nmail".utf8)) == nil)
    #expect(OutlookMessageFile(Array(whole[..<700])) == nil)
    #expect(OutlookMessageFile(CompoundFileBuilder().build()) == nil)
    #expect(OutlookMessageFile(CompoundFileBuilder([("WordDocument", [1])]).build()) == nil)
    // Properties in a storage make no message of the file.
    let holder = CompoundFileBuilder([
      ("x/__properties_version1.0", [1]), ("x/__substg1.0_0037001F", [1]), ("__nameid_version1.0/a", [1]),
    ])
    #expect(OutlookMessageFile(holder.build()) == nil)
  }

  @Test func aStreamThatIsMissingIsDamage() throws {
    let file = CompoundFileBuilder([
      ("__nameid_version1.0/a", [1]), ("__substg1.0_1000001F", wide("text")),
      (
        "__properties_version1.0",
        [UInt8](repeating: 0, count: 32) + number(0x0037_001F) + number(6) + number(20) + number(0)
      ),
    ])
    let message = try #require(OutlookMessageFile(file.build()))
    #expect(message.isDamaged)
    #expect(message.item.properties.utf8(.body, .utf8) == Array("text".utf8))
  }

  @Test func messagesWithinMessagesAreBounded() throws {
    var message = OutlookMessageBuilder([(0x0037_001F, wide("deepest"))])
    for _ in 0..<12 {
      var outer = OutlookMessageBuilder([(0x0037_001F, wide("outer"))])
      outer.attachments = [([], .message(message))]
      message = outer
    }
    var limits = OutlookMessageFile.Limits()
    limits.depth = 5
    let file = try #require(OutlookMessageFile(message.build(), limits: limits))
    var item = file.item
    var depth = 0
    while case .item(let inner)? = item.attachments.first?.content {
      item = inner
      depth += 1
    }
    #expect(depth == 5)
    #expect(item.attachments.map(\.content) == [.missing("nested too deep")])
  }

  @Test(arguments: UInt64(0)..<4) func damageNeverEndsTheRun(seed: UInt64) throws {
    let whole = Self.message().build()
    var random = SplitMix64(seed: seed)
    for _ in 0..<60 {
      var damaged = whole
      for _ in 0..<Int.random(in: 1...30, using: &random) {
        damaged[Int.random(in: 8..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if Bool.random(using: &random) { damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random)) }
      guard let file = OutlookMessageFile(damaged) else { continue }
      let rendered = file.item.rendered()
      #expect(rendered.bytes.count < 400_000)
      #expect(rendered.bytes == file.item.rendered().bytes)
    }
  }
}
