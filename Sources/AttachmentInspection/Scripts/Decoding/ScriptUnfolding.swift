import ByteReading

/// What a script says behind its encodings: the script itself with its constants folded, and the scripts, commands and
/// files that it holds as text.
struct ScriptUnfolding {
  private static let deepest = 4
  private static let mostLayers = 32
  private static let mostBytes = 8 << 20
  /// Texts of this length that look like code are unfolded in turn.
  private static let shortestCode = 24

  /// What was found behind an encoding.
  struct Layer {
    enum Origin { case folded, base64, encodedCommand, expanded }

    var text: [UInt8]
    var origin: Origin

    /// How an analyst is told of it.
    var kind: DecodedText.Kind {
      switch origin {
      case .folded, .expanded: .folded
      case .base64, .encodedCommand: .decoded
      }
    }
  }

  private(set) var layers: [Layer] = []
  /// Files that the script holds as base64.
  private(set) var payloads: [[UInt8]] = []
  private var bytesLeft = mostBytes
  private var seen: Set<[UInt8]> = []

  /// Unfolds a script of that language; where it is not known, of what it looks like.
  init(_ text: [UInt8], language: ScriptLanguage?) {
    unfold(text, language, depth: 0)
  }

  private mutating func unfold(_ text: [UInt8], _ language: ScriptLanguage?, depth: Int) {
    guard depth <= Self.deepest, !text.isEmpty, bytesLeft > 0, seen.count < 256, seen.insert(text).inserted else {
      return
    }
    bytesLeft -= text.count
    if language == .batch {
      let expanded = BatchExpansion.expanded(text)
      if expanded.filter({ $0 != 0x0A && $0 != 0x0D }) != text.filter({ $0 != 0x0A && $0 != 0x0D }) {
        add(expanded, .expanded)
      }
      unpack(expanded, depth: depth)
      return
    }
    // PowerShell stands in commands of the other languages.
    let dialect = language?.dialect ?? .powershell
    let folding = LiteralFolding(text, dialect)
    if !folding.texts.isEmpty {
      add(folding.plain, .folded)
      for inner in folding.texts where inner.count >= Self.shortestCode && Self.looksLikeCode(inner) {
        unfold(inner, ScriptLanguage.of(inner.lowercasedASCII()) ?? language, depth: depth + 1)
      }
    }
    unpack(folding.plain, depth: depth)
  }

  /// Base64 in a text that is folded already.
  private mutating func unpack(_ text: [UInt8], depth: Int) {
    for command in EncodedCommand.all(in: text) {
      add(command, .encodedCommand)
      unfold(command, .powershell, depth: depth + 1)
    }
    for content in PackedLiterals.contents(of: text, limit: max(0, bytesLeft)) {
      if Base64Literals.isPayload(content) {
        if payloads.count < 16 { payloads.append(content) }
        bytesLeft -= content.count
      } else if !layers.contains(where: { $0.text == content }) {
        add(content, .base64)
        unfold(content, ScriptLanguage.of(content.lowercasedASCII()) ?? .powershell, depth: depth + 1)
      }
    }
  }

  private mutating func add(_ text: [UInt8], _ origin: Layer.Origin) {
    guard layers.count < Self.mostLayers, bytesLeft > 0 else { return }
    bytesLeft -= text.count
    layers.append(Layer(text: text, origin: origin))
  }

  private static func looksLikeCode(_ text: [UInt8]) -> Bool {
    PackedLiterals.isText(text)
      && text.contains {
        $0 == 0x28 || $0 == 0x3D || $0 == 0x3B || $0 == 0x25 || $0 == 0x22 || $0 == 0x27 || $0 == 0x2D
      }
  }
}
