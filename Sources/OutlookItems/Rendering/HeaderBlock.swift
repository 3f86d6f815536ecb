import ByteReading

/// A block of header fields as some store kept it, read without trust (RFC 5322 §2.2).
///
/// A line that is no field and no continuation ends nothing and goes nowhere: it would end the header for whoever reads
/// it later. So do zeros and carriage returns within lines become blanks.
struct HeaderBlock {
  /// A field: its name in lower case, and its lines with their line ends.
  struct Field {
    var name: [UInt8]
    var lines: [UInt8]
  }

  /// The fields in order, doubled ones too.
  private(set) var fields: [Field] = []
  /// Whether lines stood between the fields that are none.
  private(set) var isMalformed = false
  /// Whether fields behind the limit were left out.
  private(set) var isCut = false
  /// Where the body begins, behind the blank line; the end where there is none.
  private(set) var bodyStart: Int

  private static let longestName = 256
  private static let mostFields = 20_000

  /// Reads a block up to its blank line, at most `limit` bytes of fields.
  init(_ text: [UInt8], limit: Int) {
    let hasLineFeed = text.contains(0x0A)
    var at = 0
    var taken = 0
    bodyStart = text.count
    while at < text.count {
      let end = text.firstIndex(ofByte: hasLineFeed ? 0x0A : 0x0D, from: at) ?? text.count
      var line = text[at..<end]
      at = end + 1
      while let last = line.last, last == 0x0D || last == 0 { line.removeLast() }
      guard let first = line.first else {
        if fields.isEmpty { continue }
        bodyStart = min(at, text.count)
        break
      }
      if taken + line.count > limit {
        isCut = true
        continue
      }
      let isContinuation = first == 0x20 || first == 0x09
      if isContinuation {
        // A line of blanks says nothing, and some readers take it for the end.
        guard !fields.isEmpty, line.contains(where: { $0 > 0x20 }) else { continue }
        fields[fields.count - 1].lines += Self.plain(line)
        taken += line.count
      } else if fields.count == Self.mostFields {
        isCut = true
        break
      } else if let name = Self.name(line) {
        fields.append(Field(name: name, lines: Self.plain(line)))
        taken += line.count
      } else if !fields.isEmpty {
        isMalformed = true
      }
    }
  }

  /// Whether a field of that name is there; `name` in lower case.
  func has(_ name: String) -> Bool { fields.contains { $0.name.elementsEqual(name.utf8) } }

  private static func plain(_ line: ArraySlice<UInt8>) -> [UInt8] {
    line.map { $0 == 0 || $0 == 0x0D ? 0x20 : $0 } + [0x0A]
  }

  /// The lower-case name of the field that the line begins; nil where it begins none.
  private static func name(_ line: ArraySlice<UInt8>) -> [UInt8]? {
    guard let colon = line.firstIndex(of: 0x3A), colon - line.startIndex <= longestName else { return nil }
    var name = Array(line[line.startIndex..<colon])
    while let last = name.last, last == 0x20 || last == 0x09 { name.removeLast() }
    guard !name.isEmpty, name.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    return name.lowercasedASCII()
  }
}

extension HeaderBlock.Field {
  /// Fields that say how the body is written; a body that is written anew has its own.
  private static let structural: Set<String> = [
    "mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id",
    "content-description", "content-location", "content-base", "content-length", "content-md5", "content-duration",
    "content-features",
  ]

  /// Whether the field describes the body's form (RFC 2045 §3).
  var isStructural: Bool { Self.structural.contains(String(decoding: name, as: UTF8.self)) }
}
