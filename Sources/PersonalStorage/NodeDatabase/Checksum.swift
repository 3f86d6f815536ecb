import CZlib

/// The checksum of pages and blocks ([MS-PST] 5.3): a CRC-32 that begins with 0 and is not inverted at its end.
///
/// Unsafe by need: zlib takes a pointer. It is that of an array and its count, and lives inside the call.
enum Checksum {
  /// The checksum of `bytes`.
  static func of(_ bytes: [UInt8]) -> UInt32 {
    // zlib inverts before and after; beginning with all ones and inverting the result undoes both.
    let value = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return UInt(UInt32.max) }
      return UInt(crc32(UInt(UInt32.max), base, UInt32(clamping: buffer.count)))
    }
    return ~UInt32(truncatingIfNeeded: value)
  }
}
