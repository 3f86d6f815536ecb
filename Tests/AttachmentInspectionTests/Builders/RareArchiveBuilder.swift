import MailTestSupport

@testable import AttachmentInspection

/// Builds archives of LHA and ARJ with one member.
enum RareArchiveBuilder {
  /// Content in blocks whose codes have one length: 9 bits for symbols, 4 or 5 for distances.
  static func packed(_ content: [UInt8], distanceSymbols: Int, countBits: Int) -> [UInt8] {
    var bits = BitWriter()
    let tokens = MatchToken.tokens(of: content, longest: 250, farthest: distanceSymbols == 14 ? 8_000 : 20_000)
    for start in stride(from: 0, to: tokens.count, by: 500) {
      let block = tokens[start..<min(start + 500, tokens.count)]
      bits.put(block.count, 16)
      // All lengths are nine: a code of the one symbol that says so.
      bits.put(0, 5)
      bits.put(11, 5)
      bits.put(510, 9)
      bits.put(distanceSymbols, countBits)
      let width = distanceSymbols > 16 ? 5 : 4
      for _ in 0..<distanceSymbols { bits.put(width, 3) }
      for token in block {
        switch token {
        case .byte(let byte): bits.put(Int(byte), 9)
        case .match(let length, let distance):
          bits.put(length + 253, 9)
          let value = distance - 1
          let slot = value == 0 ? 0 : Int.bitWidth - value.leadingZeroBitCount
          bits.put(slot, width)
          if slot > 1 { bits.put(value - 1 << (slot - 1), slot - 1) }
        }
      }
    }
    return bits.finish()
  }

  /// An LHA archive: level 0 has the name in the header, level 2 in an extended one.
  static func lzh(_ name: String, _ content: [UInt8], method: String, level: Int) -> [UInt8] {
    let data: [UInt8]
    switch method {
    case "-lh0-": data = content
    case "-lh5-": data = packed(content, distanceSymbols: 14, countBits: 4)
    case "-lh6-": data = packed(content, distanceSymbols: 16, countBits: 5)
    default: data = packed(content, distanceSymbols: 17, countBits: 5)
    }
    var header: [UInt8] = Array(method.utf8)
    header.append(u32: data.count)
    header.append(u32: content.count)
    header += [0, 0, 0x21, 0x4A, 0x20, UInt8(level)]
    guard level == 2 else {
      header += [UInt8(name.utf8.count)] + Array(name.utf8) + [0, 0]
      return [UInt8(header.count), 0] + header + data + [0]
    }
    header += [0, 0, 0x4D]
    header.append(u16: name.utf8.count + 3)
    header += [1] + Array(name.utf8) + [0, 0]
    var bytes: [UInt8] = []
    bytes.append(u16: header.count + 2)
    return bytes + header + data + [0]
  }

  /// An ARJ archive of method 0 or 1.
  static func arj(_ name: String, _ content: [UInt8], method: UInt8, flags: UInt8 = 0) -> [UInt8] {
    let data = method == 0 ? content : packed(content, distanceSymbols: 17, countBits: 5)
    func header(_ name: String, _ type: UInt8, _ packed: Int, _ size: Int) -> [UInt8] {
      var body = [UInt8](repeating: 0, count: 30)
      body[0] = 30
      body[4] = flags
      body[5] = type == 2 ? 0 : method
      body[6] = type
      body.put(u32: packed, at: 12)
      body.put(u32: size, at: 16)
      body += Array(name.utf8) + [0, 0]
      var bytes: [UInt8] = [0x60, 0xEA]
      bytes.append(u16: body.count)
      return bytes + body + [0, 0, 0, 0, 0, 0]
    }
    return header("a.arj", 2, 0, 0) + header(name, 0, data.count, content.count) + data + [0x60, 0xEA, 0, 0]
  }
}
