import ByteReading

/// The traditional encryption of ZIP files (APPNOTE.TXT 6.1), byte by byte.
public struct ZipCrypto {
  /// Bytes before the data of an entry that make every encryption of it differ.
  static let headerSize = 12

  private var key0: UInt32 = 0x1234_5678
  private var key1: UInt32 = 0x2345_6789
  private var key2: UInt32 = 0x3456_7890

  init(password: [UInt8]) { for byte in password { update(byte) } }

  /// The next byte in the clear.
  mutating func clear(_ byte: UInt8) -> UInt8 {
    let mask = UInt16(truncatingIfNeeded: key2) | 2
    let plain = byte ^ UInt8(truncatingIfNeeded: (mask &* (mask ^ 1)) >> 8)
    update(plain)
    return plain
  }

  /// The next byte of a plain one, encrypted.
  private mutating func hidden(_ byte: UInt8) -> UInt8 {
    let mask = UInt16(truncatingIfNeeded: key2) | 2
    update(byte)
    return byte ^ UInt8(truncatingIfNeeded: (mask &* (mask ^ 1)) >> 8)
  }

  private mutating func update(_ byte: UInt8) {
    key0 = Self.step(key0, byte)
    key1 = (key1 &+ (key0 & 0xFF)) &* 134_775_813 &+ 1
    key2 = Self.step(key2, UInt8(truncatingIfNeeded: key1 >> 24))
  }

  private static func step(_ sum: UInt32, _ byte: UInt8) -> UInt32 {
    sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
  }

  /// CRC-32 of each byte (polynomial EDB88320).
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
  }

  /// Decrypts the data of an entry with its header; nil where the last byte of the header says that the password is
  /// wrong (one wrong password in 256 passes).
  static func decrypt(_ bytes: ArraySlice<UInt8>, password: [UInt8], check: Set<UInt8>) -> [UInt8]? {
    guard bytes.count >= headerSize else { return nil }
    var cipher = ZipCrypto(password: password)
    var last: UInt8 = 0
    for byte in bytes.prefix(headerSize) { last = cipher.clear(byte) }
    guard check.contains(last) else { return nil }
    return bytes.dropFirst(headerSize).map { cipher.clear($0) }
  }

  /// Encrypts the data of an entry, whose header comes first.
  ///
  /// The header is no random one: equal entries give equal bytes, and what is written so keeps no secret.
  public static func encrypt(_ bytes: [UInt8], password: [UInt8], crc: UInt32) -> [UInt8] {
    var cipher = ZipCrypto(password: password)
    var header = [UInt8](repeating: 0, count: headerSize)
    for index in 0..<4 { header[index] = UInt8(truncatingIfNeeded: crc >> (8 * UInt32(index))) }
    header[headerSize - 1] = UInt8(truncatingIfNeeded: crc >> 24)
    return header.map { cipher.hidden($0) } + bytes.map { cipher.hidden($0) }
  }
}
