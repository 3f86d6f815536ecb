import ByteReading

extension Inspection {
  /// Goes into what a member unpacked to; bytes that a limit or damage cut are gone into, but have no digest.
  mutating func inspectUnpacked(
    _ name: String, _ content: [UInt8], _ ending: Inflated.Ending, packed: Int
  ) -> AttachmentType {
    noteExpansion(of: name, content.count, packed: packed)
    if ending == .limit { hit(.entryBytes) }
    let type: AttachmentType
    if ending == .complete {
      type = inspectChild(name, content)
    } else {
      let sniffed = TypeSniffer.sniff(content)
      type = sniffed.type
      foundChild(name, digest: nil)
      descend(into: name) { $0.inspect(content, sniffed) }
    }
    if type.isArchive { found(.archiveNested, name) }
    return type
  }

  /// Says so where a member grew out of proportion.
  mutating func noteExpansion(of name: String, _ size: Int, packed: Int) {
    guard size > 8 << 20, size / max(1, packed) > limits.expansionRatio else { return }
    hit(.expansionRatio)
    found(.archiveBomb, "\(name) inflates \(size / max(1, packed)) times")
  }
}
