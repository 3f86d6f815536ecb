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
}
