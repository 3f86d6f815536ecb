import ByteReading

/// ECMA-376 standard encryption ([MS-OFFCRYPTO] §2.3.4.5–9): AES in single blocks, SHA-1, 50,000 spins.
struct StandardEncryption {
  static let spins = 50_000

  private let keyBytes: Int
  private let salt: [UInt8]
  private let verifier: [UInt8]
  private let verifierHash: [UInt8]

  /// Reads `EncryptionInfo` behind its version: flags, header size, EncryptionHeader, EncryptionVerifier.
  init?(_ bytes: [UInt8]) {
    guard let headerSize = bytes.u32(at: 4), headerSize >= 32, headerSize < 4_096, let cipher = bytes.u32(at: 8 + 8),
      // AES of 128, 192 and 256 bits (§2.3.2); zero leaves it to the flags.
      cipher == 0 || (0x660E...0x6610).contains(cipher), let bits = bytes.u32(at: 8 + 16),
      [128, 192, 256].contains(bits)
    else { return nil }
    keyBytes = bits / 8
    let at = 8 + headerSize
    guard bytes.u32(at: at) == 16 else { return nil }
    salt = bytes.bytes(at: at + 4, count: 16)
    verifier = bytes.bytes(at: at + 20, count: 16)
    verifierHash = bytes.bytes(at: at + 40, count: 32)
    guard verifier.count == 16, verifierHash.count == 32 else { return nil }
  }

  func key(for password: PasswordCandidate) -> [UInt8]? {
    let spun = KeyHash.sha1.spun(salt + password.wideBytes, count: Self.spins)
    let last = KeyHash.sha1.digest(of: spun + [0, 0, 0, 0])
    func expanded(_ fill: UInt8) -> [UInt8] {
      var block = [UInt8](repeating: fill, count: 64)
      for index in last.indices { block[index] ^= last[index] }
      return KeyHash.sha1.digest(of: block)
    }
    let key = Array((expanded(0x36) + expanded(0x5C)).prefix(keyBytes))
    guard let proof = AESCipher.decryptECB(verifier, key: key),
      let digest = AESCipher.decryptECB(verifierHash, key: key),
      KeyHash.sha1.digest(of: proof) == Array(digest.prefix(20))
    else { return nil }
    return key
  }

  func decrypt(_ package: [UInt8], key: [UInt8], limit: Int) -> [UInt8]? {
    let size = EncryptedPackage.size(of: package, limit: limit)
    return AESCipher.decryptECB(package.bytes(at: 8, count: size + 16), key: key).map { Array($0.prefix(size)) }
  }
}
