/// A tag of HTML as it stands in the text: its name, and its attributes when they are asked for.
struct HTMLTag {
  /// The name's bytes in the text.
  var name: Range<Int>
  /// The bytes between the name and the closing angle bracket.
  var attributes: Range<Int>
  var isEnd: Bool
  /// The index behind the tag.
  var end: Int

  /// Reads the tag whose `<` stands at `start`; nil where none begins there.
  init?(_ bytes: ByteView, at start: Int) {
    var at = start + 1
    isEnd = bytes[at] == 0x2F
    if isEnd { at += 1 }
    guard ASCII.isLetter(bytes[at]) else { return nil }
    let nameStart = at
    while at < bytes.count, !ASCII.isSpace(bytes[at]), bytes[at] != 0x3E, bytes[at] != 0x2F { at += 1 }
    name = nameStart..<at
    let attributesStart = at
    // A quote opens a value only behind an equals sign; elsewhere it is a stray.
    var afterEquals = false
    while at < bytes.count, bytes[at] != 0x3E {
      let byte = bytes[at]
      if afterEquals, byte == 0x22 || byte == 0x27 {
        guard let close = bytes.firstIndex(of: byte, from: at + 1, to: bytes.count) else { break }
        at = close
        afterEquals = false
      } else if byte == 0x3D {
        afterEquals = true
      } else if !ASCII.isSpace(byte) {
        afterEquals = false
      }
      at += 1
    }
    if at < bytes.count, bytes[at] != 0x3E {
      // A quote that never closes: the tag ends at the first bracket.
      at = bytes.firstIndex(of: 0x3E, from: attributesStart, to: bytes.count) ?? bytes.count
    }
    attributes = attributesStart..<at
    end = min(at + 1, bytes.count)
  }

  /// The value of an attribute with its character references undone; nil where the tag has none of that name.
  func value(of wanted: StaticString, in bytes: ByteView) -> [UInt8]? {
    var reader = HTMLAttributes(self, in: bytes)
    while let attribute = reader.next() {
      if attribute.name.equals(lowercase: wanted) { return Self.decoded(attribute.value) }
    }
    return nil
  }

  /// The bytes of a value with its character references undone.
  static func decoded(_ value: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(value.count)
    var at = 0
    while at < value.count {
      if value[at] == 0x26, let (character, end) = HTMLCharacterReference.read(value, at: at, inAttribute: true) {
        out.append(utf8Of: character)
        at = end
      } else {
        out.append(value[at])
        at += 1
      }
    }
    return out
  }
}

/// The attributes of a tag, one after the other, as they stand in the text.
struct HTMLAttributes {
  private let tag: ByteView
  private var at: Int

  init(_ tag: HTMLTag, in bytes: ByteView) {
    self.tag = bytes[0..<tag.attributes.upperBound]
    at = tag.attributes.lowerBound
  }

  /// The next attribute; its value is empty where it has none.
  mutating func next() -> (name: ByteView, value: ByteView)? {
    while at < tag.count, ASCII.isSpace(tag[at]) || tag[at] == 0x2F { at += 1 }
    guard at < tag.count else { return nil }
    let nameStart = at
    while at < tag.count, !ASCII.isSpace(tag[at]), tag[at] != 0x3D, tag[at] != 0x2F { at += 1 }
    let name = nameStart..<at
    while at < tag.count, ASCII.isSpace(tag[at]) { at += 1 }
    var value = at..<at
    if tag[at] == 0x3D, at < tag.count {
      at += 1
      while at < tag.count, ASCII.isSpace(tag[at]) { at += 1 }
      if tag[at] == 0x22 || tag[at] == 0x27 {
        let close = tag.firstIndex(of: tag[at], from: at + 1, to: tag.count) ?? tag.count
        value = at + 1..<max(at + 1, close)
        at = close + 1
      } else {
        let start = at
        while at < tag.count, !ASCII.isSpace(tag[at]) { at += 1 }
        value = start..<at
      }
    }
    return (tag[name], tag[value])
  }
}
