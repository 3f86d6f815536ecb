import ByteReading

/// The encryption of a workbook stream, as its FILEPASS record describes it ([MS-XLS] §2.2.10, §2.4.117).
enum WorkbookEncryption {
  private enum Key { case rc4(BinaryKey), xor(XORObfuscation) }

  private static let blockSize = 1_024
  private static let filePass = 0x002F
  /// Records that stay in the clear (§2.2.10).
  private static let clearRecords: Set<Int> = [0x0809, 0x002F, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138]

  /// The data of the FILEPASS record; nil where there is none.
  static func header(of bytes: [UInt8]) -> [UInt8]? {
    BIFFRecords(bytes).prefix(64).first { $0.type == filePass }.map { bytes.bytes(at: $0.start, count: $0.length) }
  }

  /// The stream in the clear, its FILEPASS record made one of no meaning; nil where the password is wrong.
  static func decrypted(_ bytes: [UInt8], header: [UInt8], password: PasswordCandidate) -> [UInt8]? {
    key(header, password).map { decrypt(bytes, $0) }
  }

  private static func key(_ header: [UInt8], _ password: PasswordCandidate) -> Key? {
    // Before Excel 97 there is no type, the record is key and verifier.
    if header.count == 4, let key = header.u16(at: 0), let verifier = header.u16(at: 2) {
      return XORObfuscation(key: key, verifier: verifier, password: password).map(Key.xor)
    }
    switch header.u16(at: 0) {
    case 0:
      guard let key = header.u16(at: 2), let verifier = header.u16(at: 4) else { return nil }
      return XORObfuscation(key: key, verifier: verifier, password: password).map(Key.xor)
    case 1: return BinaryKey(header: header.bytes(at: 2, count: header.count), password: password).map(Key.rc4)
    default: return nil
    }
  }

  /// Decrypts the data of records.
  ///
  /// The key stream runs over headers and clear records as well, and begins anew with every 1024 bytes.
  private static func decrypt(_ bytes: [UInt8], _ key: Key) -> [UInt8] {
    var out = bytes
    var stream: [UInt8] = []
    var block = -1
    for record in BIFFRecords(bytes) {
      if record.type == filePass, record.start >= 4 {
        out[record.start - 4] = 0xFF
        out[record.start - 3] = 0x0F
      }
      guard !clearRecords.contains(record.type) else { continue }
      // The place of a sheet in the stream stays in the clear.
      let from = record.type == 0x0085 ? min(4, record.length) : 0
      for place in (record.start + from)..<(record.start + record.length) where place < out.count {
        switch key {
        case .rc4(let key):
          if place / blockSize != block {
            block = place / blockSize
            var cipher = key.cipher(ofBlock: block)
            stream = (0..<blockSize).map { _ in cipher.next() }
          }
          out[place] ^= stream[place % blockSize]
        case .xor(let key): out[place] = key.clear(out[place], index: place &+ record.length)
        }
      }
    }
    return out
  }
}
