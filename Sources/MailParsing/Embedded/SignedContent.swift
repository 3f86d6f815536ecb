/// The content of opaque-signed mail (RFC 8551 §3.5.2): the MIME entity inside a CMS SignedData (RFC 5652 §5).
///
/// Nothing is verified. The elements are walked by their lengths without recursion, definite and indefinite ones
/// (X.690 §8.1.3), since mail programs write both.
enum SignedContent {
  private static let signedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
  private static let envelopedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x03]
  private static let data: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x01]

  private enum Tag {
    static let integer: UInt8 = 0x02
    static let octets: UInt8 = 0x04
    static let octetPieces: UInt8 = 0x24
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    static let explicit: UInt8 = 0xA0
  }

  /// Appends the content to `output`; false where the bytes are no SignedData or hold no content.
  static func decode(_ input: ByteView, into output: OutputBuffer) -> Bool {
    var reader = BERReader(input)
    guard reader.enter(Tag.sequence), reader.matches(objectIdentifier: signedData), reader.enter(Tag.explicit),
      reader.enter(Tag.sequence), reader.skip(Tag.integer), reader.skip(Tag.set), reader.enter(Tag.sequence),
      reader.matches(objectIdentifier: data), reader.enter(Tag.explicit)
    else { return false }
    return appendOctets(&reader, to: output)
  }

  /// Whether the bytes are a CMS EnvelopedData (RFC 5652 §6), whose content is encrypted.
  static func isEnveloped(_ input: ByteView) -> Bool {
    var reader = BERReader(input)
    return reader.enter(Tag.sequence) && reader.matches(objectIdentifier: envelopedData)
  }

  /// An octet string, in one piece or in pieces that may hold pieces themselves (X.690 §8.7.3).
  private static func appendOctets(_ reader: inout BERReader, to output: OutputBuffer) -> Bool {
    guard let first = reader.element() else { return false }
    if first.tag == Tag.octets {
      output.append(reader.bytes[first.content])
      return true
    }
    guard first.tag == Tag.octetPieces else { return false }
    var open = first.isIndefinite ? 1 : 0
    let end = first.content.upperBound
    reader.at = first.content.lowerBound
    while reader.at < end, let piece = reader.element() {
      if piece.isEnd {
        open -= 1
        if open <= 0 { break }
        reader.at = piece.content.upperBound
      } else if piece.tag == Tag.octets {
        output.append(reader.bytes[piece.content])
        reader.at = piece.content.upperBound
      } else if piece.tag == Tag.octetPieces {
        if piece.isIndefinite { open += 1 }
        reader.at = piece.content.lowerBound
      } else {
        break
      }
    }
    return output.count > 0
  }
}

/// A cursor over elements in the Basic Encoding Rules (X.690 §8.1).
private struct BERReader {
  /// An element: its tag and where its content lies; of indefinite ones, up to where the bytes end.
  struct Element {
    var tag: UInt8
    var content: Range<Int>
    var isIndefinite: Bool

    /// Whether it is the mark that ends an element of indefinite length.
    var isEnd: Bool { tag == 0 && content.isEmpty }
  }

  let bytes: ByteView
  var at = 0

  init(_ bytes: ByteView) { self.bytes = bytes }

  /// The element at the cursor; content that reaches beyond the bytes is cut.
  func element() -> Element? {
    guard at + 2 <= bytes.count else { return nil }
    let tag = bytes[at]
    // Tags of several bytes do not stand where this reader looks.
    guard tag & 0x1F != 0x1F else { return nil }
    let first = bytes[at + 1]
    var start = at + 2
    var length = Int(first)
    if first == 0x80 { return Element(tag: tag, content: start..<max(start, bytes.count), isIndefinite: true) }
    if first > 0x80 {
      let count = Int(first & 0x7F)
      guard count <= 4 else { return nil }
      length = 0
      for offset in 0..<count { length = length << 8 | Int(bytes[start + offset]) }
      start += count
    }
    guard start <= bytes.count else { return nil }
    return Element(tag: tag, content: start..<min(start + length, bytes.count), isIndefinite: false)
  }

  /// Goes to the first byte of the content of an element of that tag.
  mutating func enter(_ tag: UInt8) -> Bool {
    guard let element = element(), element.tag == tag else { return false }
    at = element.content.lowerBound
    return true
  }

  /// Steps over the object identifier that is expected.
  mutating func matches(objectIdentifier: [UInt8]) -> Bool {
    guard let element = element(), element.tag == 0x06, bytes[element.content].raw.elementsEqual(objectIdentifier)
    else { return false }
    at = element.content.upperBound
    return true
  }

  /// Steps over an element of that tag, whatever is in it.
  mutating func skip(_ tag: UInt8) -> Bool {
    guard let first = element(), first.tag == tag else { return false }
    guard first.isIndefinite else {
      at = first.content.upperBound
      return true
    }
    var open = 1
    at = first.content.lowerBound
    while open > 0, let element = element() {
      if element.isEnd { open -= 1 } else if element.isIndefinite { open += 1 }
      at = element.isIndefinite ? element.content.lowerBound : element.content.upperBound
    }
    return open == 0
  }
}
