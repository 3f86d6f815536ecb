/// Text in the charsets of mail, as UTF-8.
public enum CharsetDecoding {
  /// What decoding some bytes gave.
  public struct Outcome: Sendable, Hashable {
    /// The text; U+FFFD stands for what could not be decoded.
    public var text: String
    /// Whether the bytes were not what the label says, or not decodable.
    public var isRepaired: Bool
    /// Whether the label names a charset that is known here; true where there is no label.
    public var isKnown: Bool
  }

  /// Decodes `bytes` by the charset that a label names in any spelling of the wild.
  ///
  /// Where the label is missing, is `us-ascii`, or names a single-byte charset, bytes that are valid UTF-8 are read as
  /// UTF-8: by chance this happens to hardly any other text. Labels of ISO 8859-1 are read as Windows-1252.
  public static func string(decoding bytes: UnsafeRawBufferPointer, charset: String?) -> (
    text: String, isRepaired: Bool
  ) {
    let outcome = decode(ByteView(bytes), charset: charset)
    return (outcome.text, outcome.isRepaired)
  }

  /// Decodes `bytes`, and tells whether the charset is known.
  static func decode(_ bytes: ByteView, charset: String?) -> Outcome {
    switch CharsetLabel(charset) {
    case .utf8:
      let bytes = bytes.matches(Self.mark) ? bytes[3..<bytes.count] : bytes
      if let text = bytes.validUTF8 { return Outcome(text: text, isRepaired: false, isKnown: true) }
      return Outcome(text: String(decoding: bytes.raw, as: UTF8.self), isRepaired: true, isKnown: true)
    case .unlabelled:
      return detected(bytes, isKnown: true)
    case .unknown:
      return detected(bytes, isKnown: false)
    case .ascii:
      return detected(bytes, isKnown: true)
    case .latin1:
      if bytes.isASCII { return Outcome(text: bytes.asciiString, isRepaired: false, isKnown: true) }
      if let text = bytes.validUTF8 { return Outcome(text: text, isRepaired: true, isKnown: true) }
      return Outcome(text: Windows1252.string(bytes), isRepaired: false, isKnown: true)
    case .utf7:
      let (text, isRepaired) = UTF7.string(bytes)
      return Outcome(text: text, isRepaired: isRepaired, isKnown: true)
    case .converted(let name):
      let isSingleByte = name.hasPrefix("iso-8859") || name.hasPrefix("cp125") || name.hasPrefix("koi8")
      if isSingleByte {
        if bytes.isASCII { return Outcome(text: bytes.asciiString, isRepaired: false, isKnown: true) }
        if let text = bytes.validUTF8 { return Outcome(text: text, isRepaired: true, isKnown: true) }
      }
      guard let (text, isRepaired) = CharsetConverter.string(bytes, from: name) else {
        return detected(bytes, isKnown: false)
      }
      if isRepaired, let better = bytes.validUTF8 { return Outcome(text: better, isRepaired: true, isKnown: true) }
      return Outcome(text: text, isRepaired: isRepaired, isKnown: true)
    }
  }

  private static let mark: StaticString = "\u{FEFF}"

  private static func detected(_ bytes: ByteView, isKnown: Bool) -> Outcome {
    if bytes.isASCII {
      // ISO-2022-JP is all ASCII bytes; its escapes are what tells it.
      if let escape = bytes.firstIndex(of: 0x1B), bytes[escape + 1] == 0x24,
        let (text, isRepaired) = CharsetConverter.string(bytes, from: "iso-2022-jp-3"), !isRepaired
      {
        return Outcome(text: text, isRepaired: true, isKnown: isKnown)
      }
      return Outcome(text: bytes.asciiString, isRepaired: false, isKnown: isKnown)
    }
    if let text = bytes.validUTF8 {
      let isMarked = bytes.matches(Self.mark)
      return Outcome(text: isMarked ? String(text.dropFirst()) : text, isRepaired: true, isKnown: isKnown)
    }
    return Outcome(text: guessed(bytes), isRepaired: true, isKnown: isKnown)
  }

  /// Text that is no UTF-8, in the charset that it looks like.
  static func guessed(_ bytes: ByteView) -> String {
    if let charset = CharsetGuess.charset(of: bytes),
      let (text, isRepaired) = CharsetConverter.string(bytes, from: charset),
      !isRepaired || bytes.count > 1_000
    {
      return text
    }
    return Windows1252.string(bytes)
  }
}

extension ByteView {
  /// Whether the view begins with `text`.
  fileprivate func matches(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { matches(ByteView(UnsafeRawBufferPointer($0)), at: 0) }
  }
}
