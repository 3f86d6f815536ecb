import MailTestSupport

@testable import AttachmentInspection

/// Documents that a password opens, encrypted as their writers do it.
enum EncryptedDocuments {
  /// A workbook with a macrosheet, encrypted by RC4 with MD5 ([MS-OFFCRYPTO] §2.3.6).
  static func workbook(password: String) -> [UInt8] {
    var stream = BIFFBuilder(
      state: 1, builtInName: 1, formulas: [BIFFBuilder.text("x") + BIFFBuilder.call(110, 1)], isEncrypted: true
    ).build()
    let salt = (0..<16).map { UInt8($0) }
    var text: [UInt8] = []
    text.append(utf16: password)
    let short = Array(KeyHash.md5.digest(of: text).prefix(5))
    let base = Array(KeyHash.md5.digest(of: (0..<16).flatMap { _ in short + salt }).prefix(5))
    let key = KeyHash.md5.digest(of: base + [0, 0, 0, 0])
    var cipher = RC4(key: key)
    let keys = (0..<1_024).map { _ in cipher.next() }
    var proof = RC4(key: key)
    let verifier = [UInt8](repeating: 9, count: 16)
    for record in BIFFRecords(stream) {
      if record.type == 0x2F {
        let fields = salt + proof.decrypt(verifier) + proof.decrypt(KeyHash.md5.digest(of: verifier))
        stream.replaceSubrange(record.start + 6..<record.start + 54, with: fields)
      } else if record.type != 0x0809 {
        for place in record.start + (record.type == 0x85 ? 4 : 0)..<record.start + record.length {
          stream[place] ^= keys[place]
        }
      }
    }
    return CompoundFileBuilder([("Workbook", stream)]).build()
  }

  /// An agile encryption of a package (ECMA-376, [MS-OFFCRYPTO] §2.3.4.10) with few spins.
  static func agile(_ package: [UInt8], password: String, hash: String = "SHA512") -> [UInt8] {
    let function = KeyHash(named: hash) ?? .sha512
    let salt = (0..<16).map { UInt8($0 &* 3) }
    let spun = function.spun(salt + PasswordCandidate(text: password, origin: .mail).wideBytes, count: 100)
    func key(_ block: [UInt8]) -> [UInt8] {
      Array((function.digest(of: spun + block) + [UInt8](repeating: 0x36, count: 32)).prefix(32))
    }
    func sealed(_ bytes: [UInt8], _ key: [UInt8], _ vector: [UInt8]) -> [UInt8] {
      var padded = bytes
      padded.pad(to: 16)
      return AESCipher.encryptCBC(padded, key: key, vector: vector) ?? []
    }
    let secret = (0..<32).map { UInt8($0 &* 7) }
    let input = (0..<16).map { UInt8($0 &+ 40) }
    let parts: [(String, [UInt8], [UInt8])] = [
      ("encryptedVerifierHashInput", input, [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79]),
      ("encryptedVerifierHashValue", function.digest(of: input), [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E]),
      ("encryptedKeyValue", secret, [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6]),
    ]
    let common =
      "saltSize=\"16\" blockSize=\"16\" keyBits=\"256\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"\(hash)\" saltValue=\"\(Samples.base64(salt))\""
    var xml =
      "<?xml version=\"1.0\"?><encryption xmlns:p=\"x\"><keyData \(common)/><p:encryptedKey spinCount=\"100\" \(common)"
    for (name, bytes, block) in parts { xml += " \(name)=\"\(Samples.base64(sealed(bytes, key(block), salt)))\"" }
    xml += "/></encryption>"
    var stream: [UInt8] = []
    stream.append(u32: package.count)
    stream.append(u32: 0)
    for (number, start) in stride(from: 0, to: package.count, by: 4_096).enumerated() {
      let seed: [UInt8] = [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF), 0, 0]
      let vector = Array((function.digest(of: salt + seed) + [UInt8](repeating: 0x36, count: 16)).prefix(16))
      stream += sealed(Array(package[start..<min(start + 4_096, package.count)]), secret, vector)
    }
    return CompoundFileBuilder([
      ("EncryptionInfo", [4, 0, 4, 0, 0x40, 0, 0, 0] + Array(xml.utf8)), ("EncryptedPackage", stream),
    ]).build()
  }

  /// A standard encryption of a package ([MS-OFFCRYPTO] §2.3.4.5): AES of 128 bits in single blocks.
  static func standard(_ package: [UInt8], password: String) -> [UInt8] {
    let salt = (0..<16).map { UInt8($0 &* 5) }
    let wide = PasswordCandidate(text: password, origin: .mail).wideBytes
    let spun = KeyHash.sha1.spun(salt + wide, count: StandardEncryption.spins)
    var block = [UInt8](repeating: 0x36, count: 64)
    for (index, byte) in KeyHash.sha1.digest(of: spun + [0, 0, 0, 0]).enumerated() { block[index] ^= byte }
    let key = Array(KeyHash.sha1.digest(of: block).prefix(16))
    func sealed(_ bytes: [UInt8]) -> [UInt8] {
      var padded = bytes
      padded.pad(to: 16)
      return stride(from: 0, to: padded.count, by: 16).flatMap { start in
        AESCipher.encryptCBC(
          Array(padded[start..<start + 16]), key: key, vector: [UInt8](repeating: 0, count: 16)) ?? []
      }
    }
    let verifier = [UInt8](repeating: 9, count: 16)
    var info: [UInt8] = [3, 0, 2, 0, 0x24, 0, 0, 0]
    for word in [32, 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0] { info.append(u32: word) }
    info.append(u32: 16)
    info += salt + sealed(verifier)
    info.append(u32: 20)
    info += sealed(KeyHash.sha1.digest(of: verifier))
    var stream: [UInt8] = []
    stream.append(u32: package.count)
    stream.append(u32: 0)
    return CompoundFileBuilder([("EncryptionInfo", info), ("EncryptedPackage", stream + sealed(package))]).build()
  }

  /// A PDF encrypted by RC4 of 128 bits (ISO 32000-1 §7.6, revision 3), whose object streams hold the action.
  static func pdf(password: String) -> [UInt8] {
    let padding: [UInt8] = [
      0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00,
      0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ]
    let owner = [UInt8](repeating: 0x41, count: 32)
    let identifier = [UInt8](repeating: 0x42, count: 16)
    var digest = KeyHash.md5.digest(
      of: Array((Array(password.utf8) + padding).prefix(32)) + owner + [0xFC, 0xFF, 0xFF, 0xFF] + identifier)
    for _ in 0..<50 { digest = KeyHash.md5.digest(of: digest) }
    var proof = KeyHash.md5.digest(of: padding + identifier)
    for round in UInt8(0)..<20 {
      var cipher = RC4(key: digest.map { $0 ^ round })
      proof = cipher.decrypt(proof)
    }
    func hex(_ bytes: [UInt8]) -> String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
    var cipher = RC4(key: KeyHash.md5.digest(of: digest + [7, 0, 0, 0, 0]))
    let stream = cipher.decrypt(Array("1 0 <</S/Launch/F(cmd.exe)>>".utf8))
    return Array("%PDF-1.5\n7 0 obj<</Type/ObjStm/N 1/First 4/Length \(stream.count)>>stream\n".utf8) + stream
      + Array(
        "\nendstream endobj\n8 0 obj<</Filter/Standard/V 2/R 3/Length 128/P -4/O<\(hex(owner))>/U<\(hex(proof + [UInt8](repeating: 0, count: 16)))>>>endobj\ntrailer<</Encrypt 8 0 R/ID[<\(hex(identifier))><00>]>>"
          .utf8)
  }
}
