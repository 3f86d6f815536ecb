import ByteReading

/// A relationship of a package or part (ECMA-376 part 2, §9.3).
struct Relationship {
  let id: String
  /// The last word of the type's URI, which names the same thing in the transitional, strict and Microsoft namespaces.
  let type: String
  /// As written where it is external, else resolved against the source part.
  let target: String
  let isExternal: Bool

  /// Reads a `.rels` part; `part` is the part that it belongs to, empty for the package.
  static func all(in xml: [UInt8], of part: String, limit: Int = 20_000) -> [Relationship] {
    var relationships: [Relationship] = []
    for tag in XMLTags(xml) where tag.name == "Relationship" {
      guard relationships.count < limit else { break }
      let type = (tag["Type"] ?? "").split(separator: "/").last.map(String.init) ?? ""
      let isExternal = tag["TargetMode"]?.lowercasedASCII == "external"
      let target = tag["Target"] ?? ""
      relationships.append(
        Relationship(
          id: tag["Id"] ?? "", type: type, target: isExternal ? target : resolve(target, against: part),
          isExternal: isExternal))
    }
    return relationships
  }

  /// The part that holds the relationships of `part`.
  static func part(forRelationshipsOf part: String) -> String {
    guard let slash = part.lastIndex(of: "/") else { return part.isEmpty ? "_rels/.rels" : "_rels/\(part).rels" }
    return "\(part[..<slash])/_rels/\(part[part.index(after: slash)...]).rels"
  }

  /// The part that a relationships part belongs to; nil where the name is not one of a relationships part.
  static func source(ofRelationshipsPart name: String) -> String? {
    let folded = ZipDirectory.folded(name)
    guard folded.hasSuffix(".rels") else { return nil }
    var pieces = folded.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard pieces.count >= 2, pieces[pieces.count - 2] == "_rels" else { return nil }
    let last = pieces.removeLast()
    pieces.removeLast()
    let base = String(last.dropLast(5))
    return base.isEmpty ? "" : (pieces + [base]).joined(separator: "/")
  }

  static func resolve(_ target: String, against part: String) -> String {
    let folded = target.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    if folded.hasPrefix("/") { return ZipDirectory.folded(folded) }
    var pieces = part.split(separator: "/").dropLast().map(String.init)
    for piece in ZipDirectory.folded(folded).split(separator: "/") {
      if piece == ".." {
        _ = pieces.popLast()
      } else if piece != "." {
        pieces.append(String(piece))
      }
    }
    return ZipDirectory.folded(pieces.joined(separator: "/"))
  }
}
