import ByteReading

/// The standard security handler of PDF (ISO 32000-1 §7.6, ISO 32000-2 §7.6.4): RC4 and AES.
struct PDFEncryption {
  private enum Method { case none, rc4, aes128, aes256 }

  private static let padding: [UInt8] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
    0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
  ]

  private let revision: Int
  private let keyBytes: Int
  private let owner: [UInt8]
  private let user: [UInt8]
  private let userKey: [UInt8]
  private let permissions: Int
  private let identifier: [UInt8]
  private let encryptsMetadata: Bool
  private let streams: Method
  private let strings: Method

  /// Reads the encryption dictionary that the file's trailer names; nil where there is none, or one of another handler.
  init?(_ bytes: [UInt8]) {
    guard let dictionary = Self.dictionary(of: bytes), dictionary["Filter"]?.name == "Standard",
      let revision = dictionary["R"]?.number, (2...6).contains(revision), let owner = dictionary["O"]?.string,
      let user = dictionary["U"]?.string, owner.count >= 32, user.count >= 32
    else { return nil }
    self.revision = revision
    self.owner = owner
    self.user = user
    userKey = dictionary["UE"]?.string ?? []
    permissions = dictionary["P"]?.number ?? 0
    if case .other = dictionary["EncryptMetadata"] ?? .name("") {
      encryptsMetadata = !Self.saysMetadataIsClear(bytes)
    } else {
      encryptsMetadata = true
    }
    let version = dictionary["V"]?.number ?? 0
    let bits = dictionary["Length"]?.number ?? 40
    keyBytes = version == 1 ? 5 : version >= 4 && revision < 5 ? 16 : min(max(bits / 8, 5), 16)
    let filters = dictionary["CF"]
    func method(_ key: String) -> Method {
      guard version >= 4 else { return .rc4 }
      guard let name = dictionary[key]?.name, name != "Identity" else { return .none }
      switch filters?[name]?["CFM"]?.name {
      case "V2": return .rc4
      case "AESV2": return .aes128
      case "AESV3": return .aes256
      default: return .none
      }
    }
    streams = method("StmF")
    strings = method("StrF")
    identifier = Self.identifier(of: bytes)
  }

  /// Hashes that one trial takes; revision 6 hashes much more a round.
  var hashes: Int { revision == 6 ? 8_000 : revision == 5 ? 2 : 60 }

  // The value behind the last `/Encrypt`: the dictionary or a reference to it.
  private static func dictionary(of bytes: [UInt8]) -> PDFValue? {
    guard let at = bytes.lastIndex(of: Array("/Encrypt".utf8)), !bytes.matches(Array("Metadata".utf8), at: at + 8)
    else { return anyDictionary(of: bytes) }
    var parser = PDFParser(bytes, at: at + 8)
    guard let value = parser.value() else { return nil }
    guard let number = value.reference else { return value }
    guard let place = PDFSyntax.object(number, in: bytes) else { return nil }
    var object = PDFParser(bytes, at: place)
    return object.value()
  }

  /// `/EncryptMetadata` hid the last `/Encrypt`: the first that is followed by something else.
  private static func anyDictionary(of bytes: [UInt8]) -> PDFValue? {
    var from = 0
    var tries = 0
    while tries < 64, let at = bytes.firstIndex(of: "/Encrypt", from: from) {
      tries += 1
      from = at + 8
      guard let next = bytes.byte(at: from), !PDFSyntax.isRegular(next) else { continue }
      var parser = PDFParser(bytes, at: from)
      guard let value = parser.value() else { continue }
      guard let number = value.reference else { return value }
      guard let place = PDFSyntax.object(number, in: bytes) else { continue }
      var object = PDFParser(bytes, at: place)
      return object.value()
    }
    return nil
  }

  private static func saysMetadataIsClear(_ bytes: [UInt8]) -> Bool {
    guard let at = bytes.lastIndex(of: Array("/EncryptMetadata".utf8)) else { return false }
    return bytes.bytes(at: at + 16, count: 8).contains("false")
  }

  private static func identifier(of bytes: [UInt8]) -> [UInt8] {
    var from = 0
    var tries = 0
    while tries < 256, let at = bytes.firstIndex(of: "/ID", from: from) {
      tries += 1
      from = at + 3
      var parser = PDFParser(bytes, at: from)
      if case .array(let values) = parser.value() ?? .other, let first = values.first?.string { return first }
    }
    return []
  }

  /// The file's key by the user password; nil where it is wrong.
  func key(for password: PasswordCandidate) -> [UInt8]? {
    revision >= 5 ? modernKey(password.bytes) : oldKey(password.bytes)
  }

  /// Algorithms 2, 4 and 5 (§7.6.3.3–4).
  private func oldKey(_ password: [UInt8]) -> [UInt8]? {
    let padded = Array((password + Self.padding).prefix(32))
    var seed = padded + Array(owner.prefix(32))
    for shift in stride(from: 0, to: 32, by: 8) { seed.append(UInt8(truncatingIfNeeded: permissions >> shift)) }
    seed += identifier
    if revision >= 4, !encryptsMetadata { seed += [0xFF, 0xFF, 0xFF, 0xFF] }
    var digest = KeyHash.md5.digest(of: seed)
    if revision >= 3 { for _ in 0..<50 { digest = KeyHash.md5.digest(of: Array(digest.prefix(keyBytes))) } }
    let key = Array(digest.prefix(keyBytes))
    if revision == 2 {
      var cipher = RC4(key: key)
      return cipher.decrypt(Self.padding) == Array(user.prefix(32)) ? key : nil
    }
    var proof = KeyHash.md5.digest(of: Self.padding + identifier)
    for round in UInt8(0)..<20 {
      var cipher = RC4(key: key.map { $0 ^ round })
      proof = cipher.decrypt(proof)
    }
    return proof == Array(user.prefix(16)) ? key : nil
  }

  /// Algorithm 2.A (ISO 32000-2 §7.6.4.3.3): hash, validation salt and key salt make up the user string.
  private func modernKey(_ password: [UInt8]) -> [UInt8]? {
    let password = Array(password.prefix(127))
    guard user.count >= 48, userKey.count >= 32,
      hash(password, salt: user.bytes(at: 32, count: 8)) == Array(user.prefix(32))
    else { return nil }
    return AESCipher.decryptCBC(
      Array(userKey.prefix(32)), key: hash(password, salt: user.bytes(at: 40, count: 8)),
      vector: [UInt8](repeating: 0, count: 16))
  }

  /// Algorithm 2.B for revision 6, plain SHA-256 for revision 5.
  private func hash(_ password: [UInt8], salt: [UInt8]) -> [UInt8] {
    var key = KeyHash.sha256.digest(of: password + salt)
    guard revision >= 6 else { return key }
    var round = 0
    while round < 256 {
      let block = password + key
      var repeated: [UInt8] = []
      repeated.reserveCapacity(block.count * 64)
      for _ in 0..<64 { repeated += block }
      guard
        let mixed = AESCipher.encryptCBC(repeated, key: Array(key[0..<16]), vector: Array(key[16..<32]))
      else { return [] }
      let remainder = mixed.prefix(16).reduce(0) { $0 + Int($1) } % 3
      let function: KeyHash = remainder == 0 ? .sha256 : remainder == 1 ? .sha384 : .sha512
      key = function.digest(of: mixed)
      round += 1
      if round >= 64, Int(mixed.last ?? 0) <= round - 32 { break }
    }
    return Array(key.prefix(32))
  }

  /// The bytes of a stream in the clear.
  func stream(_ bytes: [UInt8], key: [UInt8], object: (number: Int, generation: Int)) -> [UInt8] {
    decrypt(bytes, with: streams, key, object)
  }

  /// The bytes of a string in the clear.
  func string(_ bytes: [UInt8], key: [UInt8], object: (number: Int, generation: Int)) -> [UInt8] {
    decrypt(bytes, with: strings, key, object)
  }

  /// Algorithm 1 (§7.6.2) and 1.A (ISO 32000-2 §7.6.3.2).
  private func decrypt(
    _ bytes: [UInt8], with method: Method, _ key: [UInt8], _ object: (number: Int, generation: Int)
  ) -> [UInt8] {
    guard method != .none else { return bytes }
    var own = key
    if method != .aes256 {
      for shift in [0, 8, 16] { own.append(UInt8(truncatingIfNeeded: object.number >> shift)) }
      for shift in [0, 8] { own.append(UInt8(truncatingIfNeeded: object.generation >> shift)) }
      if method == .aes128 { own += Array("sAlT".utf8) }
      own = Array(KeyHash.md5.digest(of: own).prefix(min(key.count + 5, 16)))
    }
    if method == .rc4 {
      var cipher = RC4(key: own)
      return cipher.decrypt(bytes)
    }
    guard bytes.count >= 32,
      var clear = AESCipher.decryptCBC(
        bytes.bytes(at: 16, count: bytes.count), key: own, vector: bytes.bytes(at: 0, count: 16)),
      let last = clear.last
    else { return [] }
    if last >= 1, last <= 16, Int(last) <= clear.count { clear.removeLast(Int(last)) }
    return clear
  }
}
