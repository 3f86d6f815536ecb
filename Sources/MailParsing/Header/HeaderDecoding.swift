/// Encoded words (RFC 2047) in all the forms in which they are written.
///
/// Accepted beyond the RFC: words that touch text or one another, blanks inside, missing padding, a charset that is
/// unknown or lies, a language (RFC 2231 §5). A character split over two words of one charset is put together again.
public enum HeaderDecoding {
  /// Decodes the encoded words of an unfolded header body.
  ///
  /// `isRepaired` says whether a word was malformed or its charset unknown or wrong.
  public static func string(decoding text: String) -> (text: String, isRepaired: Bool) {
    var text = text
    return text.withUTF8 { decode(ByteView(UnsafeRawBufferPointer($0))) }
  }

  /// Decodes the encoded words of unfolded bytes; bytes that are no ASCII are read as `HeaderText` reads them.
  static func decode(_ bytes: ByteView) -> (text: String, isRepaired: Bool) {
    guard bytes.firstIndex(of: "=?", from: 0) != nil else {
      let (text, isRepaired) = HeaderText.string(bytes)
      return (text, isRepaired)
    }
    var reader = EncodedWordReader(bytes: bytes)
    return reader.read()
  }
}

/// One encoded word: where its pieces stand.
private struct EncodedWord {
  var charset: Range<Int>
  var isBase64: Bool
  var payload: Range<Int>
  var end: Int
}

private struct EncodedWordReader {
  let bytes: ByteView
  private var out = ""
  private var isRepaired = false
  /// Bytes of words of one charset that touch one another, not yet decoded.
  private var pending: [UInt8] = []
  private var pendingCharset: Range<Int>?
  /// Whether the rest of the bytes holds no end of a word.
  private var endsAreOver = false
  private let scratch = OutputBuffer()

  private static let longestCharset = 64

  init(bytes: ByteView) { self.bytes = bytes }

  mutating func read() -> (text: String, isRepaired: Bool) {
    var at = 0
    var textStart = 0
    while let found = bytes.firstIndex(of: "=?", from: at) {
      guard let word = word(at: found) else {
        at = found + 2
        continue
      }
      let between = textStart..<found
      let touches = pendingCharset != nil && bytes.trimmed(between).isEmpty
      if !touches {
        flush()
        appendText(between)
      } else if let charset = pendingCharset, !same(charset, word.charset) {
        flush()
      }
      pendingCharset = word.charset
      decodePayload(word)
      at = word.end
      textStart = word.end
    }
    flush()
    appendText(textStart..<bytes.count)
    return (out, isRepaired)
  }

  private mutating func word(at start: Int) -> EncodedWord? {
    if endsAreOver { return nil }
    let charsetEnd = bytes.firstIndex(of: 0x3F, from: start + 2, to: start + 2 + Self.longestCharset)
    guard let charsetEnd, charsetEnd > start + 2, bytes[charsetEnd + 2] == 0x3F else { return nil }
    let encoding = ASCII.lowercased(bytes[charsetEnd + 1])
    guard encoding == 0x62 || encoding == 0x71 else { return nil }
    for index in start + 2..<charsetEnd where ASCII.isSpace(bytes[index]) { return nil }
    guard let end = bytes.firstIndex(of: "?=", from: charsetEnd + 3) else {
      endsAreOver = true
      return nil
    }
    var charset = start + 2..<charsetEnd
    if let language = bytes.firstIndex(of: 0x2A, from: charset.lowerBound, to: charset.upperBound) {
      charset = charset.lowerBound..<language
    }
    return EncodedWord(charset: charset, isBase64: encoding == 0x62, payload: charsetEnd + 3..<end, end: end + 2)
  }

  private mutating func decodePayload(_ word: EncodedWord) {
    let payload = bytes[word.payload]
    scratch.reset(capacity: payload.count + 8)
    if word.isBase64 {
      if !Base64.decode(payload, into: scratch, padding: .separates).isWell { isRepaired = true }
      pending.append(contentsOf: scratch.view.raw)
      return
    }
    var at = 0
    while at < payload.count {
      let byte = payload[at]
      at += 1
      if byte == 0x5F {
        pending.append(0x20)
      } else if byte == 0x3D {
        if at + 1 < payload.count, let high = ASCII.hexValue(payload[at]), let low = ASCII.hexValue(payload[at + 1]) {
          pending.append(high << 4 | low)
          at += 2
        } else {
          pending.append(byte)
          isRepaired = true
        }
      } else {
        pending.append(byte)
      }
    }
  }

  private mutating func flush() {
    guard let charset = pendingCharset else { return }
    let label = String(decoding: bytes[charset].raw, as: UTF8.self)
    let outcome = pending.withUnsafeBytes { CharsetDecoding.decode(ByteView($0), charset: label) }
    if outcome.isRepaired || !outcome.isKnown { isRepaired = true }
    out += outcome.text
    pending.removeAll(keepingCapacity: true)
    pendingCharset = nil
  }

  private mutating func appendText(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    let (text, repaired) = HeaderText.string(bytes[range])
    if repaired { isRepaired = true }
    out += text
  }

  private func same(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for offset in 0..<one.count
    where ASCII.lowercased(bytes[one.lowerBound + offset]) != ASCII.lowercased(bytes[other.lowerBound + offset]) {
      return false
    }
    return true
  }
}
