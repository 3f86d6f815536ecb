import AttachmentInspection
import CaseStore
import HijackDetection
import MailArchives
import MailModel
import MailParsing
import MailTestSupport
import Testing

@testable import SweepPipeline

/// The parser keeps the fields that judgement reads: the two modules do not know of each other, the pipeline does.
@Test(arguments: [
  ("Precedence", "bulk", MailMarkers.bulk), ("Feedback-ID", "1:2:3:corp", .bulk),
  ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click", .bulk), ("List-Unsubscribe", "<mailto:x@y>", .bulk),
  ("List-Id", "<tender.corp.example>", .list), ("List-Post", "<mailto:tender@corp.example>", .list),
  ("Auto-Submitted", "auto-replied", .automatic), ("X-Autoreply", "yes", .automatic),
  ("X-Autorespond", "away", .automatic), ("Return-Path", "<>", .report),
])
func whatJudgementReadsOfTheHeaderIsKept(name: String, value: String, marker: MailMarkers) {
  let text = MailText(id: "a@b").field(name, value).body("hello\n").text
  let raw = RawMessage(
    place: Place(source: "a.eml", range: ByteRange(offset: 0, length: text.utf8.count)), bytes: MailBytes(text.bytes))
  let linked = LinkedMail(linking: ParsedMail(parsing: raw, with: MIMEParser()))
  let swept = SweptMessage(inspecting: linked, with: AttachmentInspector(), cache: VerdictCache(store: nil))
  #expect(swept.facts.markers.contains(marker))
}
