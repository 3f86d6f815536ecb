import MailModel

/// Inspects attachments: what they are, what they do, and how likely they are malicious.
public struct AttachmentInspector: Sendable {
  /// The version of what an inspection says; goes up whenever a verdict can change.
  ///
  /// With the digest of the bytes it is the key under which verdicts may be kept.
  public static let version = 3

  private let limits: InspectionLimits

  /// Makes an inspector with those limits.
  public init(limits: InspectionLimits = InspectionLimits()) { self.limits = limits }

  /// What the bytes alone say; never fails, whatever they are.
  ///
  /// `digest` is that of `bytes` where it is known already, and computed where it is nil. `passwords` are those that the
  /// mail around it names, best first (`PasswordCandidates`): with them the verdict is one of this place, and must not be
  /// kept by digest alone. Without them only the well-known ones are tried.
  public func inspect(
    _ bytes: [UInt8], digest: ContentDigest? = nil, passwords: [String] = []
  ) -> AttachmentVerdict {
    let isCut = bytes.count > limits.attachmentBytes
    let content = isCut ? Array(bytes[0..<limits.attachmentBytes]) : bytes
    let sniffed = TypeSniffer.sniff(content)
    var inspection = Inspection(limits: limits, type: sniffed.type, passwords: passwords)
    if isCut { inspection.hit(.attachmentBytes) }
    inspection.inspect(content, sniffed)
    var verdict = AttachmentVerdict(
      digest: digest ?? ContentDigest(of: bytes), size: bytes.count, type: inspection.type)
    verdict.encrypted = inspection.isEncrypted
    verdict.vba = inspection.vba
    verdict.xlm = inspection.xlm
    verdict.techniques = AttachmentScore.ordered(inspection.techniques)
    verdict.urls = inspection.urls
    verdict.children = inspection.children
    verdict.limitsHit = inspection.limitsHit
    verdict.score = AttachmentScore.score(of: verdict.techniques)
    return verdict
  }
}
