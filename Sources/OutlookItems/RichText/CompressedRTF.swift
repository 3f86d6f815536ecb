import ByteReading

/// Rich text as MAPI stores it ([MS-OXRTFCP]): packed against a dictionary of 4,096 bytes.
public enum CompressedRTF {
  private static let packed = 0x7546_5A4C
  private static let unpacked = 0x414C_454D
  private static let headerSize = 16
  private static let dictionarySize = 4_096

  /// What the dictionary begins with ([MS-OXRTFCP] §2.1.2.1).
  private static let preset = Array(
    ("{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
      + "MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n"
      + "\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx").utf8)

  /// Unpacks the rich text, at most `limit` bytes of it; `isWhole` says whether size and checksum are right.
  ///
  /// What was unpacked before something went wrong is given all the same.
  public static func decode(_ input: [UInt8], limit: Int) -> (bytes: [UInt8], isWhole: Bool) {
    guard input.count >= headerSize, let stated = input.u32(at: 0), let size = input.u32(at: 4),
      let form = input.u32(at: 8), let checksum = input.u32(at: 12)
    else { return ([], false) }
    switch form {
    case unpacked:
      let bytes = input.bytes(at: headerSize, count: min(size, limit))
      return (bytes, bytes.count == size)
    case packed:
      // The size that is stated counts from behind itself.
      let end = stated >= headerSize - 4 && stated < input.count - 4 ? stated + 4 : input.count
      var unpacking = Unpacking(limit: limit)
      let isClosed = unpacking.run(input, from: headerSize, to: end)
      let isRight = crc(input, from: headerSize, to: end) == UInt32(truncatingIfNeeded: checksum)
      return (unpacking.out, isClosed && isRight && unpacking.out.count == size)
    default: return ([], false)
    }
  }

  private struct Unpacking {
    let limit: Int
    var out: [UInt8] = []
    private var dictionary = preset + [UInt8](repeating: 0x20, count: dictionarySize - preset.count)
    private var write = preset.count

    init(limit: Int) { self.limit = limit }

    /// Whether the end was marked.
    mutating func run(_ input: [UInt8], from start: Int, to end: Int) -> Bool {
      var at = start
      while at < end, out.count < limit {
        let control = input[at]
        at += 1
        for bit in 0..<8 where at < end {
          if control & (1 << UInt8(bit)) == 0 {
            put(input[at])
            at += 1
            continue
          }
          guard at + 1 < end else { return false }
          let reference = Int(input[at]) << 8 | Int(input[at + 1])
          at += 2
          var read = reference >> 4
          // A reference to the place that is written next is the end ([MS-OXRTFCP] §3.1.1.2.1).
          if read == write { return true }
          for _ in 0..<(reference & 0xF) + 2 {
            put(dictionary[read])
            read = (read + 1) % dictionarySize
          }
        }
      }
      return false
    }

    private mutating func put(_ byte: UInt8) {
      guard out.count < limit else { return }
      out.append(byte)
      dictionary[write] = byte
      write = (write + 1) % dictionarySize
    }
  }

  // MARK: Checksum

  /// The checksum of [MS-OXRTFCP]: the polynomial of CRC-32, begun with 0 and not inverted.
  static func crc(_ bytes: [UInt8], from start: Int, to end: Int) -> UInt32 {
    var value: UInt32 = 0
    for index in max(start, 0)..<max(min(end, bytes.count), max(start, 0)) {
      value = table[Int((value ^ UInt32(bytes[index])) & 0xFF)] ^ value >> 8
    }
    return value
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
  }
}
