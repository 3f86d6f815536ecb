import MailModel

/// Inspects attachments: what they are, what they do, and how likely they are malicious.
public struct AttachmentInspector: Sendable {
  /// The version of what an inspection says; goes up whenever a verdict can change.
  ///
  /// With the digest of the bytes, and that of the rules, it is the key under which verdicts may be kept.
  public static let version = 3

  private let limits: InspectionLimits
  private let rules: (any BufferMatching)?

  /// Makes an inspector with those limits, and with the rules that a user brings along.
  public init(limits: InspectionLimits = InspectionLimits(), rules: (any BufferMatching)? = nil) {
    self.limits = limits
    self.rules = rules
  }

  /// What tells verdicts by these rules from others of the same version; empty without rules.
  public var rulesDigest: String { rules?.digest.hex ?? "" }

  /// What the bytes alone say; never fails, whatever they are.
  ///
  /// `digest` is that of `bytes` where it is known already, and computed where it is nil. `passwords` are those that the
  /// mail around it names, best first (`PasswordCandidates`): with them the verdict is one of this place, and must not be
  /// kept by digest alone. Without them only the well-known ones are tried.
  public func inspect(
    _ bytes: [UInt8], digest: ContentDigest? = nil, passwords: [String] = []
  ) -> AttachmentVerdict {
    inspection(of: bytes, digest: digest, passwords: passwords, detail: .verdict).verdict
  }

  /// The verdict with what an analyst wants to see: places of the evidence, members, decoded texts, and with
  /// `.sources` the macros and scripts themselves.
  public func analyse(
    _ bytes: [UInt8], passwords: [String] = [], detail: InspectionDetail = .sources
  ) -> AttachmentAnalysis {
    let (verdict, notes) = inspection(of: bytes, digest: nil, passwords: passwords, detail: detail)
    return AttachmentAnalysis(verdict, notes: notes)
  }

  private func inspection(
    of bytes: [UInt8], digest: ContentDigest?, passwords: [String], detail: InspectionDetail
  ) -> (verdict: AttachmentVerdict, notes: AnalysisNotes?) {
    let isCut = bytes.count > limits.attachmentBytes
    let content = isCut ? Array(bytes[0..<limits.attachmentBytes]) : bytes
    let sniffed = TypeSniffer.sniff(content)
    var inspection = Inspection(
      limits: limits, type: sniffed.type, passwords: passwords, rules: rules, detail: detail)
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
    verdict.ruleMatches = inspection.ruleMatches
    verdict.score = AttachmentScore.score(of: verdict.techniques)
    return (verdict, inspection.notes)
  }
}
