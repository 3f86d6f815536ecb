/// A package with its relationships, read part by part.
struct PackageReader {
  let archive: ZipDirectory
  /// Relationships by the part that they belong to, in lower case.
  private(set) var relationships: [String: [Relationship]] = [:]
  private let byName: [String: Int]

  init(_ archive: ZipDirectory) {
    self.archive = archive
    byName = Dictionary(
      archive.entries.indices.map { (archive.entries[$0].foldedName, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of a part, under the limits.
  func content(of entry: ZipEntry, _ inspection: inout Inspection) -> [UInt8] {
    let inflated = archive.content(of: entry, limit: inspection.entryAllowance)
    inspection.spend(inflated: inflated.bytes.count)
    if inflated.ending == .limit { inspection.hit(.entryBytes) }
    return inflated.bytes
  }

  /// The bytes of the part by that name; nil where there is none.
  func content(ofPart name: String, _ inspection: inout Inspection) -> [UInt8]? {
    byName[ZipDirectory.folded(name)].map { content(of: archive.entries[$0], &inspection) }
  }

  /// Reads all relationships and judges those that lead outside.
  mutating func readRelationships(_ inspection: inout Inspection) {
    for entry in archive.entries {
      guard let source = Relationship.source(ofRelationshipsPart: entry), inspection.takeEntry() else { continue }
      let found = Relationship.all(in: content(of: entry, &inspection), of: source)
      relationships[source] = found
      for relationship in found where relationship.isExternal { inspection.judge(relationship, of: source) }
    }
  }
}
