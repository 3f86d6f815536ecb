import MailModel

/// What an inspection writes down for an analyst while it works, within bounds of its own.
struct AnalysisNotes {
  private static let mostLines = 200_000
  private static let mostTexts = 400
  private static let mostCharacters = 24 << 20
  private static let longestText = 16_384
  private static let mostRelationships = 5_000

  let keepsSources: Bool
  private(set) var sources: [MacroSource] = []
  private(set) var texts: [DecodedText] = []
  private(set) var members: [AttachmentMember] = []
  private(set) var externalRelationships: [ExternalRelationship] = []
  private(set) var openings: [PasswordOpening] = []
  private(set) var places: [EvidenceKey: EvidencePlace] = [:]
  private var linesLeft = mostLines
  private var charactersLeft = mostCharacters
  private var knownTexts: Set<String> = []

  /// Nil where the verdict alone is asked for.
  init?(_ detail: InspectionDetail) {
    guard detail > .verdict else { return nil }
    keepsSources = detail >= .sources
  }

  /// Lines that may still be kept.
  var lineAllowance: Int { keepsSources && charactersLeft > 0 ? linesLeft : 0 }

  mutating func add(_ source: MacroSource) {
    guard lineAllowance > 0, sources.count < 1_000, !source.lines.isEmpty else { return }
    var kept = source
    if kept.lines.count > linesLeft {
      kept.lines.removeLast(kept.lines.count - linesLeft)
      kept.isCut = true
    }
    linesLeft -= kept.lines.count
    for line in kept.lines { charactersLeft -= line.text.utf8.count }
    sources.append(kept)
  }

  mutating func add(_ kind: DecodedText.Kind, _ text: String, at place: String) {
    guard texts.count < Self.mostTexts, charactersLeft > 0, !text.isEmpty else { return }
    let kept = text.utf8.count > Self.longestText ? String(text.prefix(Self.longestText)) + "…" : text
    guard knownTexts.insert(kept).inserted else { return }
    charactersLeft -= kept.utf8.count
    texts.append(DecodedText(kind: kind, text: kept, place: place))
  }

  mutating func add(_ member: AttachmentMember) { members.append(member) }

  mutating func add(_ relationship: ExternalRelationship) {
    if externalRelationships.count < Self.mostRelationships { externalRelationships.append(relationship) }
  }

  mutating func add(_ opening: PasswordOpening) {
    if openings.count < 256, !openings.contains(opening) { openings.append(opening) }
  }

  mutating func add(_ place: EvidencePlace, of id: TechniqueID, _ evidence: String) {
    places[EvidenceKey(id: id.rawValue, evidence: evidence)] = place
  }
}

extension Inspection {
  /// Writes down a text that was decoded or resolved at the place where the work stands.
  mutating func note(_ kind: DecodedText.Kind, _ text: [UInt8]) {
    guard notes != nil else { return }
    let place = place
    notes?.add(kind, text.lenientText, at: place)
  }
}
