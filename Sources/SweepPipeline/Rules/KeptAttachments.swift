import AttachmentInspection
import HijackDetection
import MailModel

/// Which attachments a case keeps, so that they can be inspected again without the archives.
public struct KeptAttachments: Sendable, Hashable {
  /// Which of them.
  public enum Policy: String, Sendable, CaseIterable {
    /// Those of level medium and above, and those that are locked.
    case suspicious
    /// All.
    case all
    /// None.
    case none
  }

  /// Which are kept.
  public var policy = Policy.suspicious
  /// How many bytes the case keeps at most, deflated.
  public var bytes: Int64 = 1 << 30

  /// Keeps what is suspicious, up to a gibibyte.
  public init() {}

  /// Whether an attachment is to be kept, by what inspection says of it and by the numbers in force.
  func keeps(_ verdict: AttachmentVerdict, _ fact: AttachmentFact, pack: ScoringPack) -> Bool {
    switch policy {
    case .all: true
    case .none: false
    case .suspicious:
      verdict.encrypted || fact.encrypted
        || fact.scored(by: pack.attachments).score >= pack.floor(of: .medium)
    }
  }
}
