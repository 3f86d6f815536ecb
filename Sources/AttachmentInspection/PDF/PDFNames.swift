import ByteReading

/// The names of a PDF that say what it does, with the values behind some of them.
struct PDFNames {
  /// A value and the object that it stands in, which decrypting it takes.
  struct Located {
    let value: PDFValue
    let object: (number: Int, generation: Int)?
  }

  private(set) var names: Set<String> = []
  /// Behind `/URI`.
  private(set) var addresses: [Located] = []
  /// Behind `/JS`.
  private(set) var scripts: [Located] = []
  /// Behind `/F` and `/UF`: names of embedded files, and files that actions lead to.
  private(set) var fileNames: [Located] = []
  /// The same, where an action may lead to another host.
  var targets: [Located] { fileNames }

  func has(_ name: String) -> Bool { names.contains(name) }

  private static let wanted: Set<String> = [
    "/JS", "/JavaScript", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/GoToE", "/GoToR",
    "/URI", "/Encrypt", "/RichMedia", "/XFA", "/AcroForm", "/SubmitForm", "/ImportData", "/F", "/UF",
  ]

  /// Lengths and first letters of the wanted names: most names are told by them.
  private static let firsts: Set<UInt8> = Set(wanted.compactMap { Array($0.utf8).dropFirst().first } + [0x23])

  /// Reads names (§7.3.5) in a range; comments and strings are not told apart, a name in them is rare and harmless.
  mutating func read(_ bytes: [UInt8], _ range: Range<Int>, object: (number: Int, generation: Int)?) {
    var from = range.lowerBound
    let end = min(range.upperBound, bytes.count)
    while let slash = bytes.firstIndex(ofByte: 0x2F, from: from, to: end) {
      from = slash + 1
      guard let first = bytes.byte(at: from), Self.firsts.contains(first) else { continue }
      var parser = PDFParser(bytes, at: slash, to: min(end, slash + 400))
      let text = "/" + parser.name()
      from = max(parser.at, from)
      guard Self.wanted.contains(text) else { continue }
      if text == "/F" || text == "/UF" {
        // A filter or a flag is no string.
        if let value = located(bytes, from, end, object), value.value.string != nil { fileNames.append(value) }
        continue
      }
      names.insert(text)
      guard text == "/URI" || text == "/JS", let value = located(bytes, from, end, object) else { continue }
      if text == "/JS" {
        scripts.append(value)
      } else if value.value.string != nil {
        addresses.append(value)
      }
    }
  }

  /// The string or reference at hand: nothing else is kept, and nothing else is worth reading.
  private func located(
    _ bytes: [UInt8], _ at: Int, _ end: Int, _ object: (number: Int, generation: Int)?
  ) -> Located? {
    var cursor = at
    while cursor < end, bytes[cursor] <= 0x20 { cursor += 1 }
    guard cursor < end, addresses.count + scripts.count + fileNames.count < 4_096,
      [0x28, 0x3C].contains(bytes[cursor]) || (bytes[cursor] >= 0x30 && bytes[cursor] <= 0x39)
    else { return nil }
    var parser = PDFParser(bytes, at: cursor, to: end)
    guard let value = parser.value(), value.string != nil || value.reference != nil else { return nil }
    return Located(value: value, object: object ?? Self.object(around: at, in: bytes))
  }

  /// The object in whose text a place lies; nil in an object stream, whose strings are encrypted with it.
  private static func object(around place: Int, in bytes: [UInt8]) -> (number: Int, generation: Int)? {
    var at = min(place, bytes.count - 1)
    let floor = max(0, place - 8_192)
    while at > floor {
      if bytes[at] == 0x6A, bytes.matches([0x6F, 0x62, 0x6A], at: at - 2),
        bytes.byte(at: at - 3).map({ $0 <= 0x20 }) ?? false
      {
        return PDFSyntax.numbers(before: at + 1, in: bytes)
      }
      at -= 1
    }
    return nil
  }
}
