import ByteReading

/// The content types of a package's parts (ECMA-376 part 2, §10.1.2).
///
/// One type decides what the package is: the declarations are searched for it, and not made into a table.
struct ContentTypes {
  private static let mostDeclarations = 20_000

  private let xml: [UInt8]

  /// Takes the bytes of `[Content_Types].xml`.
  init(_ xml: [UInt8]) { self.xml = xml }

  /// The content type of a part, in lower case; nil where none is declared.
  func type(of part: String) -> String? {
    let folded = ZipDirectory.folded(part)
    let ending = folded.utf8.lastIndex(of: 0x2E).map { String(folded[folded.utf8.index(after: $0)...]) }
    let length = folded.utf8.count
    var ofPart: String?
    var ofEnding: String?
    for tag in XMLTags(xml).prefix(Self.mostDeclarations) {
      if tag.isCalled("Override") {
        // Folding and decoding never make a name longer: most names are told from the one by their length.
        guard let place = tag.place(of: "PartName"), place.count >= length,
          ZipDirectory.folded(tag.text(at: place)) == folded, let type = tag["ContentType"]
        else { continue }
        ofPart = type
      } else if tag.isCalled("Default"), let name = tag["Extension"], name.lowercasedASCII == ending,
        let type = tag["ContentType"]
      {
        ofEnding = type
      }
    }
    return (ofPart ?? ofEnding)?.lowercasedASCII
  }

  /// All declared types of single parts, ordered by part.
  var declared: [(part: String, type: String)] {
    var types: [String: String] = [:]
    for tag in XMLTags(xml).prefix(Self.mostDeclarations) where tag.isCalled("Override") {
      guard let part = tag["PartName"], let type = tag["ContentType"] else { continue }
      types[ZipDirectory.folded(part)] = type.lowercasedASCII
    }
    return types.map { ($0.key, $0.value) }.sorted { $0.part < $1.part }
  }
}
