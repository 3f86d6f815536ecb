/// Rich text as MAPI stores it ([MS-OXRTFCP]): packed against a dictionary of 4,096 bytes.
enum CompressedRTF {
  private static let packed: UInt32 = 0x7546_5A4C
  private static let unpacked: UInt32 = 0x414C_454D
  private static let headerSize = 16
  private static let dictionarySize = 4_096

  /// What the dictionary begins with ([MS-OXRTFCP] §2.1.2.1).
  private static let preset = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
      + "MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
      + "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// Appends the rich text to `output`; returns whether the bytes are of this format and whole.
  ///
  /// A reference of two bytes gives 17 at most, so the output is at most nine times as long as the input.
  static func decode(_ input: ByteView, into output: OutputBuffer) -> Bool {
    guard input.count >= headerSize else { return false }
    let content = input[headerSize..<input.count]
    let size = Int(input.uint32(at: 4))
    switch input.uint32(at: 8) {
    case unpacked:
      output.append(content[0..<size])
      return content.count >= size
    case packed: return unpack(content, into: output) && output.count == size
    default: return false
    }
  }

  private static func unpack(_ input: ByteView, into output: OutputBuffer) -> Bool {
    var dictionary = preset + [UInt8](repeating: 0x20, count: dictionarySize - preset.count)
    var write = preset.count
    var at = 0
    while at < input.count {
      let control = input[at]
      at += 1
      for bit in 0..<8 where at < input.count {
        if control & (1 << UInt8(bit)) == 0 {
          put(input[at], &dictionary, &write, output)
          at += 1
          continue
        }
        let reference = Int(input[at]) << 8 | Int(input[at + 1])
        at += 2
        var read = reference >> 4
        // A reference to the place that is written next is the end ([MS-OXRTFCP] §3.1.1.2.1).
        if read == write { return true }
        for _ in 0..<(reference & 0xF) + 2 {
          put(dictionary[read], &dictionary, &write, output)
          read = (read + 1) % dictionarySize
        }
      }
    }
    return false
  }

  private static func put(_ byte: UInt8, _ dictionary: inout [UInt8], _ write: inout Int, _ output: OutputBuffer) {
    output.append(byte)
    dictionary[write] = byte
    write = (write + 1) % dictionarySize
  }
}
