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

  /// Decodes the text of a part, whose label is believed only as far as its bytes allow.
  static func decodeBody(_ bytes: ByteView, charset: String?) -> Outcome {
    let label = CharsetLabel(charset)
    if let text = text(shiftedBy: label, bytes) { return Outcome(text: text, isRepaired: true, isKnown: true) }
    let outcome = decode(bytes, label: label)
    guard let better = better(than: outcome, bytes, label) else { return outcome }
    return Outcome(text: better, isRepaired: true, isKnown: outcome.isKnown)
  }

  /// Decodes `bytes`, and tells whether the charset is known.
  static func decode(_ bytes: ByteView, charset: String?) -> Outcome { decode(bytes, label: CharsetLabel(charset)) }

  private static func decode(_ bytes: ByteView, label: CharsetLabel) -> Outcome {
    switch label {
    case .utf8:
      let bytes = withoutMark(bytes)
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
      if let text = withoutMark(bytes).validUTF8 { return Outcome(text: text, isRepaired: true, isKnown: true) }
      return Outcome(text: Windows1252.string(bytes), isRepaired: false, isKnown: true)
    case .utf7:
      let (text, isRepaired) = UTF7.string(bytes)
      return Outcome(text: text, isRepaired: isRepaired, isKnown: true)
    case .utf16:
      return utf16(bytes)
    case .hz:
      return converted(HZ.bytes(bytes), from: "gb18030")
    case .converted(let name):
      return converted(bytes, from: name)
    }
  }

  private static func converted(_ bytes: [UInt8], from name: String) -> Outcome {
    bytes.withUnsafeBytes { converted(ByteView($0), from: name) }
  }

  private static func converted(_ bytes: ByteView, from name: String) -> Outcome {
    let isSingleByte = name.hasPrefix("iso-8859") || name.hasPrefix("cp125") || name.hasPrefix("koi8")
    if isSingleByte {
      if bytes.isASCII { return Outcome(text: bytes.asciiString, isRepaired: false, isKnown: true) }
      if let text = withoutMark(bytes).validUTF8 { return Outcome(text: text, isRepaired: true, isKnown: true) }
    }
    guard var (text, isRepaired) = CharsetConverter.string(bytes, from: name) else {
      return detected(bytes, isKnown: false)
    }
    if isRepaired, let better = withoutMark(bytes).validUTF8 {
      return Outcome(text: better, isRepaired: true, isKnown: true)
    }
    if isRepaired, let wider = wider[name], let (better, isBroken) = CharsetConverter.string(bytes, from: wider),
      !isBroken
    {
      (text, isRepaired) = (better, false)
    }
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    return Outcome(text: text, isRepaired: isRepaired, isKnown: true)
  }

  /// Charsets that have characters which the other one of their family has not.
  private static let wider = ["big5-hkscs": "cp950", "euc-jp-ms": "euc-jisx0213", "iso-2022-jp-3": "iso-2022-jp-2"]

  private static let mark: StaticString = "\u{FEFF}"

  private static func withoutMark(_ bytes: ByteView) -> ByteView {
    bytes.matches(Self.mark) ? bytes[3..<bytes.count] : bytes
  }

  // MARK: What bytes tell

  /// UTF-16 in the order that its mark tells, or else its zero bytes: text of the West has one in each character.
  private static func utf16(_ bytes: ByteView) -> Outcome {
    if let text = markedUTF16(bytes) { return Outcome(text: text, isRepaired: false, isKnown: true) }
    var zeros = [0, 0]
    for index in 0..<min(bytes.count, 4_096) where bytes[index] == 0 { zeros[index & 1] += 1 }
    if zeros == [0, 0], let text = withoutMark(bytes).validUTF8, bytes.count > 3 {
      return Outcome(text: text, isRepaired: true, isKnown: true)
    }
    // RFC 2781 §4.3 takes big-endian for granted where nothing tells.
    return converted(bytes, from: zeros[1] > zeros[0] ? "utf-16le" : "utf-16be")
  }

  private static func markedUTF16(_ bytes: ByteView) -> String? {
    let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE
    guard isLittle || (bytes[0] == 0xFE && bytes[1] == 0xFF), bytes.count.isMultiple(of: 2) else { return nil }
    return CharsetConverter.string(bytes[2..<bytes.count], from: isLittle ? "utf-16le" : "utf-16be")?.text
  }

  /// Text in a charset that shifts by escapes (ISO/IEC 2022) under a label of one that has none.
  private static func text(shiftedBy label: CharsetLabel, _ bytes: ByteView) -> String? {
    switch label {
    case .unlabelled, .ascii, .utf8, .latin1: break
    default: return nil
    }
    guard let escape = bytes.firstIndex(of: 0x1B), bytes[escape + 1] == 0x24, bytes.isASCII else { return nil }
    let name =
      switch (bytes[escape + 2], bytes[escape + 3]) {
      case (0x29, 0x43): "iso-2022-kr"
      case (0x29, 0x41), (0x29, 0x47): "iso-2022-cn"
      default: "iso-2022-jp-3"
      }
    guard let (text, isRepaired) = CharsetConverter.string(bytes, from: name), !isRepaired else { return nil }
    return text
  }

  /// The text in the charset that it looks like, where the label seems to lie.
  private static func better(than outcome: Outcome, _ bytes: ByteView, _ label: CharsetLabel) -> String? {
    if bytes.isASCII { return nil }
    switch label {
    case .utf8:
      guard outcome.isRepaired else { return nil }
      if let text = markedUTF16(bytes) { return text }
      let damage = UTF8Damage(bytes)
      if damage.isAnotherCharset { return guessed(bytes) }
      guard damage.isDeep else { return nil }
    case .latin1:
      guard !outcome.isRepaired, CharsetGuess.isUnlikelyWestern(bytes) else { return nil }
    case .converted:
      guard outcome.isRepaired, withoutMark(bytes).validUTF8 == nil else { return nil }
    default: return nil
    }
    guard let charset = CharsetGuess.charset(of: bytes),
      let (text, isRepaired) = CharsetConverter.string(bytes, from: charset), !isRepaired
    else { return nil }
    return text
  }

  private static func detected(_ bytes: ByteView, isKnown: Bool) -> Outcome {
    if bytes.isASCII {
      if let text = text(shiftedBy: .unlabelled, bytes) {
        return Outcome(text: text, isRepaired: true, isKnown: isKnown)
      }
      return Outcome(text: bytes.asciiString, isRepaired: false, isKnown: isKnown)
    }
    if let text = withoutMark(bytes).validUTF8 { return Outcome(text: text, isRepaired: true, isKnown: isKnown) }
    return Outcome(text: markedUTF16(bytes) ?? guessed(bytes), isRepaired: true, isKnown: isKnown)
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
