import AttachmentInspection

/// What the user's rules found; it stands behind all other facts, and only where they found something.
extension MessageFacts {
  func packRules(into writer: inout PackedWriter) {
    let stated = attachments.enumerated().compactMap { index, fact in fact.statedWeight.map { (index, $0) } }
    guard !ruleMatches.isEmpty || !stated.isEmpty else { return }
    writer.list(ruleMatches) { $1.pack(into: &$0) }
    writer.list(stated) { writer, entry in
      writer.count(entry.0)
      writer.real(entry.1)
    }
  }

  mutating func readRules(from reader: inout PackedReader) {
    guard !reader.isAtEnd else { return }
    ruleMatches = reader.list { RuleFact(from: &$0) }
    let stated = reader.list { reader in
      let index = reader.size()
      return (index, reader.real())
    }
    for (index, weight) in stated where attachments.indices.contains(index) {
      attachments[index].statedWeight = weight
    }
  }

  /// The facts with the attachments scored by other numbers than those they were found with.
  public func scored(by weights: AttachmentWeights) -> MessageFacts {
    guard weights != .builtin, !attachments.isEmpty else { return self }
    var facts = self
    facts.attachments = attachments.map { $0.scored(by: weights) }
    return facts
  }
}
