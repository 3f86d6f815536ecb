import AttachmentInspection
import CaseStore
import HijackDetection
import MailModel

/// Inspects again what a case keeps, where another version of the inspector, or other rules, judged it.
///
/// The facts of a message change with the verdict, in one transaction a content: a run that is killed goes on with the
/// contents that are left.
public struct Reinspection: Sendable {
  /// What was done.
  public struct Outcome: Sendable, Hashable {
    /// Contents that were inspected again.
    public var inspected = 0
    /// Contents that would have to be, and of which the case keeps no bytes.
    public var notKept = 0
    /// Contents that would have to be, but were matched with rules that this run does not name: their matches would go.
    public var withOtherRules = 0
  }

  let store: CaseStore
  let configuration: SweepConfiguration

  /// Looks into the case `store` with the limits and rules of `configuration`.
  public init(of store: CaseStore, configuration: SweepConfiguration) {
    self.store = store
    self.configuration = configuration
  }

  /// Inspects what has to be and can be.
  ///
  /// - Throws: `CaseError` where the case cannot be read or written.
  public func run() async throws(CaseError) -> Outcome {
    let inspector = AttachmentInspector(limits: configuration.inspection, rules: configuration.rules)
    let rules = configuration.rules == nil ? nil : inspector.rulesDigest
    var outcome = Outcome()
    for content in try store.outdatedContents(rules: rules) {
      guard rules != nil || content.rules.isEmpty else {
        outcome.withOtherRules += 1
        continue
      }
      guard content.isKept, let bytes = try store.keptContent(content.digest) else {
        outcome.notKept += 1
        continue
      }
      try await inspect(content, bytes, with: inspector)
      outcome.inspected += 1
    }
    return outcome
  }

  private func inspect(
    _ content: OutdatedContent, _ bytes: [UInt8], with inspector: AttachmentInspector
  ) async throws(CaseError) {
    let verdict = inspector.inspect(bytes, digest: content.digest)
    // Many mails name the same passwords, and most name none.
    var opened: [[String]: AttachmentVerdict] = [:]
    var facts: [(place: AttachmentPlace, fact: AttachmentFact)] = []
    for place in try store.places(ofContent: content.row) {
      var local = verdict
      if verdict.encrypted, !place.passwords.isEmpty {
        local =
          opened[place.passwords]
          ?? inspector.inspect(bytes, digest: content.digest, passwords: place.passwords)
        opened[place.passwords] = local
      }
      let placed = local.placed(name: place.name, declaredType: place.declaredType)
      facts.append((place, AttachmentFact(placed, declaredType: place.declaredType)))
    }
    try await store.replaceVerdict(ofContent: content.row, with: verdict, rules: inspector.rulesDigest, facts: facts)
  }
}
