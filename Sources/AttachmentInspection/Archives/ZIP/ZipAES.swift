import ByteReading
import Crypto
import CryptoExtras

/// The AES encryption of WinZip (AE-1, AE-2): what the extra field 0x9901 of an entry says.
struct ZipAES {
  /// What deriving a key costs: 1000 rounds for each 20 bytes, in one call, which takes as long as so many single hashes.
  static let hashes = 2_500
  private static let macSize = 10

  private let keyBytes: Int
  /// The compression below the encryption.
  let method: Int

  /// Reads the extra fields of a header; nil where none is that of AES.
  init?(extra: [UInt8]) {
    var at = 0
    while let id = extra.u16(at: at), let size = extra.u16(at: at + 2) {
      if id == 0x9901, let strength = extra.byte(at: at + 8), (1...3).contains(strength),
        let method = extra.u16(at: at + 9)
      {
        keyBytes = 8 + 8 * Int(strength)
        self.method = method
        return
      }
      at += 4 + size
    }
    return nil
  }

  /// Salt, two bytes that prove the password, the data, ten bytes of their code; nil where the password is wrong.
  func decrypt(_ bytes: ArraySlice<UInt8>, password: [UInt8]) -> [UInt8]? {
    let saltSize = keyBytes / 2
    guard bytes.count > saltSize + 2 + Self.macSize, !password.isEmpty else { return nil }
    let salt = Array(bytes.prefix(saltSize))
    let proof = Array(bytes.dropFirst(saltSize).prefix(2))
    guard
      let derived = try? KDF.Insecure.PBKDF2.deriveKey(
        from: password, salt: salt, using: .insecureSHA1, outputByteCount: 2 * keyBytes + 2,
        unsafeUncheckedRounds: 1_000)
    else { return nil }
    let key = derived.withUnsafeBytes { Array($0) }
    guard Array(key.suffix(2)) == proof else { return nil }
    let data = bytes.dropFirst(saltSize + 2).dropLast(Self.macSize)
    let code = HMAC<Insecure.SHA1>.authenticationCode(
      for: Array(data), using: SymmetricKey(data: key[keyBytes..<2 * keyBytes]))
    guard Array(code).prefix(Self.macSize) == Array(bytes.suffix(Self.macSize))[...] else { return nil }
    return AESCipher.counter(Array(data), key: Array(key[0..<keyBytes]))
  }
}
