import ByteReading

/// The compression methods of ZIP entries (APPNOTE.TXT 4.4.5) that are undone.
enum ZipMethods {
  /// Methods that are ten times slower than Deflate give no more than this.
  private static let slowLimit = 24 << 20

  /// The content between two places; nothing where the method is not known.
  static func unpacked(
    _ bytes: [UInt8], from start: Int, to end: Int, method: Int, size: Int, limit: Int
  ) -> Inflated {
    let nothing = Inflated(bytes: [], consumed: 0, ending: .broken)
    let end = min(end, bytes.count)
    guard start >= 0, start <= end else { return nothing }
    switch method {
    case 0:
      let content = bytes.bytes(at: start, count: min(end - start, limit))
      return Inflated(bytes: content, consumed: content.count, ending: end - start > limit ? .limit : .complete)
    case 8, 9: return Inflater.inflate(bytes, from: start, to: end, wrapping: .raw, limit: limit, expecting: size)
    case 12:
      return Bzip2Decoder.decode(bytes.bytes(at: start, count: end - start), from: 0, limit: min(limit, slowLimit))
    case 14: return lzma(bytes, from: start, to: end, size: size, limit: min(limit, slowLimit))
    case 95: return XZReader.decode(bytes.bytes(at: start, count: end - start), limit: min(limit, slowLimit))
    case 20, 93: return ZstandardDecoder.decode(bytes, from: start, to: end, limit: limit)
    default: return nothing
    }
  }

  /// A version, the size of the properties, the properties, the data (5.8.8).
  private static func lzma(_ bytes: [UInt8], from start: Int, to end: Int, size: Int, limit: Int) -> Inflated {
    guard bytes.u16(at: start + 2) == 5 else { return Inflated(bytes: [], consumed: 0, ending: .broken) }
    let wanted = size > 0 ? min(size, limit) : limit
    let content = LZMADecoder.decode(
      bytes, from: start + 9, to: end, properties: bytes.bytes(at: start + 4, count: 5), size: wanted)
    let ending: Inflated.Ending =
      size > 0 ? (content.count == size ? .complete : content.count == limit ? .limit : .broken) : .complete
    return Inflated(bytes: content, consumed: end - start, ending: ending)
  }
}
