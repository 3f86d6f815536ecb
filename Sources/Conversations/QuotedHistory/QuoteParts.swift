/// The parts of a text in the making, as bytes: what is new, the signature, the quoted passages.
struct QuoteParts {
  private enum Place {
    case new, signature
    /// Among lines that begin with `>`.
    case marked
    /// Below an introduction after which everything is quoted.
    case rest
  }

  private struct Block {
    var mark: QuotedBlock.Mark
    var author: String
    var date: String
    var bytes: [UInt8] = []
  }

  private var new: [UInt8] = []
  private var signed: [UInt8] = []
  private var quoted: [Block] = []
  private var place = Place.new
  /// The introduction of a passage whose lines begin with `>`, until the first of them comes.
  private var announced: QuoteIntroduction?

  var newText: String { String(decoding: new, as: UTF8.self) }
  var signature: String { String(decoding: signed, as: UTF8.self) }
  var blockCount: Int { quoted.count }

  /// The passages that hold text, or at least name an author.
  var blocks: [QuotedBlock] {
    quoted.compactMap { block in
      guard !block.author.isEmpty || block.bytes.contains(where: { $0 > 0x20 }) else { return nil }
      return QuotedBlock(
        mark: block.mark, text: String(decoding: block.bytes, as: UTF8.self), author: block.author, date: block.date)
    }
  }

  /// Begins what an introduction announces.
  mutating func begin(_ introduction: QuoteIntroduction, isFollowedByMarks: Bool) {
    if isFollowedByMarks {
      announced = introduction
      if place != .rest { place = .new }
      return
    }
    quoted.append(Block(mark: introduction.mark, author: introduction.author, date: introduction.date))
    place = .rest
  }

  /// Adds a line that began with `>`, without its marks.
  mutating func addQuoted(_ line: ArraySlice<UInt8>) {
    let isNew = place != .rest && place != .marked
    if isNew || announced != nil {
      quoted.append(Block(mark: .prefixed, author: announced?.author ?? "", date: announced?.date ?? ""))
      announced = nil
      place = .marked
    }
    append(line)
  }

  /// Adds a line that did not.
  mutating func add(_ line: ArraySlice<UInt8>, isBlank: Bool) {
    switch place {
    case .rest: append(line)
    case .signature: Self.append(line, to: &signed)
    case .marked where isBlank:
      // A blank line between two quoted ones does not end the passage.
      new.append(0x0A)
    case .new, .marked:
      if Self.isSignatureMark(line) {
        place = .signature
      } else {
        place = .new
        Self.append(line, to: &new)
      }
    }
  }

  private mutating func append(_ line: ArraySlice<UInt8>) {
    guard !quoted.isEmpty else { return }
    Self.append(line, to: &quoted[quoted.count - 1].bytes)
  }

  private static func append(_ line: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: line)
    bytes.append(0x0A)
  }

  /// `-- ` (RFC 3676 §4.3), also where the blank was lost.
  private static func isSignatureMark(_ line: ArraySlice<UInt8>) -> Bool {
    line.elementsEqual([0x2D, 0x2D, 0x20]) || line.elementsEqual([0x2D, 0x2D])
  }
}
