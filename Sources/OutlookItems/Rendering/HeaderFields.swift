import MailModel

/// Header fields in the making: nothing in a value can end its field (RFC 5322 §2.2).
struct HeaderFields {
  /// The fields, each with its line end.
  private(set) var bytes: [UInt8] = []

  /// Longer ASCII text goes into encoded words, whose lines are short.
  private static let longestPlainText = 400

  /// Adds an unstructured field; text that is not plain goes into encoded words (RFC 2047 §5).
  mutating func add(_ name: String, text: [UInt8]) {
    open(name)
    bytes += Self.isPlain(text) ? text : Self.encodedWords(text)
    bytes.append(0x0A)
  }

  /// Adds a field whose value is not text but a token, identifiers or the like; what is no visible ASCII becomes a
  /// blank, and long values are folded at blanks.
  mutating func add(_ name: String, value: [UInt8]) {
    open(name)
    var column = name.utf8.count + 2
    for word in value.split(whereSeparator: { $0 <= 0x20 || $0 == 0x7F }) {
      if column > name.utf8.count + 2 {
        let isLong = column + word.count > 76
        bytes += isLong ? [0x0A, 0x20] : [0x20]
        column = isLong ? 1 : column + 1
      }
      bytes += word
      column += word.count
    }
    bytes.append(0x0A)
  }

  /// Adds an address field (RFC 5322 §3.4), a mailbox a line.
  mutating func add(_ name: String, mailboxes: [OutlookMailbox]) {
    guard !mailboxes.isEmpty else { return }
    open(name)
    for (index, mailbox) in mailboxes.enumerated() {
      if index > 0 { bytes += [0x2C, 0x0A, 0x20] }
      append(mailbox)
    }
    bytes.append(0x0A)
  }

  /// Adds lines that are header fields already.
  mutating func add(lines: [UInt8]) { bytes += lines }

  private mutating func open(_ name: String) {
    bytes += Array(name.utf8)
    bytes += [0x3A, 0x20]
  }

  private mutating func append(_ mailbox: OutlookMailbox) {
    if !mailbox.name.isEmpty {
      if Self.isPlain(mailbox.name) {
        bytes.append(0x22)
        for byte in mailbox.name {
          if byte == 0x22 || byte == 0x5C { bytes.append(0x5C) }
          bytes.append(byte)
        }
        bytes.append(0x22)
      } else {
        bytes += Self.encodedWords(mailbox.name)
      }
      bytes.append(0x20)
    }
    bytes.append(0x3C)
    bytes += mailbox.address
    bytes.append(0x3E)
  }

  // MARK: Text

  /// Whether text can stand in a field as it is and is read back as it was.
  static func isPlain(_ text: [UInt8]) -> Bool {
    guard text.count <= longestPlainText, text.first != 0x20, text.last != 0x20 else { return false }
    for (index, byte) in text.enumerated() {
      guard byte >= 0x20, byte < 0x7F else { return false }
      // What looks like an encoded word would be decoded.
      if byte == 0x3D, index + 1 < text.count, text[index + 1] == 0x3F { return false }
    }
    return true
  }

  /// UTF-8 in encoded words of at most 75 characters, a line each (RFC 2047 §2); control characters become blanks.
  static func encodedWords(_ text: [UInt8]) -> [UInt8] {
    let text = text.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
    var out: [UInt8] = []
    var at = 0
    while at < text.count {
      var end = min(at + 45, text.count)
      // No character is torn; bytes that are no UTF-8 do not come here.
      while end < text.count, end > at + 40, text[end] & 0xC0 == 0x80 { end -= 1 }
      if at > 0 { out += [0x0A, 0x20] }
      out += Array("=?utf-8?B?".utf8)
      Base64Encoding.append(Array(text[at..<end]), to: &out)
      out += [0x3F, 0x3D]
      at = end
    }
    return out
  }

  // MARK: Parameters

  /// A parameter of a structured field: quoted where it is plain, else by RFC 2231 §3 and §4.
  static func parameter(_ name: String, _ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    if isPlain(text), text.count <= 60 {
      out += Array(";\n \(name)=\"".utf8)
      for byte in text {
        if byte == 0x22 || byte == 0x5C { out.append(0x5C) }
        out.append(byte)
      }
      return out + [0x22]
    }
    let digits = Array("0123456789ABCDEF".utf8)
    var pieces: [[UInt8]] = [[]]
    for byte in text {
      let isSafe = byte.isLetterOrDigit || byte == 0x2D || byte == 0x2E || byte == 0x5F
      if pieces[pieces.count - 1].count > 56 { pieces.append([]) }
      pieces[pieces.count - 1] += isSafe ? [byte] : [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    for (index, piece) in pieces.enumerated() {
      out += Array(";\n \(name)*".utf8)
      if pieces.count > 1 { out += Array("\(index)*".utf8) }
      out.append(0x3D)
      if index == 0 { out += Array("utf-8''".utf8) }
      out += piece
    }
    return out
  }
}

extension UInt8 {
  /// Whether the byte is an ASCII letter or digit.
  var isLetterOrDigit: Bool { (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & 0xDF) }
}
