import Crypto
import CryptoExtras

/// AES (FIPS 197) in the modes in which documents and archives use it.
///
/// Bytes behind the last whole block are left out. Keys and vectors of a length that AES has not give nil.
enum AESCipher {
  static let blockSize = 16

  /// Cipher block chaining, without padding.
  static func decryptCBC(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8]? {
    let whole = bytes.count / blockSize * blockSize
    guard whole > 0 else { return [] }
    guard let vector = try? AES._CBC.IV(ivBytes: vector) else { return nil }
    let key = SymmetricKey(data: key)
    if whole == bytes.count {
      return (try? AES._CBC.decrypt(bytes, using: key, iv: vector, noPadding: true)).map(Array.init)
    }
    return (try? AES._CBC.decrypt(Array(bytes[0..<whole]), using: key, iv: vector, noPadding: true)).map(Array.init)
  }

  /// Cipher block chaining as a writer does it, for whole blocks.
  ///
  /// The hash of PDF 2.0 (ISO 32000-2 §7.6.4.3.4) needs it.
  static func encryptCBC(_ bytes: [UInt8], key: [UInt8], vector: [UInt8]) -> [UInt8]? {
    guard bytes.count % blockSize == 0, let vector = try? AES._CBC.IV(ivBytes: vector) else { return nil }
    return (try? AES._CBC.encrypt(bytes, using: SymmetricKey(data: key), iv: vector, noPadding: true)).map(Array.init)
  }

  /// Each block for itself.
  ///
  /// A chained block is the block for itself XOR the block before: undoing that spares a call a block.
  static func decryptECB(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]? {
    guard var out = decryptCBC(bytes, key: key, vector: [UInt8](repeating: 0, count: blockSize)) else { return nil }
    var at = blockSize
    while at < out.count {
      out[at] ^= bytes[at - blockSize]
      at += 1
    }
    return out
  }

  /// The counter mode of WinZip: a little-endian counter that begins with one.
  static func counter(_ bytes: [UInt8], key: [UInt8]) -> [UInt8]? {
    let key = SymmetricKey(data: key)
    var out = bytes
    var number: UInt64 = 0
    var at = 0
    while at < out.count {
      number &+= 1
      var block = [UInt8](repeating: 0, count: blockSize)
      for index in 0..<8 { block[index] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(index))) }
      guard (try? AES.permute(&block, key: key)) != nil else { return nil }
      let end = min(at + blockSize, out.count)
      for place in at..<end { out[place] ^= block[place - at] }
      at = end
    }
    return out
  }
}
