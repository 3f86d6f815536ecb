/// A message's text taken apart: what its writer adds, what is quoted, and the signature.
///
/// Known are `>` marks at any depth, attribution lines ("On … wrote:"), Outlook's header lines, lines of dashes that
/// announce an original or a forwarded message (each in some 25 languages, see `QuoteWords`), and the signature
/// separator (RFC 3676 §4.3). Below a header block or a line of dashes everything is quoted to the end of the text, and
/// below an attribution too, unless lines with `>` follow it.
public struct QuotedHistory: Sendable, Hashable {
  /// What the writer adds: the text without quotes, introductions and signature.
  public var newText = ""
  /// The quoted passages in the order of the text.
  public var quotedBlocks: [QuotedBlock] = []
  /// What follows the signature separator in the writer's own part; empty where there is none.
  public var signature = ""

  /// All that is quoted, one passage after the other.
  public var quotedText: String { quotedBlocks.map(\.text).joined(separator: "\n") }

  /// How many passages are told apart; what follows belongs to the last.
  private static let maximumBlocks = 200

  /// Takes `text` apart.
  public init(_ text: String) {
    let lines = MessageLines(text)
    var parts = Parts()
    var line = 0
    while line < lines.count {
      let (depth, rest) = lines.quoteDepth(line)
      if depth > 0 {
        parts.addPrefixed(lines.string(rest))
        line += 1
      } else if parts.blocks.count < Self.maximumBlocks, let introduction = QuoteIntroduction(in: lines, at: line) {
        parts.begin(introduction, isFollowedByMarks: Self.marksFollow(introduction, in: lines))
        line = introduction.end
      } else {
        parts.add(lines.string(lines.lines[line]), isSignatureMark: Self.isSignatureMark(lines, line))
        line += 1
      }
    }
    newText = parts.newText
    quotedBlocks = parts.blocks.filter { !$0.text.allSatisfy(\.isWhitespace) || !$0.author.isEmpty }
    signature = parts.signature
  }

  /// Whether the next line that is not blank begins with `>`.
  private static func marksFollow(_ introduction: QuoteIntroduction, in lines: MessageLines) -> Bool {
    for line in introduction.end..<min(introduction.end + 4, lines.count) where !lines.trimmed(line).isEmpty {
      return lines.quoteDepth(line).depth > 0
    }
    return false
  }

  private static func isSignatureMark(_ lines: MessageLines, _ line: Int) -> Bool {
    let range = lines.lines[line]
    return range.count == 3 && lines.bytes[range].elementsEqual([0x2D, 0x2D, 0x20])
      || range.count == 2 && lines.bytes[range].elementsEqual([0x2D, 0x2D])
  }

  /// The parts in the making.
  private struct Parts {
    enum Place { case new, signature, prefixed, rest }

    var newText = ""
    var signature = ""
    var blocks: [QuotedBlock] = []
    private var place = Place.new
    /// The introduction of a passage whose lines begin with `>`, until the first of them comes.
    private var announced: QuoteIntroduction?

    mutating func begin(_ introduction: QuoteIntroduction, isFollowedByMarks: Bool) {
      if isFollowedByMarks {
        announced = introduction
        if place != .rest { place = .new }
        return
      }
      blocks.append(
        QuotedBlock(mark: introduction.mark, text: "", author: introduction.author, date: introduction.date))
      place = .rest
    }

    mutating func addPrefixed(_ line: String) {
      if place == .rest, announced == nil {
        append(line)
        return
      }
      if place != .prefixed || announced != nil {
        blocks.append(
          QuotedBlock(mark: .prefixed, text: "", author: announced?.author ?? "", date: announced?.date ?? ""))
        announced = nil
      }
      place = .prefixed
      append(line)
    }

    mutating func add(_ line: String, isSignatureMark: Bool) {
      switch place {
      case .rest: append(line)
      case .signature: signature += line + "\n"
      case .prefixed where line.allSatisfy(\.isWhitespace):
        // A blank line between two quoted ones does not end the passage.
        newText += "\n"
      case .new, .prefixed:
        if isSignatureMark {
          place = .signature
        } else {
          place = .new
          newText += line + "\n"
        }
      }
    }

    private mutating func append(_ line: String) {
      guard !blocks.isEmpty else { return }
      blocks[blocks.count - 1].text += line + "\n"
    }
  }
}
