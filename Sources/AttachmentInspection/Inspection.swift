import CompoundFiles
import MailModel

/// What one inspection has gathered so far, and what it may still spend.
///
/// One value goes through every container and format of an attachment; `path` says where inside it the work stands.
struct Inspection {
  let limits: InspectionLimits
  /// The containers that are open, outermost first; empty at the attachment itself.
  private(set) var path: [String] = []
  /// Bytes that may still be inflated.
  private(set) var inflatableBytes: Int
  private var lzmaBytes: Int
  /// Entries that may still be looked at.
  private(set) var entriesLeft: Int
  private(set) var techniques: [Technique] = []
  private(set) var urls: [String] = []
  private(set) var children: [AttachmentChild] = []
  private(set) var limitsHit: [String] = []
  /// The rules that the user brought along.
  let rules: (any BufferMatching)?
  /// Which of them matched, and where.
  var ruleMatches: [RuleMatch] = []
  /// Buffers in which the search for them was cut short.
  var ruleCuts = 0
  /// Bytes that may still be inflated for them alone.
  private var ruleBytes: Int
  /// Buffers that were gone into as a whole.
  private(set) var buffers = 0
  /// Whether something opens only with a password.
  var isEncrypted = false
  /// The attachment's own VBA project.
  var vba: VBAFacts?
  /// The attachment's own Excel 4.0 macros.
  var xlm: XLMFacts?
  /// The type of the attachment itself, refined by the parser of its format.
  var type: AttachmentType
  /// The passwords that are tried on what is encrypted.
  var trials: PasswordTrials
  /// What is written down for an analyst; nil where the verdict alone is asked for.
  var notes: AnalysisNotes?
  /// Documents that a password opened and in which the work stands.
  var openedDepth = 0
  /// Archives of many members in which the work stands: software, backups and collections, where programs are no news.
  private(set) var collections = 0
  /// The directory of the ZIP file at hand, where telling its type read it.
  private var archive: ZipDirectory?
  /// The same of a compound file.
  private var compoundFile: CompoundFile?
  private var knownURLs: Set<String> = []
  private var knownFindings: Set<String> = []
  private var findingCounts: [TechniqueID: Int] = [:]

  init(
    limits: InspectionLimits, type: AttachmentType, passwords: [String] = [], rules: (any BufferMatching)? = nil,
    detail: InspectionDetail = .verdict
  ) {
    notes = AnalysisNotes(detail)
    self.limits = limits
    self.rules = rules
    trials = PasswordTrials(given: passwords, limits: limits)
    self.type = type
    inflatableBytes = limits.inflatedBytes
    ruleBytes = limits.inflatedBytes
    lzmaBytes = limits.lzmaBytes
    entriesLeft = limits.entries
  }

  /// Whether the work stands at the attachment itself, not inside something that it holds.
  var isAtAttachment: Bool { path.isEmpty }

  /// Goes through content with the parser of its format.
  mutating func inspect(_ bytes: [UInt8], _ sniffed: SniffedType) {
    buffers += 1
    match(bytes)
    archive = sniffed.archive
    compoundFile = sniffed.compoundFile
    inspect(bytes, type: sniffed.type)
    archive = nil
    compoundFile = nil
  }

  /// The directory of the ZIP file at hand; nil where it was not read, or was taken.
  mutating func takeArchive() -> ZipDirectory? {
    defer { archive = nil }
    return archive
  }

  /// The compound file at hand; nil where it was not read, or was taken.
  mutating func takeCompoundFile() -> CompoundFile? {
    defer { compoundFile = nil }
    return compoundFile
  }

  /// The containers that are open, with `!` between them.
  var place: String { path.joined(separator: "!") }

  /// Records a technique with what was seen, at those bytes where a range shows it; the same evidence counts once.
  mutating func found(_ id: TechniqueID, _ evidence: String, at range: Range<Int>? = nil) {
    let place = path.isEmpty ? "" : " in " + path.joined(separator: "!")
    let text = (evidence.evidence() + place.evidence(limit: 300))
    let count = findingCounts[id, default: 0]
    guard count < limits.findingsOfOneTechnique, knownFindings.insert(id.rawValue + "\0" + text).inserted
    else { return }
    findingCounts[id] = count + 1
    let entry = TechniqueCatalogue.entry(id)
    techniques.append(Technique(id: id.rawValue, attack: entry.attack, evidence: text, weight: entry.weight))
    if notes != nil {
      let place = EvidencePlace(path: path.joined(separator: "!"), range: range)
      notes?.add(place, of: id, text)
    }
  }

  /// Records a technique as it is.
  mutating func add(_ technique: Technique) { techniques.append(technique) }

  /// Whether the technique was found.
  func has(_ id: TechniqueID) -> Bool { findingCounts[id] != nil }

  /// Records a URL, once.
  mutating func foundURL(_ url: String) {
    guard urls.count < limits.urls else { return hit(.urls) }
    let text = url.evidence(limit: 2_000)
    if !text.isEmpty, knownURLs.insert(text).inserted { urls.append(text) }
  }

  /// Records something that lies inside the container at which the work stands.
  mutating func foundChild(
    _ name: String, digest: ContentDigest?, type: AttachmentType? = nil, size: Int? = nil
  ) {
    guard children.count < limits.children else { return hit(.children) }
    let full = (path + [name]).joined(separator: "!").evidence(limit: 1_000)
    children.append(AttachmentChild(name: full, digest: digest))
    notes?.add(AttachmentMember(name: full, type: type, size: size, digest: digest))
  }

  /// Records that a limit cut the inspection short.
  mutating func hit(_ limit: Limit) {
    if !limitsHit.contains(limit.rawValue) { limitsHit.append(limit.rawValue) }
  }

  /// Takes one entry from the allowance; false where none is left.
  mutating func takeEntry() -> Bool {
    guard entriesLeft > 0 else {
      hit(.entries)
      return false
    }
    entriesLeft -= 1
    return true
  }

  /// Bytes that the next entry may inflate to.
  var entryAllowance: Int { max(0, min(limits.entryBytes, inflatableBytes)) }

  /// Bytes that LZMA may still give.
  var lzmaAllowance: Int { max(0, min(entryAllowance, lzmaBytes)) }

  /// Takes bytes that LZMA gave from both allowances.
  mutating func spend(lzma bytes: Int) {
    lzmaBytes = max(0, lzmaBytes - bytes)
    spend(inflated: bytes)
  }

  /// Takes inflated bytes from the allowance.
  mutating func spend(inflated bytes: Int) { inflatableBytes = max(0, inflatableBytes - bytes) }

  /// Unpacks for the user's rules what tells inspection nothing, on an allowance of its own: what is found otherwise must
  /// not depend on them.
  mutating func unpackForRules(_ body: (inout Inspection) -> Void) {
    let (bytes, lzma, entries, hits) = (inflatableBytes, lzmaBytes, entriesLeft, limitsHit)
    (inflatableBytes, entriesLeft) = (ruleBytes, limits.entries)
    body(&self)
    ruleBytes = inflatableBytes
    let wasCut = limitsHit.count > hits.count
    (inflatableBytes, lzmaBytes, entriesLeft, limitsHit) = (bytes, lzma, entries, hits)
    if wasCut { hit(.rules) }
  }

  /// Goes into something by that name, if the depth allows, and comes back after `body`.
  mutating func descend(into name: String, _ body: (inout Inspection) -> Void) {
    guard path.count < limits.depth else { return hit(.depth) }
    path.append(name.evidence(limit: 200))
    body(&self)
    path.removeLast()
  }

  /// Goes through the members of an archive that has so many.
  mutating func throughMembers(_ count: Int, _ body: (inout Inspection) -> Void) {
    let isCollection = count > Self.smallArchive
    if isCollection { collections += 1 }
    body(&self)
    if isCollection { collections -= 1 }
  }

  /// Archives with more members than this are collections.
  static let smallArchive = 10

  /// The names of the limits, as they stand in a verdict.
  enum Limit: String {
    case attachmentBytes = "attachment-bytes"
    case inflatedBytes = "inflated-bytes"
    case entryBytes = "entry-bytes"
    case expansionRatio = "expansion-ratio"
    case passwordHashes = "password-hashes"
    case macroSteps = "macro-steps"
    case macroSource = "macro-source"
    case depth, entries, children, urls, formulas, rules
  }
}
