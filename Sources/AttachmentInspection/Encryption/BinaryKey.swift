import ByteReading

/// The RC4 keys of binary Office documents: with MD5 ([MS-OFFCRYPTO] §2.3.6) or with CryptoAPI (§2.3.5).
///
/// Workbooks, Word documents and presentations carry the same header and differ in how they cut their streams into
/// blocks.
struct BinaryKey {
  private enum Scheme { case md5, cryptoAPI(keyBytes: Int) }

  private let scheme: Scheme
  /// What the keys of all blocks are derived from.
  private let base: [UInt8]

  /// Derives the keys from an encryption header, which begins with its version; nil where the password is wrong or the
  /// scheme another.
  init?(header data: [UInt8], password: PasswordCandidate) {
    guard let major = data.u16(at: 0), let minor = data.u16(at: 2) else { return nil }
    let text = password.wideBytes
    if major == 1, minor == 1 {
      let salt = data.bytes(at: 4, count: 16)
      let short = Array(KeyHash.md5.digest(of: text).prefix(5))
      base = Array(
        KeyHash.md5.digest(of: Array([[UInt8]](repeating: short + salt, count: 16).joined())).prefix(5))
      scheme = .md5
      var cipher = cipher(ofBlock: 0)
      let verifier = cipher.decrypt(data.bytes(at: 20, count: 16))
      guard verifier.count == 16, KeyHash.md5.digest(of: verifier) == cipher.decrypt(data.bytes(at: 36, count: 16))
      else { return nil }
    } else if (2...4).contains(major), minor == 2, let headerSize = data.u32(at: 8), headerSize < 4_096 {
      // EncryptionHeader: flags, extra, cipher, hash, key size in bits. Then the verifier: salt and what proves the key.
      let bits = data.u32(at: 12 + 16) ?? 0
      let at = 12 + headerSize
      let salt = data.bytes(at: at + 4, count: 16)
      base = KeyHash.sha1.digest(of: salt + text)
      scheme = .cryptoAPI(keyBytes: bits == 0 ? 5 : max(1, min(bits / 8, 16)))
      var cipher = cipher(ofBlock: 0)
      let verifier = cipher.decrypt(data.bytes(at: at + 20, count: 16))
      guard verifier.count == 16,
        KeyHash.sha1.digest(of: verifier) == cipher.decrypt(data.bytes(at: at + 40, count: 20))
      else { return nil }
    } else {
      return nil
    }
  }

  /// The cipher at the start of a block.
  func cipher(ofBlock block: Int) -> RC4 {
    let number = (0..<4).map { UInt8(truncatingIfNeeded: block >> (8 * $0)) }
    switch scheme {
    case .md5: return RC4(key: KeyHash.md5.digest(of: base + number))
    case .cryptoAPI(let keyBytes):
      let key = Array(KeyHash.sha1.digest(of: base + number).prefix(keyBytes))
      // A key of 40 bits is filled up with zeros to 128 (§2.3.5.2).
      return RC4(key: keyBytes == 5 ? key + [UInt8](repeating: 0, count: 11) : key)
    }
  }

  /// Decrypts bytes that stand at `offset` of a stream whose key changes every `blockSize` bytes.
  func decrypt(_ bytes: [UInt8], at offset: Int, blockSize: Int) -> [UInt8] {
    var out = bytes
    var block = -1
    var cipher = RC4(key: [])
    for index in out.indices {
      let place = offset + index
      if place / blockSize != block {
        block = place / blockSize
        cipher = self.cipher(ofBlock: block)
        for _ in 0..<(place % blockSize) { _ = cipher.next() }
      }
      out[index] ^= cipher.next()
    }
    return out
  }
}
