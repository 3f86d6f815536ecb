import ByteReading

/// Field instructions of a Rich Text document (RTF 1.9.1, "Fields"), as Word joins their pieces: groups, control words and
/// escapes between the letters are left out, and a field inside of an instruction is a part of it.
enum RTFFields {
  private static let mostSteps = 4 << 20

  /// The codes of the document's fields.
  static func codes(in bytes: [UInt8]) -> [String] {
    guard let first = bytes.firstIndex(of: "\\fldinst") else { return [] }
    var fields = WordFieldCodes()
    /// Depths of groups at which an instruction is open.
    var instructions: [Int] = []
    var text: [UInt8] = []
    var depth = 0
    var at = first
    var steps = 0
    func flush() {
      fields.text(text.latin1Text())
      text = []
    }
    while let byte = bytes.byte(at: at), steps < mostSteps {
      steps += 1
      at += 1
      switch byte {
      case 0x7B: depth += 1
      case 0x7D:
        depth -= 1
        if let last = instructions.last, depth < last {
          flush()
          fields.end()
          instructions.removeLast()
        }
      case 0x5C:
        guard let kind = bytes.byte(at: at) else { break }
        if kind == 0x27 {
          if let high = bytes.byte(at: at + 1)?.hexadecimalValue,
            let low = bytes.byte(at: at + 2)?.hexadecimalValue,
            !instructions.isEmpty
          {
            text.append(high << 4 | low)
          }
          at += 3
        } else if kind | 0x20 >= 0x61, kind | 0x20 <= 0x7A {
          let start = at
          while let letter = bytes.byte(at: at), letter | 0x20 >= 0x61, letter | 0x20 <= 0x7A, at - start < 32 {
            at += 1
          }
          let isInstruction = bytes.bytes(at: start, count: at - start) == instruction
          while let digit = bytes.byte(at: at), (digit >= 0x30 && digit <= 0x39) || digit == 0x2D { at += 1 }
          if bytes.byte(at: at) == 0x20 { at += 1 }
          if isInstruction {
            flush()
            fields.begin()
            instructions.append(depth)
          }
        } else {
          // A symbol: what it escapes is a part of the text, `\*` is not.
          if !instructions.isEmpty, kind == 0x5C || kind == 0x7B || kind == 0x7D { text.append(kind) }
          at += 1
        }
      case 0x0D, 0x0A: break
      default: if !instructions.isEmpty, text.count < 65_536 { text.append(byte) }
      }
    }
    return fields.codes
  }

  private static let instruction = Array("fldinst".utf8)
}
