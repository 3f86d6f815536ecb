import ByteReading

/// The compression of VBA source and of the `dir` stream ([MS-OVBA] §2.4.1).
enum OVBACompression {
  private static let chunkSize = 4_096
  /// The most that a chunk can give: 4096 bytes, one token of 4098 on top, and then, as the length has four bits from
  /// there on, 18 for each two of the 4095 bytes of the chunk.
  private static let mostOfChunk = 4_096 + 4_098 + 2_048 * 18

  /// Decompresses the container that begins at `start`, to at most `limit` bytes; nil where its signature is missing.
  ///
  /// A damaged chunk gives what came before the damage.
  static func decompress(_ bytes: [UInt8], from start: Int = 0, limit: Int) -> [UInt8]? {
    guard bytes.byte(at: start) == 1 else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(min(limit, (bytes.count - start) * 2))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostOfChunk) { chunk in
      decompress(bytes, from: start, limit: limit, through: chunk, into: &out)
    }
    return out.count > limit ? Array(out.prefix(limit)) : out
  }

  private static func decompress(
    _ bytes: [UInt8], from start: Int, limit: Int, through chunk: UnsafeMutableBufferPointer<UInt8>,
    into out: inout [UInt8]
  ) {
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
        let (count, isSound) = decompressChunk(bytes, from: at, to: end, into: chunk)
        out += chunk[..<count]
        guard isSound else { break }
        at = end
      }
    }
  }

  // Unsafe by need: every byte of every module is written here, mostly by repeating others. A byte is written only where
  // the chunk has room for it, which is asked before, and read only where one was written: an offset is at least one and
  // at most what was written.
  /// Token sequences of one chunk (§2.4.1.3.2–5): how many bytes they gave, and false where a copy token points before
  /// the chunk.
  private static func decompressChunk(
    _ bytes: [UInt8], from start: Int, to end: Int, into chunk: UnsafeMutableBufferPointer<UInt8>
  ) -> (count: Int, isSound: Bool) {
    var count = 0
    var at = start
    // The fewer bytes there are to point back to, the more bits the length has (§2.4.1.3.19.1).
    var offsetBits = 4
    while at < end {
      var flags = bytes[at]
      at += 1
      for _ in 0..<8 {
        guard at < end else { return (count, true) }
        if flags & 1 == 0 {
          guard count < chunk.count else { return (count, true) }
          chunk[count] = bytes[at]
          count += 1
          at += 1
        } else {
          guard at + 1 < end else { return (count, true) }
          let token = Int(bytes[at]) | Int(bytes[at + 1]) << 8
          at += 2
          while 1 << offsetBits < count, offsetBits < 12 { offsetBits += 1 }
          // Some writers let the last token of a chunk run past 4096 bytes, and readers keep what it says.
          let length = (token & (0xFFFF >> offsetBits)) + 3
          let offset = (token >> (16 - offsetBits)) + 1
          guard offset <= count else { return (count, false) }
          guard length <= chunk.count - count else { return (count, true) }
          for place in count..<count + length { chunk[place] = chunk[place - offset] }
          count += length
        }
        flags >>= 1
      }
    }
    return (count, true)
  }
}
