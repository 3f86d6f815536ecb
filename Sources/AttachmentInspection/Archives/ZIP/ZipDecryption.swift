import ByteReading
import CZlib

extension Inspection {
  /// The content of an encrypted entry, where one of the passwords opens it.
  mutating func decrypted(_ entry: ZipEntry, from archive: ZipDirectory) -> Inflated? {
    guard let start = entry.dataOffset, start < archive.bytes.count, entry.compressedSize > 0 else { return nil }
    let data = archive.bytes[start..<start + min(entry.compressedSize, archive.bytes.count - start)]
    let limit = entryAllowance
    let size = entry.size
    if entry.method == 99 {
      guard let aes = ZipAES(extra: entry.extra),
        let result = tryPasswords(
          costing: ZipAES.hashes + data.count / 64,
          {
            aes.decrypt(data, password: $0.bytes).map {
              ZipMethods.unpacked($0, from: 0, to: $0.count, method: aes.method, size: size, limit: limit)
            }
          })
      else { return nil }
      opened(entry.name, with: result.password)
      return result.opened
    }
    // The last byte of the header is of the CRC, or of the time where the CRC was not known yet (6.1.6).
    let check: Set<UInt8> = [
      UInt8(truncatingIfNeeded: entry.crc >> 24), UInt8(truncatingIfNeeded: entry.time >> 8),
    ]
    let result = tryPasswords(costing: 4 + data.count / 256_000) { password -> Inflated? in
      guard let clear = ZipCrypto.decrypt(data, password: password.bytes, check: check) else { return nil }
      let content = ZipMethods.unpacked(
        clear, from: 0, to: clear.count, method: entry.method, size: size, limit: limit)
      // Wrong passwords pass the byte: the checksum tells, where all of the content is there.
      guard content.ending != .broken else { return nil }
      if content.ending == .complete, entry.crc != 0 {
        return ZipChecksum.crc32(of: content.bytes) == entry.crc ? content : nil
      }
      return content
    }
    guard let result else { return nil }
    opened(entry.name, with: result.password)
    return result.opened
  }
}

/// The checksum of ZIP entries (APPNOTE.TXT 4.4.7).
enum ZipChecksum {
  // Unsafe by need: zlib takes a pointer; it lives as long as the array and the length is the array's own.
  static func crc32(of bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { Int(CZlib.crc32(0, $0.baseAddress, UInt32(clamping: $0.count))) }
  }
}
