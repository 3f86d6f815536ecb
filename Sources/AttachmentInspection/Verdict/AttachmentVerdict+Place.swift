import ByteReading

extension AttachmentVerdict {
  /// The verdict with what the place adds: the declared name and type against the bytes, rescored.
  ///
  /// What an earlier place added is taken out first, so that one verdict can be placed again and again.
  public func placed(name: String?, declaredType: String?) -> AttachmentVerdict {
    var verdict = self
    verdict.name = name
    verdict.techniques.removeAll { $0.evidence.hasSuffix(Self.placeMark) }
    if let name { verdict.addName(name) }
    if let declaredType { verdict.addDeclaredType(declaredType) }
    verdict.techniques = AttachmentScore.ordered(verdict.techniques)
    verdict.score = AttachmentScore.score(of: verdict.techniques)
    return verdict
  }

  /// What sets the techniques of the place apart from those of the bytes.
  private static let placeMark = " (as attached)"

  private mutating func add(_ id: TechniqueID, _ evidence: String) {
    let entry = TechniqueCatalogue.entry(id)
    techniques.append(
      Technique(
        id: id.rawValue, attack: entry.attack, evidence: evidence.evidence() + Self.placeMark, weight: entry.weight))
  }

  private mutating func addName(_ name: String) {
    for finding in NameInspection.findings(in: name) { add(finding.id, finding.evidence) }
    let ending = DangerousExtensions.lastExtension(of: name)
    switch DangerousExtensions.kind(of: name) {
    case .program, .script, .shortcut: add(.nameDangerousExtension, NameInspection.visible(name))
    default: break
    }
    if let expected = ExpectedTypes.types(forExtension: ending), !expected.contains(type), type != .other {
      add(.nameTypeMismatch, "\(NameInspection.visible(name)) is \(type.rawValue)")
      if type == .pe || type == .lnk || type == .elf {
        add(.executableDisguised, "\(type.rawValue) under \(NameInspection.visible(name))")
      }
    }
  }

  private mutating func addDeclaredType(_ declared: String) {
    let bare = declared.prefix { $0 != ";" }.filter { !$0.isWhitespace }.lowercasedASCII
    if let expected = ExpectedTypes.types(forMIMEType: bare), !expected.contains(type), type != .other {
      add(.declaredTypeMismatch, "declared \(bare), is \(type.rawValue)")
    }
  }
}
