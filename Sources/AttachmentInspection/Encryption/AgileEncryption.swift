import ByteReading

/// ECMA-376 agile encryption ([MS-OFFCRYPTO] §2.3.4.10–15): what it uses stands in XML.
struct AgileEncryption {
  /// More spins than this are no document but a trap; the specification allows ten million.
  private static let mostSpins = 1_000_000
  private static let segment = 4_096
  private static let verifierInputBlock: [UInt8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]
  private static let verifierValueBlock: [UInt8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]
  private static let keyValueBlock: [UInt8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]

  /// What is said of the package and of the password's key in the same words.
  private struct Parameters {
    let hash: KeyHash
    let keyBytes: Int
    let salt: [UInt8]

    init?(_ tag: XMLTag) {
      guard tag["cipherAlgorithm"]?.uppercased() == "AES", tag["cipherChaining"] == "ChainingModeCBC",
        let hash = KeyHash(named: tag["hashAlgorithm"] ?? ""), let bits = Int(tag["keyBits"] ?? ""),
        [128, 192, 256].contains(bits), let salt = tag["saltValue"]
      else { return nil }
      self.hash = hash
      keyBytes = bits / 8
      self.salt = AgileEncryption.base64(salt)
    }

    /// A digest cut or filled up to so many bytes (§2.3.4.11).
    func fitted(_ digest: [UInt8], to count: Int) -> [UInt8] {
      Array((digest + [UInt8](repeating: 0x36, count: count)).prefix(count))
    }

    func vector(_ seed: [UInt8]) -> [UInt8] { fitted(hash.digest(of: salt + seed), to: AESCipher.blockSize) }
  }

  private let data: Parameters
  private let password: Parameters
  let spins: Int
  private let verifierInput: [UInt8]
  private let verifierValue: [UInt8]
  private let keyValue: [UInt8]

  init?(_ xml: [UInt8]) {
    var data: Parameters?
    var key: XMLTag?
    for tag in XMLTags(xml.bytes(at: 0, count: 65_536)) {
      if tag.name == "keyData", data == nil { data = Parameters(tag) }
      if tag.name == "encryptedKey", tag["encryptedKeyValue"] != nil, key == nil { key = tag }
    }
    guard let data, let key, let password = Parameters(key), let spins = Int(key["spinCount"] ?? ""),
      (0...Self.mostSpins).contains(spins)
    else { return nil }
    self.data = data
    self.password = password
    self.spins = spins
    verifierInput = Self.base64(key["encryptedVerifierHashInput"] ?? "")
    verifierValue = Self.base64(key["encryptedVerifierHashValue"] ?? "")
    keyValue = Self.base64(key["encryptedKeyValue"] ?? "")
  }

  private static func base64(_ text: String) -> [UInt8] {
    let digits = Array(text.utf8.prefix(1_024))
    return Base64Literals.decode(digits, 0..<digits.count)
  }

  func key(for candidate: PasswordCandidate) -> [UInt8]? {
    let spun = password.hash.spun(password.salt + candidate.wideBytes, count: spins)
    let vector = password.fitted(password.salt, to: AESCipher.blockSize)
    func opened(_ bytes: [UInt8], _ block: [UInt8]) -> [UInt8]? {
      let key = password.fitted(password.hash.digest(of: spun + block), to: password.keyBytes)
      return AESCipher.decryptCBC(bytes, key: key, vector: vector)
    }
    guard let input = opened(verifierInput, Self.verifierInputBlock), !input.isEmpty,
      let value = opened(verifierValue, Self.verifierValueBlock)
    else { return nil }
    // The input is as long as the salt; what is behind it fills the block.
    let digest = password.hash.digest(of: Array(input.prefix(password.salt.count)))
    guard value.count >= digest.count, Array(value.prefix(digest.count)) == digest else { return nil }
    guard let key = opened(keyValue, Self.keyValueBlock), key.count >= data.keyBytes else { return nil }
    return Array(key.prefix(data.keyBytes))
  }

  /// Segments of 4096 bytes, each with a vector of its own (§2.3.4.15).
  func decrypt(_ package: [UInt8], key: [UInt8], limit: Int) -> [UInt8]? {
    let size = EncryptedPackage.size(of: package, limit: limit)
    var out: [UInt8] = []
    out.reserveCapacity(size + Self.segment)
    var number = 0
    while out.count < size {
      let piece = package.bytes(at: 8 + number * Self.segment, count: Self.segment)
      let seed = (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      guard let clear = AESCipher.decryptCBC(piece, key: key, vector: data.vector(seed)), !clear.isEmpty else { break }
      out += clear
      number += 1
    }
    return out.isEmpty ? nil : Array(out.prefix(size))
  }
}
