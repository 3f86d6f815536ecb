/// The XOR obfuscation of old workbooks and Word documents ([MS-OFFCRYPTO] §2.3.7, methods 1 and 2).
struct XORObfuscation {
  private let keys: [UInt8]

  /// The sixteen bytes of the password; nil where `key` and `verifier` of the document are not its own.
  init?(key: Int, verifier: Int, password: PasswordCandidate) {
    let bytes = Array(password.bytes.prefix(15))
    guard !bytes.isEmpty, Self.verifier(of: bytes) == verifier, Self.key(of: bytes) == key else { return nil }
    keys = Self.array(of: bytes, key: key)
  }

  /// The byte in the clear that stands at `place`: the index runs over the end of the record's data (§2.3.7.3).
  func clear(_ byte: UInt8, index: Int) -> UInt8 {
    let mixed = byte ^ keys[index & 15]
    return mixed >> 5 | mixed << 3
  }

  /// The byte in the clear at `place` of a Word stream (§2.3.7.6): zeros, and what would become one, stay as they are.
  func clearOfWord(_ byte: UInt8, at place: Int) -> UInt8 {
    let clear = byte ^ keys[place & 15]
    return byte == 0 || clear == 0 ? byte : clear
  }

  /// CreatePasswordVerifier_Method1 (§2.3.7.1).
  static func verifier(of password: [UInt8]) -> Int {
    var verifier = 0
    for byte in ([UInt8(password.count)] + password).reversed() {
      let carry = verifier & 0x4000 == 0 ? 0 : 1
      verifier = (carry | (verifier << 1 & 0x7FFF)) ^ Int(byte)
    }
    return verifier ^ 0xCE4B
  }

  /// CreateXorKey_Method1 (§2.3.7.2).
  static func key(of password: [UInt8]) -> Int {
    var key = initialCodes[password.count - 1]
    var element = 0x68
    for byte in password.reversed() {
      var rest = byte
      for _ in 0..<7 {
        if rest & 0x40 != 0 { key ^= matrix[element] }
        rest <<= 1
        element -= 1
      }
    }
    return key
  }

  /// CreateXorArray_Method1 (§2.3.7.2).
  static func array(of password: [UInt8], key: Int) -> [UInt8] {
    let low = UInt8(key & 0xFF)
    let high = UInt8(key >> 8 & 0xFF)
    func mixed(_ byte: UInt8, _ with: UInt8) -> UInt8 {
      let value = byte ^ with
      return value >> 1 | value << 7
    }
    let filled = password + padding
    return (0..<16).map { mixed(filled[$0], $0 % 2 == 0 ? low : high) }
  }

  private static let padding: [UInt8] = [
    0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00,
  ]

  private static let initialCodes = [
    0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A,
    0x4EC3,
  ]

  private static let matrix = [
    0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09, 0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF, 0x2BBF,
    0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0, 0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750, 0x6EA0, 0xDD40,
    0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5, 0x6F45, 0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A,
    0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9, 0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0,
    0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10,
    0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
    0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC,
    0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4,
  ]
}
