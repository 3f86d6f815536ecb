import ByteReading

/// The lines of a module's compiled form (its performance cache), as far as they can be held against the source.
///
/// Office keeps one entry for each line of the source, blank ones and comments included: where the two do not go
/// together the source was replaced. The layout is not published ([MS-OVBA] §2.3.4.3 calls the cache opaque); it was
/// found by comparing caches of Office 97 to 365, of 32 and 64 bits, with their sources: the words 0xCAFE and 1, the
/// number of lines, twelve bytes a line (the length of its code in bytes 4 and 5, its place in bytes 8 to 11), ten bytes
/// more, and the code. Literals stand in the code behind their operation and length.
struct VBACompiledLines {
  /// The bytes of code of each line; none for a blank one.
  private(set) var lengths: [Int] = []
  /// The literals of four bytes and more.
  private(set) var literals: [[UInt8]] = []

  private static let mark: [UInt8] = [0xFE, 0xCA, 0x01, 0x00]
  private static let mostLiterals = 4_000
  private static let shortestLiteral = 4
  private static let longestLiteral = 4_096
  private static let mostTries = 64

  /// Reads the cache, which lies in a module's stream before `end`; nil where none is found.
  init?(in stream: [UInt8], to end: Int) {
    let end = min(end, stream.count, 8 << 20)
    var from = 0
    for _ in 0..<Self.mostTries {
      guard let at = stream.firstIndex(of: Self.mark, from: from, to: end) else { return nil }
      from = at + 1
      if read(stream, at, end) { return }
    }
    return nil
  }

  /// Reads the table behind a mark; false where its lines do not lie in the code.
  private mutating func read(_ stream: [UInt8], _ mark: Int, _ end: Int) -> Bool {
    guard let count = stream.u16(at: mark + 4), count > 0 else { return false }
    let table = mark + 6
    let code = table + count * 12 + 10
    guard code <= end else { return false }
    lengths = []
    literals = []
    lengths.reserveCapacity(count)
    for line in 0..<count {
      let entry = table + line * 12
      guard let length = stream.u16(at: entry + 4), let place = stream.u32(at: entry + 8) else { return false }
      lengths.append(length)
      guard length > 0 else { continue }
      guard place <= end - code, length <= end - code - place else { return false }
      readLiterals(stream, code + place, code + place + length)
    }
    return true
  }

  /// Operations are words; a literal's characters are filled up to one.
  private mutating func readLiterals(_ stream: [UInt8], _ start: Int, _ end: Int) {
    var at = start
    while at + 4 < end, literals.count < Self.mostLiterals {
      let operation = (stream.u16(at: at) ?? 0) & 0x3FF
      if operation == 0xB6 || operation == 0xB9, let length = stream.u16(at: at + 2), length >= Self.shortestLiteral,
        length <= Self.longestLiteral, at + 4 + length <= end
      {
        let text = stream.bytes(at: at + 4, count: length)
        if text.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
          literals.append(text)
          at += 4 + length + (length & 1)
          continue
        }
      }
      at += 2
    }
  }
}

/// What the source of a module lacks of its compiled form.
enum VBAStomping {
  /// A line or two may differ: a last line without its end.
  private static let tolerance = 2
  private static let mostLines = 65_000
  /// Bytes that the search for literals may look at.
  private static let searchedBytes = 256 << 20

  struct Difference {
    /// What shows it.
    var evidence: String
    /// The literals that only the compiled form has.
    var literals: [[UInt8]]
  }

  /// How the source differs from the compiled form; nil where the two go together.
  static func difference(of source: [UInt8], from compiled: VBACompiledLines) -> Difference? {
    let lines = sourceLines(source)
    guard lines.count < mostLines else { return nil }
    let folded = withoutDoubledQuotes(source).lowercasedASCII()
    let most = max(16, searchedBytes / max(1, folded.count))
    let absent = absent(compiled.literals.prefix(most), from: folded)
    if abs(lines.count - compiled.lengths.count) > tolerance {
      return Difference(
        evidence: "\(compiled.lengths.count) lines are compiled, \(lines.count) are in the source", literals: absent)
    }
    var unlike = 0
    for (isBlank, length) in zip(lines, compiled.lengths) where isBlank != (length == 0) { unlike += 1 }
    if unlike > tolerance, unlike * 10 > lines.count {
      return Difference(evidence: "\(unlike) lines are blank on one side only", literals: absent)
    }
    guard absent.count >= 2 || (absent.count == 1 && compiled.literals.count <= 2) else { return nil }
    return Difference(
      evidence: "\(absent.count) of \(compiled.literals.count) texts are compiled only, such as "
        + "\"\(absent.first?.lenientText ?? "")\"",
      literals: absent)
  }

  /// The literals that the source (in lower case) has nowhere.
  ///
  /// They stand in the compiled form in the order of the source: each is looked for behind the one before, and from the
  /// beginning only where it is not there, so that the source is gone through once.
  private static func absent(_ literals: ArraySlice<[UInt8]>, from folded: [UInt8]) -> [[UInt8]] {
    var at = 0
    return literals.filter { literal in
      let wanted = literal.lowercasedASCII()
      guard let found = folded.firstIndex(of: wanted, from: at) ?? folded.firstIndex(of: wanted) else { return true }
      at = found
      return false
    }
  }

  /// For each statement line, whether it is blank; attributes are not compiled, and a continued line is one.
  private static func sourceLines(_ source: [UInt8]) -> [Bool] {
    var lines: [Bool] = []
    var isContinued = false
    var at = 0
    while at < source.count, lines.count < mostLines {
      let feed = source.firstIndex(ofByte: 0x0A, from: at) ?? source.count
      var end = feed
      if end > at, source[end - 1] == 0x0D { end -= 1 }
      if isContinued {
        isContinued = end >= at + 2 && source[end - 1] == 0x5F && source[end - 2] == 0x20
      } else if !source.matches(attribute, at: at) {
        lines.append(source[at..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 })
        isContinued = end >= at + 2 && source[end - 1] == 0x5F && source[end - 2] == 0x20
      }
      at = feed + 1
    }
    return lines
  }

  private static let attribute = Array("Attribute ".utf8)
  private static let doubled: [UInt8] = [0x22, 0x22]

  private static func withoutDoubledQuotes(_ source: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(source.count)
    var at = 0
    while let quote = source.firstIndex(of: doubled, from: at) {
      out += source[at...quote]
      at = quote + 2
    }
    out += source[at...]
    return out
  }
}

extension Inspection {
  /// Says where a module's source is not what was compiled, and returns the texts that only the compiled form has.
  mutating func noteStomping(of module: VBAProject.Module) -> [[UInt8]] {
    guard let compiled = module.compiledLines,
      let difference = VBAStomping.difference(of: module.source, from: compiled)
    else { return [] }
    found(.vbaStomped, "\(difference.evidence), in \(module.name)")
    for text in difference.literals.prefix(100) {
      foundURLs(in: text)
      notes?.add(.decoded, text.lenientText, at: "compiled only, in \(module.name)")
    }
    return difference.literals
  }
}
