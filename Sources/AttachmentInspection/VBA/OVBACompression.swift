import ByteReading

/// The compression of VBA source and of the `dir` stream ([MS-OVBA] §2.4.1).
enum OVBACompression {
  private static let chunkSize = 4_096

  /// Decompresses the container that begins at `start`, to at most `limit` bytes; nil where its signature is missing.
  ///
  /// A damaged chunk gives what came before the damage.
  static func decompress(_ bytes: [UInt8], from start: Int = 0, limit: Int) -> [UInt8]? {
    guard bytes.byte(at: start) == 1 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(min(limit, (bytes.count - start) * 2))
    var at = start + 1
    while out.count < limit, let header = bytes.u16(at: at) {
      // CompressedChunkHeader §2.4.1.1.5: size minus three in 12 bits, a signature of 0b011, the flag.
      guard (header >> 12) & 7 == 3 else { break }
      let end = min(bytes.count, at + (header & 0xFFF) + 3)
      at += 2
      if header & 0x8000 == 0 {
        out += bytes.bytes(at: at, count: min(chunkSize, end - at))
        at = min(bytes.count, at + chunkSize)
      } else {
        guard decompressChunk(bytes, from: at, to: end, into: &out) else { break }
        at = end
      }
    }
    return out.count > limit ? Array(out.prefix(limit)) : out
  }

  /// Token sequences of one chunk (§2.4.1.3.2–5); false where a copy token points before the chunk.
  private static func decompressChunk(_ bytes: [UInt8], from start: Int, to end: Int, into out: inout [UInt8]) -> Bool {
    let chunkStart = out.count
    var at = start
    while at < end {
      var flags = bytes[at]
      at += 1
      for _ in 0..<8 {
        guard at < end else { return true }
        if flags & 1 == 0 {
          out.append(bytes[at])
          at += 1
        } else {
          guard at + 1 < end else { return true }
          let token = Int(bytes[at]) | Int(bytes[at + 1]) << 8
          at += 2
          let produced = out.count - chunkStart
          guard produced > 0 else { return false }
          // The fewer bytes there are to point back to, the more bits the length has (§2.4.1.3.19.1).
          var offsetBits = 4
          while 1 << offsetBits < produced, offsetBits < 12 { offsetBits += 1 }
          let length = (token & (0xFFFF >> offsetBits)) + 3
          let offset = (token >> (16 - offsetBits)) + 1
          guard offset <= produced else { return false }
          // Some writers let the last token of a chunk run past 4096 bytes, and readers keep what it says. The length
          // of tokens there has four bits, so that a chunk stays bounded.
          for _ in 0..<length { out.append(out[out.count - offset]) }
        }
        flags >>= 1
      }
    }
    return true
  }
}
