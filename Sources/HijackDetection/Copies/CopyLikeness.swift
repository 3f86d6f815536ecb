import Conversations
import MailModel

/// How alike a sender's own copy and a received message are.
struct CopyLikeness: Sendable {
  /// Seconds between their dates.
  let gap: UInt64
  /// Whether they bear the same identifier, or the same Thread-Index with all its blocks.
  let isNamed: Bool

  /// The dates of copies without an identifier and an index are one stamp; to be forgiven is rounding only.
  private static let rounding: UInt64 = 2

  /// Compares a message that took no way with another; nil where they are two mails.
  ///
  /// What the copy says must be in the original; that may say more, because gateways add banners, footers and links.
  init?(_ copy: MessageFacts, _ original: MessageFacts) {
    guard copy.hops.isEmpty, copy.digest != original.digest else { return nil }
    let hasIdentifier = copy.edges.messageID != nil
    guard !hasIdentifier || copy.edges.messageID == original.edges.messageID else { return nil }
    let indexes = (copy.edges.threadIndex, original.edges.threadIndex)
    let bothIndexed = !indexes.0.isEmpty && !indexes.1.isEmpty
    guard hasIdentifier || !bothIndexed || indexes.0 == indexes.1 else { return nil }
    isNamed = hasIdentifier || bothIndexed && indexes.0.count >= ThreadIndex.headerLength
    guard let gap = Self.gap(copy, original, isNamed: hasIdentifier),
      gap <= (isNamed ? CopyCandidates.tolerance.magnitude : Self.rounding)
    else { return nil }
    self.gap = gap
    guard Self.isSameAuthor(copy, original, isNamed: isNamed),
      hasIdentifier || Self.areSameRecipients(copy, original, isNamed: isNamed),
      Self.carriesAll(of: copy, original), Self.saysAll(of: copy, original, isNamed: isNamed)
    else { return nil }
  }

  private static func gap(_ copy: MessageFacts, _ original: MessageFacts, isNamed: Bool) -> UInt64? {
    guard let one = copy.edges.date?.seconds, let other = original.edges.date?.seconds else { return isNamed ? 0 : nil }
    let (gap, overflow) = one.subtractingReportingOverflow(other)
    return overflow ? nil : gap.magnitude
  }

  /// Outlook may know a sender by a name of the directory (`/o=…/cn=ann`) or a display name only.
  private static func isSameAuthor(_ copy: MessageFacts, _ original: MessageFacts, isNamed: Bool) -> Bool {
    if copy.author == original.author { return isNamed || !copy.author.isEmpty }
    guard !isResolved(copy.author) else { return false }
    let shown = [copy.from?.name ?? "", copy.author].lazy.compactMap { PersonName($0)?.key }.first
    guard let shown, let name = PersonName(original.from?.name ?? "")?.key else { return isNamed }
    return shown == name
  }

  /// Whether the recipients can be the same: every address of the copy is one of the original's, and no more of those
  /// are left over than the copy has names without an address.
  private static func areSameRecipients(_ copy: MessageFacts, _ original: MessageFacts, isNamed: Bool) -> Bool {
    let stated = copy.recipients
    guard !stated.isEmpty else { return isNamed }
    // Long lists are cut where facts are kept, and need not be cut at the same place.
    guard stated.count < 100, original.recipients.count < 100 else { return isNamed }
    let known = Set(stated.lazy.map(\.key).filter(isResolved))
    let all = Set(original.recipients.map(\.key))
    let unresolved = stated.count { !isResolved($0.key) }
    guard isNamed || !known.isEmpty else { return false }
    return known.isSubset(of: all) && all.count - known.count <= unresolved
  }

  private static func isResolved(_ address: String) -> Bool { !MailAddress(address: address).domain.isEmpty }

  private static func carriesAll(of copy: MessageFacts, _ original: MessageFacts) -> Bool {
    guard Set(copy.attachments.map(\.digest)).isSubset(of: original.attachments.map(\.digest)) else { return false }
    let linked = Set(original.newLinks.map(\.domain)).union(original.quotedLinks.map(\.domain))
    return copy.newLinks.allSatisfy { linked.contains($0.domain) }
  }

  /// Compares what both sketches can tell: a sketch holds the smallest fingerprints of a text only.
  private static func saysAll(of copy: MessageFacts, _ original: MessageFacts, isNamed: Bool) -> Bool {
    let (said, heard) = (copy.edges.newText, original.edges.newText)
    guard !said.isEmpty else {
      // A few words leave no fingerprint: they are held against each other by their length, banners aside.
      return isNamed || copy.newTextLength == original.newTextLength
    }
    let reach = heard.count < ThreadEdges.newTextFingerprints ? .max : heard.last ?? .max
    let comparable = said.filter { $0 <= reach }
    let held = Set(heard)
    return comparable.count { held.contains($0) } * 10 >= comparable.count * 7
  }
}
