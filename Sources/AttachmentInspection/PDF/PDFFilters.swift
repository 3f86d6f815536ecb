import ByteReading

/// The filters of PDF streams (ISO 32000-1 §7.4), undone in turn.
enum PDFFilters {
  /// The bytes behind the filters that the stream's dictionary names; what came before an error where there is one.
  ///
  /// Pictures (DCT, JPX, CCITT, JBIG2) stay as they are.
  static func decoded(_ bytes: [UInt8], _ dictionary: PDFValue, limit: Int) -> [UInt8] {
    let filters = (dictionary["Filter"] ?? dictionary["F"])?.elements.compactMap(\.name) ?? []
    let parameters = (dictionary["DecodeParms"] ?? dictionary["DP"])?.elements ?? []
    var content = bytes
    for (index, filter) in filters.prefix(8).enumerated() {
      let own = index < parameters.count ? parameters[index] : .other
      switch filter {
      case "FlateDecode", "Fl": content = predicted(inflated(content, limit: limit), own)
      case "LZWDecode", "LZW":
        content = predicted(LZW.decoded(content, isEarly: own["EarlyChange"]?.number != 0, limit: limit), own)
      case "ASCIIHexDecode", "AHx": content = hexadecimal(content)
      case "ASCII85Decode", "A85": content = base85(content, limit: limit)
      case "RunLengthDecode", "RL": content = runLength(content, limit: limit)
      case "Crypt": break
      default: return content
      }
    }
    return content
  }

  /// zlib data; without a proper header the deflate data behind it.
  static func inflated(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    let start = bytes.firstIndex { $0 > 0x20 } ?? 0
    let content = Inflater.inflate(bytes, from: min(start, 4), wrapping: .zlib, limit: limit).bytes
    return content.isEmpty ? Inflater.inflate(bytes, from: 2, wrapping: .raw, limit: limit).bytes : content
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var high: UInt8?
    for byte in bytes {
      if byte == 0x3E { break }
      guard let digit = byte.hexadecimalValue else { continue }
      if let first = high {
        out.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    if let high { out.append(high << 4) }
    return out
  }

  /// Five digits of base 85 for four bytes (§7.4.3).
  private static func base85(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    var out: [UInt8] = []
    var group: [UInt32] = []
    func flush(_ count: Int) {
      var value: UInt32 = 0
      for digit in group { value = value &* 85 &+ digit }
      for index in 0..<count { out.append(UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index))) }
      group.removeAll(keepingCapacity: true)
    }
    for byte in bytes {
      guard out.count < limit else { return out }
      if byte == 0x7E { break }
      if byte == 0x7A, group.isEmpty { out += [0, 0, 0, 0] }
      guard byte >= 0x21, byte <= 0x75 else { continue }
      group.append(UInt32(byte - 0x21))
      if group.count == 5 { flush(4) }
    }
    if group.count > 1 {
      let count = group.count - 1
      while group.count < 5 { group.append(84) }
      flush(count)
    }
    return out
  }

  private static func runLength(_ bytes: [UInt8], limit: Int) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while let length = bytes.byte(at: at), length != 128, out.count < limit {
      if length < 128 {
        out += bytes.bytes(at: at + 1, count: Int(length) + 1)
        at += Int(length) + 2
      } else {
        guard let byte = bytes.byte(at: at + 1) else { break }
        out += [UInt8](repeating: byte, count: 257 - Int(length))
        at += 2
      }
    }
    return out
  }

  /// Undoes the predictors of PNG and TIFF (§7.4.4.4).
  private static func predicted(_ bytes: [UInt8], _ parameters: PDFValue) -> [UInt8] {
    guard let predictor = parameters["Predictor"]?.number, predictor > 1 else { return bytes }
    let colors = min(max(parameters["Colors"]?.number ?? 1, 1), 32)
    let bits = min(max(parameters["BitsPerComponent"]?.number ?? 8, 1), 16)
    let columns = min(max(parameters["Columns"]?.number ?? 1, 1), 1 << 20)
    let pixel = max(1, colors * bits / 8)
    let row = max(1, min((columns * colors * bits + 7) / 8, bytes.count))
    if predictor == 2 {
      guard bits == 8 else { return bytes }
      var out = bytes
      for start in stride(from: 0, to: out.count, by: row) {
        var at = start + pixel
        while at < min(start + row, out.count) {
          out[at] = out[at] &+ out[at - pixel]
          at += 1
        }
      }
      return out
    }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var above = [UInt8](repeating: 0, count: row)
    var at = 0
    while at < bytes.count {
      let kind = bytes[at]
      var line = bytes.bytes(at: at + 1, count: row)
      for index in line.indices {
        let left = index >= pixel ? line[index - pixel] : 0
        switch kind {
        case 1: line[index] = line[index] &+ left
        case 2: line[index] = line[index] &+ above[index]
        case 3: line[index] = line[index] &+ UInt8((Int(left) + Int(above[index])) / 2)
        case 4: line[index] = line[index] &+ paeth(left, above[index], index >= pixel ? above[index - pixel] : 0)
        default: break
        }
      }
      out += line
      above.replaceSubrange(0..<line.count, with: line)
      at += row + 1
    }
    return out
  }

  private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let (a, b, c) = (Int(left), Int(above), Int(corner))
    let guess = a + b - c
    let (da, db, dc) = (abs(guess - a), abs(guess - b), abs(guess - c))
    return da <= db && da <= dc ? left : db <= dc ? above : corner
  }
}

/// The LZW filter (ISO 32000-1 §7.4.4): codes of 9 to 12 bits, highest bit first.
enum LZW {
  static func decoded(_ bytes: [UInt8], isEarly: Bool, limit: Int) -> [UInt8] {
    var out: [UInt8] = []
    // Each code is a stretch of what came out already.
    var starts = [Int](repeating: 0, count: 4_096)
    var lengths = [Int](repeating: 0, count: 4_096)
    var next = 258
    var width = 9
    var bits = 0
    var count = 0
    var previous: (start: Int, length: Int)?
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xFF_FFFF
      count += 8
      guard count >= width else { continue }
      count -= width
      let code = bits >> count & ((1 << width) - 1)
      if code == 257 || out.count >= limit { break }
      if code == 256 {
        next = 258
        width = 9
        previous = nil
        continue
      }
      let start = out.count
      if code < 256 {
        out.append(UInt8(code))
      } else if code < next {
        for index in 0..<lengths[code] { out.append(out[starts[code] + index]) }
      } else if code == next, let previous {
        for index in 0..<previous.length { out.append(out[previous.start + index]) }
        out.append(out[previous.start])
      } else {
        break
      }
      if let previous, next < 4_096 {
        starts[next] = previous.start
        lengths[next] = previous.length + 1
        next += 1
      }
      previous = (start, out.count - start)
      let shown = next + (isEarly ? 1 : 0)
      width = shown > 2_047 ? 12 : shown > 1_023 ? 11 : shown > 511 ? 10 : 9
    }
    return out
  }
}
