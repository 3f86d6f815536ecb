import AttachmentInspection
import CaseStore
import HijackDetection
import MailModel

/// Hands on the bytes of those attachments that the case is to keep.
public struct ContentKeeping: Sendable {
  private let kept: KeptAttachments
  private let pack: ScoringPack
  private var known: Set<ContentDigest> = []

  /// Keeps what `kept` asks for, by the numbers of `pack`; nothing where it is nil.
  public init(_ kept: KeptAttachments? = nil, pack: ScoringPack = .builtin) {
    var none = KeptAttachments()
    none.policy = .none
    self.kept = kept ?? none
    self.pack = pack
  }

  /// Whether anything may be kept.
  var keepsAny: Bool { kept.policy != .none }

  /// The same, where the case keeps those contents already.
  func beside(_ known: Set<ContentDigest>) -> ContentKeeping {
    var keeping = self
    keeping.known = known
    return keeping
  }

  /// The bytes to keep; nil where they are not wanted, or there already.
  func content(of bytes: [UInt8], _ verdict: AttachmentVerdict, _ fact: AttachmentFact) -> KeptContent? {
    guard keepsAny, !known.contains(verdict.digest), kept.keeps(verdict, fact, pack: pack) else { return nil }
    return KeptContent(deflating: bytes)
  }
}
