import ByteReading

/// The scripts inside a page, an HTML application, a Windows Script file or a scriptlet.
struct ScriptBlocks: Sequence, IteratorProtocol {
  struct Block {
    var code: [UInt8]
    /// The language that the element names, by its dialect; JScript where it names none.
    var language: ScriptLanguage
  }

  private static let most = 256

  private let text: [UInt8]
  private let lower: [UInt8]
  private var at = 0
  private var count = 0

  init(_ text: [UInt8], lower: [UInt8]) {
    self.text = text
    self.lower = lower
  }

  mutating func next() -> Block? {
    while count < Self.most, let open = lower.firstIndex(of: "<script", from: at) {
      count += 1
      guard let start = lower.firstIndex(ofByte: 0x3E, from: open, to: open + 4_096) else {
        at = open + 7
        continue
      }
      let end = lower.firstIndex(of: "</script", from: start) ?? text.count
      at = Swift.max(end, start + 1)
      let tag = lower.bytes(at: open, count: start - open)
      guard end > start + 1 else { continue }
      var code = text.bytes(at: start + 1, count: end - start - 1)
      let first = code.firstIndex { !TextSniffer.isBlank($0) } ?? 0
      if code.matches(Array("<![CDATA[".utf8), at: first) { code.removeFirst(first + 9) }
      return Block(code: code, language: tag.contains("vbs") ? .vbscript : .jscript)
    }
    return nil
  }
}
