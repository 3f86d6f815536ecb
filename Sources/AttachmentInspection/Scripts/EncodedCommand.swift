import ByteReading

/// The commands that PowerShell takes as base64 of UTF-16 text (`-EncodedCommand`, cut short in any way).
enum EncodedCommand {
  private static let mostTries = 256
  private static let most = 16

  /// The commands in a text in the clear, in order.
  static func all(in text: [UInt8]) -> [[UInt8]] {
    let lower = text.lowercasedASCII()
    var found: [[UInt8]] = []
    var from = 0
    var tries = 0
    while tries < mostTries, found.count < most, let dash = nextSwitch(lower, from: from) {
      tries += 1
      from = dash + 2
      var at = dash + 1
      // Carets and backticks between the letters say nothing.
      var letters: [UInt8] = []
      while let letter = lower.byte(at: at), (letter >= 0x61 && letter <= 0x7A) || letter == 0x5E || letter == 0x60 {
        if letter >= 0x61, letter <= 0x7A { letters.append(letter) }
        at += 1
      }
      let word = String(decoding: letters, as: UTF8.self)
      guard "encodedcommand".hasPrefix(word) || word == "ec" else { continue }
      while let byte = lower.byte(at: at), [0x20, 0x22, 0x27, 0x09, 0x3A, 0x5E].contains(byte) { at += 1 }
      let start = at
      while let byte = text.byte(at: at), Base64Literals.isDigit(byte), at - start < 1 << 20 { at += 1 }
      guard at - start >= 16 else { continue }
      let bytes = Base64Literals.decode(text, start..<at)
      // UTF-16 of Latin text: every other byte is zero.
      guard bytes.count >= 8, stride(from: 1, to: min(bytes.count, 16), by: 2).allSatisfy({ bytes[$0] == 0 }) else {
        continue
      }
      from = at
      found.append(Array(bytes.utf16Text(units: bytes.count / 2).utf8))
    }
    return found
  }

  /// `-e` or `/e`.
  private static func nextSwitch(_ lower: [UInt8], from: Int) -> Int? {
    let dash = lower.firstIndex(of: "-e", from: from)
    let slash = lower.firstIndex(of: "/e", from: from, to: dash.map { $0 + 1 } ?? .max)
    return slash ?? dash
  }
}

extension Inspection {
  /// Shows what encoded commands say, and what they lead to.
  mutating func inspectEncodedCommand(in text: [UInt8]) {
    for command in EncodedCommand.all(in: text).prefix(4) {
      found(.encodedCommand, command.bytes(at: 0, count: 400).lenientText)
      note(.decoded, command)
      match(command, inside: "encoded-command")
      foundURLs(in: command)
      for layer in ScriptUnfolding(command, language: .powershell).layers {
        note(.decoded, layer.text)
        match(layer.text, inside: "encoded-command")
        foundURLs(in: layer.text)
      }
    }
  }
}
