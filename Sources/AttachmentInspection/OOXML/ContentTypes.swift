import ByteReading

/// The content types of a package's parts (ECMA-376 part 2, §10.1.2).
struct ContentTypes {
  private var overrides: [String: String] = [:]
  private var defaults: [String: String] = [:]

  /// Reads `[Content_Types].xml`.
  init(_ xml: [UInt8]) {
    for tag in XMLTags(xml) {
      guard let type = tag["ContentType"]?.lowercasedASCII, overrides.count < 20_000 else { continue }
      if tag.name == "Override", let part = tag["PartName"] {
        overrides[ZipDirectory.folded(part)] = type
      } else if tag.name == "Default", let ending = tag["Extension"] {
        defaults[ending.lowercasedASCII] = type
      }
    }
  }

  /// The content type of a part, in lower case; nil where none is declared.
  func type(of part: String) -> String? {
    let folded = ZipDirectory.folded(part)
    if let type = overrides[folded] { return type }
    guard let dot = folded.lastIndex(of: ".") else { return nil }
    return defaults[String(folded[folded.index(after: dot)...])]
  }

  /// All declared types of single parts, ordered by part.
  var declared: [(part: String, type: String)] {
    overrides.map { ($0.key, $0.value) }.sorted { $0.part < $1.part }
  }
}
