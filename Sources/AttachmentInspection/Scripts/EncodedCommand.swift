import ByteReading

/// The commands that PowerShell takes as base64 of UTF-16 text (`-EncodedCommand`, cut short in any way).
enum EncodedCommand {
  /// The first command in a text in the clear; nil where none stands there.
  static func decoded(in text: [UInt8]) -> [UInt8]? {
    let lower = text.lowercasedASCII()
    var from = 0
    var tries = 0
    while tries < 256, let dash = lower.firstIndex(of: "-e", from: from) {
      tries += 1
      from = dash + 2
      var at = dash + 1
      while let letter = lower.byte(at: at), letter >= 0x61, letter <= 0x7A { at += 1 }
      let word = String(decoding: lower[(dash + 1)..<at], as: UTF8.self)
      guard "encodedcommand".hasPrefix(word) || word == "ec" else { continue }
      while let byte = lower.byte(at: at), byte == 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x09 { at += 1 }
      let start = at
      while let byte = text.byte(at: at), Base64Literals.isDigit(byte), at - start < 1 << 20 { at += 1 }
      guard at - start >= 16 else { continue }
      let bytes = Base64Literals.decode(text, start..<at)
      // UTF-16 of Latin text: every other byte is zero.
      guard bytes.count >= 8, stride(from: 1, to: min(bytes.count, 16), by: 2).allSatisfy({ bytes[$0] == 0 }) else {
        continue
      }
      return Array(bytes.utf16Text(units: bytes.count / 2).utf8)
    }
    return nil
  }
}

extension Inspection {
  /// Shows what an encoded command says, and what it leads to.
  mutating func inspectEncodedCommand(in text: [UInt8]) {
    guard let command = EncodedCommand.decoded(in: text) else { return }
    found(.encodedCommand, command.bytes(at: 0, count: 400).lenientText)
    match(command, inside: "encoded-command")
    foundURLs(in: command)
  }
}
