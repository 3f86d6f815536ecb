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
    var parts = QuoteParts()
    var line = 0
    while line < lines.count {
      let (depth, rest) = lines.quoteDepth(line)
      if depth > 0 {
        parts.addQuoted(lines.bytes[rest])
        line += 1
      } else if parts.blockCount < Self.maximumBlocks, let introduction = QuoteIntroduction(in: lines, at: line) {
        parts.begin(introduction, isFollowedByMarks: Self.marksFollow(introduction, in: lines))
        line = introduction.end
      } else {
        parts.add(lines.bytes[lines.lines[line]], isBlank: lines.trimmed(line).isEmpty)
        line += 1
      }
    }
    newText = parts.newText
    quotedBlocks = parts.blocks
    signature = parts.signature
  }

  /// Whether what an introduction announces is marked with `>`.
  ///
  /// Below an attribution some words may stand before the first mark; below the others the mark comes at once.
  private static func marksFollow(_ introduction: QuoteIntroduction, in lines: MessageLines) -> Bool {
    if introduction.mark == .attributed { return lines.lastMarkedLine >= introduction.end }
    for line in introduction.end..<min(introduction.end + 4, lines.count) where !lines.trimmed(line).isEmpty {
      return lines.quoteDepth(line).depth > 0
    }
    return false
  }
}
