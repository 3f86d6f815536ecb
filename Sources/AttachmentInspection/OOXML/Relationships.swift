import ByteReading

/// A relationship of a package or part (ECMA-376 part 2, §9.3).
///
/// Presentations have hundreds, and of nearly all only the type is asked: what it says becomes text when it is wanted.
struct Relationship {
  /// Whether the target lies outside of the package.
  let isExternal: Bool
  private let tag: XMLTag
  private let part: String

  private init(_ tag: XMLTag, of part: String) {
    self.tag = tag
    self.part = part
    isExternal = tag["TargetMode"]?.lowercasedASCII == "external"
  }

  var id: String { tag["Id"] ?? "" }

  /// Whether the type's URI may end so, in lower case: it does not where it is written without references and ends
  /// otherwise.
  func mayHaveType(endingIn end: StaticString) -> Bool {
    guard let place = tag.place(of: "Type") else { return false }
    return tag.value(at: place, endsIn: end) || tag.value(at: place, endsIn: ";") || tag.value(at: place, endsIn: "/")
  }

  /// The last word of the type's URI, which names the same thing in the transitional, strict and Microsoft namespaces.
  var type: String {
    let uri = tag["Type"] ?? ""
    let end = uri.utf8.lastIndex { $0 != 0x2F }.map { uri.utf8.index(after: $0) } ?? uri.startIndex
    let start = uri.utf8[..<end].lastIndex(of: 0x2F).map { uri.utf8.index(after: $0) } ?? uri.startIndex
    return String(uri[start..<end])
  }

  /// As written where it is external, else resolved against the source part.
  var target: String {
    let target = tag["Target"] ?? ""
    return isExternal ? target : Self.resolve(target, against: part)
  }

  /// Reads a `.rels` part; `part` is the part that it belongs to, empty for the package.
  static func all(in xml: [UInt8], of part: String, limit: Int = 20_000) -> [Relationship] {
    var relationships: [Relationship] = []
    for tag in XMLTags(xml) where tag.isCalled("Relationship") {
      guard relationships.count < limit else { break }
      relationships.append(Relationship(tag, of: part))
    }
    return relationships
  }

  /// The part that holds the relationships of `part`.
  static func part(forRelationshipsOf part: String) -> String {
    guard let slash = part.lastIndex(of: "/") else { return part.isEmpty ? "_rels/.rels" : "_rels/\(part).rels" }
    return "\(part[..<slash])/_rels/\(part[part.index(after: slash)...]).rels"
  }

  /// The part that a relationships part belongs to; nil where the name is not one of a relationships part.
  static func source(ofRelationshipsPart entry: ZipEntry) -> String? {
    let folded = entry.foldedName
    guard folded.hasSuffix(".rels") else { return nil }
    // `word/_rels/document.xml.rels`: the folder before the last piece has to be `_rels`.
    guard let slash = folded.utf8.lastIndex(of: 0x2F) else { return nil }
    let folder = folded[..<slash]
    let base = folded[folded.utf8.index(after: slash)...].dropLast(5)
    guard folder == "_rels" || folder.hasSuffix("/_rels") else { return nil }
    return base.isEmpty ? "" : String(folder.dropLast(5)) + base
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
