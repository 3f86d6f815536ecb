import Foundation
import MailTestSupport
import Testing

@Suite("inspect")
struct InspectTests {
  @Test func aMessageIsOneObject() throws {
    let folder = try TemporaryFolder()
    let text = MailText(id: "a@b", subject: "=?utf-8?q?Gr=C3=BC=C3=9Fe?=")
      .field("Date", "Tue, 14 Sep 2021 10:03:11 +0200").body("hello\n").text
    try folder.write(text.bytes, to: "mail.eml")
    let object = try Binary.run(["inspect", "--format", "json", "mail.eml"], in: folder.path).object()
    #expect(object["schema"] as? String == "threadsweep.message/1")
    #expect(object["message_id"] as? String == "a@b")
    #expect(object["subject"] as? String == "Grüße")
    #expect(object["date"] as? String == "2021-09-14T08:03:11Z")
    #expect(object["text"] as? String == "hello\n")
    #expect(object["size"] as? Int == text.utf8.count)
    let parts = try #require(object["parts"] as? [[String: Any]])
    #expect(parts.map { $0["path"] as? String } == ["1"])
    #expect(parts.first?["charset"] is NSNull)
  }

  @Test func severalInputsMakeAnArrayAndAnMboxOneLineAMessage() throws {
    let folder = try TemporaryFolder()
    try folder.write(MailText(id: "a@b").text.bytes, to: "a.eml")
    try folder.write(
      MboxText().message(MailText(id: "c@d").text).message(MailText(id: "e@f").text).text.bytes, to: "b.mbox")
    let array = try Binary.run(["inspect", "--format", "json", "a.eml", "b.mbox"], in: folder.path)
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(array.output.utf8)) as? [[String: Any]])
    #expect(objects.compactMap { $0["message_id"] as? String } == ["a@b", "c@d", "e@f"])
    let lines = try Binary.run(["inspect", "--format", "jsonl", "b.mbox"], in: folder.path).objects()
    #expect(lines.map { $0["source"] as? String } == ["b.mbox", "b.mbox"])
    #expect((lines.last?["source_offset"] as? Int ?? 0) > 0)
  }

  @Test func whatIsNoMailIsReadAsAnAttachment() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "empty.bin")
    try folder.write(Array("MZ\0\0".utf8), to: "picture.jpg")
    let objects = try Binary.run(["inspect", "--format", "jsonl", "empty.bin", "picture.jpg"], in: folder.path)
      .objects()
    #expect(objects.map { $0["schema"] as? String } == ["threadsweep.attachment/1", "threadsweep.attachment/1"])
    #expect(objects.first?["type"] as? String == "other")
    #expect(objects.first?["vba"] is NSNull)
  }

  @Test func asOverridesWhatTheFirstBytesSay() throws {
    let folder = try TemporaryFolder()
    try folder.write(MailText(id: "a@b").text.bytes, to: "a.eml")
    try folder.write(Array("just text\n".utf8), to: "note")
    let attachment = try Binary.run(
      ["inspect", "--format", "json", "--as", "attachment", "a.eml"], in: folder.path
    ).object()
    #expect(attachment["type"] as? String == "eml")
    let message = try Binary.run(["inspect", "--format", "json", "--as", "message", "note"], in: folder.path).object()
    #expect(message["schema"] as? String == "threadsweep.message/1")
  }

  @Test func terminalEscapesNeverComeOutRaw() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      MailText(id: "a@b", subject: "=?utf-8?q?=1B[31mred=E2=80=AE?=").text.bytes, to: "a.eml")
    for format in ["text", "json", "jsonl"] {
      let run = try Binary.run(["inspect", "--format", format, "a.eml"], in: folder.path)
      #expect(!run.output.contains("\u{1B}"))
      #expect(!run.output.contains("\u{202E}"))
    }
  }

  @Test func anOutlookMessageIsADocumentUnlessAskedForAsMail() throws {
    let wide = OutlookMessageBuilder.wide
    var message = OutlookMessageBuilder([
      (0x0037_001F, wide("Grüße")), (0x1000_001F, wide("Hello\r\n")), (0x0065_001F, wide("ann@corp.example")),
      (0x1035_001F, wide("<a@b>")), (0x0039_0040, OutlookMessageBuilder.time(1_631_606_591)),
    ])
    message.attachments = [([(0x3707_001F, wide("a.txt"))], .bytes(Array("content".utf8)))]
    let folder = try TemporaryFolder()
    try folder.write(message.build(), to: "mail.msg")
    let document = try Binary.run(["inspect", "--format", "json", "mail.msg"], in: folder.path).object()
    #expect(document["type"] as? String == "ole-msg")
    #expect((document["children"] as? [[String: Any]])?.map { $0["name"] as? String } == ["a.txt"])
    let mail = try Binary.run(["inspect", "--format", "json", "--as", "message", "mail.msg"], in: folder.path).object()
    #expect(mail["schema"] as? String == "threadsweep.message/1")
    #expect(mail["subject"] as? String == "Grüße")
    #expect(mail["message_id"] as? String == "a@b")
    #expect(mail["date"] as? String == "2021-09-14T08:03:11Z")
    #expect(mail["text"] as? String == "Hello\n")
    #expect((mail["parts"] as? [[String: Any]])?.map { $0["filename"] as? String } == [nil, "a.txt"])
    let listed = try Binary.run(["scan", "mail.msg", "--progress", "none"], in: folder.path)
    #expect(listed.status == 0)
    let row = try Binary.run(["messages", "list", "--format", "jsonl"], in: folder.path).objects()
    #expect(row.map { $0["offset"] as? Int } == [0])
    #expect(row.map { $0["message_sha256"] as? String } == [mail["sha256"] as? String])
  }
}
