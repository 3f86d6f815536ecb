/// Base64 as mail has it (RFC 2045 §6.8): junk, missing padding, several encodings one behind the other.
enum Base64 {
  /// The six bits of each byte; 0xFF for bytes outside the alphabet, 0xFE for the padding.
  static let table: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    for (value, byte) in Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8).enumerated() {
      table[Int(byte)] = UInt8(value)
    }
    table[0x3D] = 0xFE
    return table
  }()

  /// The values of the four places of a group, each shifted to where it belongs in the 24 bits.
  ///
  /// The entry of a byte is at `place * 256 + byte`; it is 0xFF000000 for bytes outside the alphabet.
  private static let groups: [UInt32] = (0..<4).flatMap { place in
    table.map { $0 < 64 ? UInt32($0) << UInt32(18 - 6 * place) : 0xFF00_0000 }
  }

  /// The six bits of a byte of the alphabet; nil for any other byte.
  static func value(_ byte: UInt8) -> UInt8? {
    let value = table[Int(byte)]
    return value < 64 ? value : nil
  }

  /// What padding means to a reader.
  enum Padding {
    /// The end, as most mail programs have it.
    case ends
    /// One encoding ends, and the next begins where the rest of the line is base64; a list's footer is not.
    case separates
  }

  /// What decoding found.
  struct Outcome {
    /// Whether the text was well formed.
    var isWell = true
    /// Whether more base64 stands behind the padding that ended the text.
    var continues = false
  }

  /// Appends the decoded bytes to `output`.
  ///
  /// A byte outside the alphabet costs itself only.
  static func decode(_ input: ByteView, into output: OutputBuffer, padding: Padding) -> Outcome {
    var outcome = Outcome()
    groups.withUnsafeBufferPointer { groups in
      let table = Self.table
      output.append(atMost: input.count / 4 * 3 + 8) { room in
        let source = input.raw
        var at = 0
        var out = 0
        var bits: UInt32 = 0
        var count = 0
        var checked = 0
        let end = source.count
        while at < end {
          if count == 0 {
            // Whole groups of four without anything between them: the common case. Index and room are compared before
            // each access: four bytes of input and three of output.
            // Four bytes are stored for three, so that one store does it; the fourth is written over or not counted.
            // `groups` has 4 * 256 entries, and each index is a place times 256 plus a byte.
            while at + 4 <= end, out + 4 <= room.count {
              let group =
                groups[Int(source[at])] | groups[256 + Int(source[at + 1])] | groups[512 + Int(source[at + 2])]
                | groups[768 + Int(source[at + 3])]
              if group & 0xFF00_0000 != 0 { break }
              room.storeBytes(of: (group << 8).bigEndian, toByteOffset: out, as: UInt32.self)
              at += 4
              out += 3
            }
            if at >= end { break }
          }
          let byte = source[at]
          let value = table[Int(byte)]
          at += 1
          if value < 64 {
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count == 4, out + 3 <= room.count else { continue }
            room[out] = UInt8(truncatingIfNeeded: bits >> 16)
            room[out + 1] = UInt8(truncatingIfNeeded: bits >> 8)
            room[out + 2] = UInt8(truncatingIfNeeded: bits)
            out += 3
            bits = 0
            count = 0
          } else if value == 0xFE {
            if count < 2 {
              outcome.isWell = false
              continue
            }
            out += flush(bits, count, into: room, at: out)
            if count == 2 { at = skipPadding(source, from: at) }
            bits = 0
            count = 0
            guard let next = continuation(input, behind: at, checkedTo: &checked) else {
              if input.trimmed(at..<end).isEmpty == false { outcome.isWell = false }
              return out
            }
            if next < end { outcome.isWell = false }
            if padding == .ends {
              outcome.continues = next < end
              return out
            }
            at = next
          } else if !ASCII.isSpace(byte) {
            outcome.isWell = false
          }
        }
        if count > 0 {
          outcome.isWell = false
          out += flush(bits, count, into: room, at: out)
        }
        return out
      }
    }
    return outcome
  }

  /// Writes the whole bytes of an unfinished group; a single character stands for none.
  private static func flush(_ bits: UInt32, _ count: Int, into room: UnsafeMutableRawBufferPointer, at out: Int) -> Int
  {
    guard out + 2 <= room.count else { return 0 }
    if count == 2 {
      room[out] = UInt8(truncatingIfNeeded: bits >> 4)
      return 1
    }
    if count == 3 {
      room[out] = UInt8(truncatingIfNeeded: bits >> 10)
      room[out + 1] = UInt8(truncatingIfNeeded: bits >> 2)
      return 2
    }
    return 0
  }

  private static func skipPadding(_ source: UnsafeRawBufferPointer, from start: Int) -> Int {
    var at = start
    while at < source.count, ASCII.isSpace(source[at]) { at += 1 }
    return at < source.count && source[at] == 0x3D ? at + 1 : start
  }

  /// Where decoding goes on behind padding: at the next byte that is no blank if its whole line is base64.
  ///
  /// `checked` is how far a line was looked at already: each byte is looked at once, however many paddings a line has.
  private static func continuation(_ input: ByteView, behind start: Int, checkedTo checked: inout Int) -> Int? {
    var at = start
    while at < input.count, ASCII.isSpace(input[at]) || input[at] == 0x3D { at += 1 }
    guard at < input.count, at >= checked else { return at }
    var line = at
    while line < input.count, value(input[line]) != nil || input[line] == 0x3D { line += 1 }
    guard line - at >= 4, (line - at).isMultiple(of: 4) else { return nil }
    var rest = line
    while rest < input.count, ASCII.isBlank(input[rest]) { rest += 1 }
    guard rest == input.count || ASCII.isSpace(input[rest]) else { return nil }
    checked = line
    return at
  }
}
