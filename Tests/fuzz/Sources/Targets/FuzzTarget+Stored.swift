import CaseStore
import HijackDetection
import MailModel

@testable import AttachmentInspection
@testable import MailArchives

extension FuzzTarget {
  /// Columns of a case whose file is damaged.
  static let stored = [
    FuzzTarget("packed-verdict") { bytes in
      guard let verdict = AttachmentVerdict(packed: bytes) else { return }
      hold(AttachmentVerdict(packed: verdict.packed()) == verdict, "what is read is written as the same")
    },
    FuzzTarget("packed-facts") { bytes in
      guard let facts = MessageFacts(packed: bytes) else { return }
      let written = facts.packed()
      hold(MessageFacts(packed: written)?.packed() == written, "what is read is written as the same")
    },
    FuzzTarget("packed-beginnings") { bytes in
      hold(FileBeginnings(packed: bytes).packed.count == bytes.count / 2 * 2, "what is read is written as the same")
    },
  ]
}
