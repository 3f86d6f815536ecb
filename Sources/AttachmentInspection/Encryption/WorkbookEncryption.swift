import ByteReading

/// The encryption of a BIFF8 workbook stream: RC4 with MD5 ([MS-OFFCRYPTO] §2.3.6) or with CryptoAPI (§2.3.5).
struct WorkbookEncryption {
  private enum Scheme { case md5, cryptoAPI(keyBytes: Int) }

  /// The password with which Excel opens a workbook without asking: what is only protected is encrypted with it.
  static let wellKnownPasswords = ["VelvetSweatshop"]
  private static let blockSize = 1_024
  private static let filePass = 0x002F
  /// Records that stay in the clear ([MS-XLS] §2.2.10).
  private static let clearRecords: Set<Int> = [0x0809, 0x002F, 0x0194, 0x0195, 0x00E1, 0x0196, 0x0138]

  private let scheme: Scheme
  /// What the keys of all blocks are derived from.
  private let base: [UInt8]

  /// The stream in the clear, its FILEPASS record made one of no meaning; nil where none of the passwords opens it.
  static func decrypted(_ bytes: [UInt8], passwords: [String] = wellKnownPasswords) -> [UInt8]? {
    guard let record = BIFFRecords(bytes).first(where: { $0.type == filePass }) else { return nil }
    let data = bytes.bytes(at: record.start, count: record.length)
    for password in passwords {
      if let encryption = WorkbookEncryption(filePass: data, password: password) { return encryption.decrypt(bytes) }
    }
    return nil
  }

  /// Derives the keys; nil where the password is wrong or the scheme another.
  private init?(filePass data: [UInt8], password: String) {
    guard data.u16(at: 0) == 1, let major = data.u16(at: 2), let minor = data.u16(at: 4) else { return nil }
    var text: [UInt8] = []
    for unit in password.utf16 { text += [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
    if major == 1, minor == 1 {
      let salt = data.bytes(at: 6, count: 16)
      let short = Array(MD5.digest(of: text).prefix(5))
      base = Array(MD5.digest(of: Array([[UInt8]](repeating: short + salt, count: 16).joined())).prefix(5))
      scheme = .md5
      var cipher = cipher(ofBlock: 0)
      let verifier = cipher.decrypt(data.bytes(at: 22, count: 16))
      guard MD5.digest(of: verifier) == cipher.decrypt(data.bytes(at: 38, count: 16)) else { return nil }
    } else if (2...4).contains(major), minor == 2, let headerSize = data.u32(at: 10), headerSize < 4_096 {
      // EncryptionHeader: flags, extra, cipher, hash, key size in bits. Then the verifier: salt and what proves the key.
      let bits = data.u32(at: 14 + 16) ?? 0
      let verifierAt = 14 + headerSize
      let salt = data.bytes(at: verifierAt + 4, count: 16)
      base = SHA1.digest(of: salt + text)
      scheme = .cryptoAPI(keyBytes: bits == 0 ? 5 : min(bits / 8, 16))
      var cipher = cipher(ofBlock: 0)
      let verifier = cipher.decrypt(data.bytes(at: verifierAt + 20, count: 16))
      guard SHA1.digest(of: verifier) == cipher.decrypt(data.bytes(at: verifierAt + 40, count: 20)) else { return nil }
    } else {
      return nil
    }
  }

  private func cipher(ofBlock block: Int) -> RC4 {
    let number = (0..<4).map { UInt8(truncatingIfNeeded: block >> (8 * $0)) }
    switch scheme {
    case .md5: return RC4(key: MD5.digest(of: base + number))
    case .cryptoAPI(let keyBytes):
      let key = Array(SHA1.digest(of: base + number).prefix(keyBytes))
      // A key of 40 bits is filled up with zeros to 128 (§2.3.5.2).
      return RC4(key: keyBytes == 5 ? key + [UInt8](repeating: 0, count: 11) : key)
    }
  }

  /// Decrypts the data of records.
  ///
  /// The key stream runs over headers and clear records as well, and begins anew with every 1024 bytes.
  private func decrypt(_ bytes: [UInt8]) -> [UInt8] {
    var out = bytes
    var stream: [UInt8] = []
    var block = -1
    func key(at place: Int) -> UInt8 {
      if place / Self.blockSize != block {
        block = place / Self.blockSize
        var cipher = cipher(ofBlock: block)
        stream = (0..<Self.blockSize).map { _ in cipher.next() }
      }
      return stream[place % Self.blockSize]
    }
    for record in BIFFRecords(bytes) {
      if record.type == Self.filePass, record.start >= 4 {
        out[record.start - 4] = 0xFF
        out[record.start - 3] = 0x0F
      }
      guard !Self.clearRecords.contains(record.type) else { continue }
      // The place of a sheet in the stream stays in the clear.
      let from = record.type == 0x0085 ? min(4, record.length) : 0
      for place in (record.start + from)..<(record.start + record.length) where place < out.count {
        out[place] ^= key(at: place)
      }
    }
    return out
  }
}
