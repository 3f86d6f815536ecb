import Crypto

/// The hash functions that documents and archives name when they derive keys.
enum KeyHash {
  case md5, sha1, sha256, sha384, sha512

  /// By the name that the XML of an agile encryption gives (ECMA-376, [MS-OFFCRYPTO] §2.3.4.10); nil for others.
  init?(named name: String) {
    switch name.lowercasedASCII.filter({ $0 != "-" }) {
    case "md5": self = .md5
    case "sha1": self = .sha1
    case "sha256": self = .sha256
    case "sha384": self = .sha384
    case "sha512": self = .sha512
    default: return nil
    }
  }

  /// The digest of `bytes`.
  func digest(of bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .md5: Array(Insecure.MD5.hash(data: bytes))
    case .sha1: Array(Insecure.SHA1.hash(data: bytes))
    case .sha256: Array(SHA256.hash(data: bytes))
    case .sha384: Array(SHA384.hash(data: bytes))
    case .sha512: Array(SHA512.hash(data: bytes))
    }
  }

  /// SHA-256 over pieces that come one after another.
  struct Running {
    private var hasher = SHA256()

    mutating func update(_ bytes: [UInt8]) { hasher.update(data: bytes) }

    func digest() -> [UInt8] { Array(hasher.finalize()) }
  }

  /// Hashes `start` and then, `count` times, a 32-bit counter with what came before ([MS-OFFCRYPTO] §2.3.4.7, §2.3.4.11).
  func spun(_ start: [UInt8], count: Int) -> [UInt8] {
    let digest = digest(of: start)
    var block = [0, 0, 0, 0] + digest
    switch self {
    case .sha1: if let spun = SHA1Spin.spun(digest, count: count) { return spun }
    case .sha512: if let spun = SHA512Spin.spun(digest, count: count) { return spun }
    // Office writes neither of these.
    case .md5: Self.spin(&block, count, Insecure.MD5.self)
    case .sha256: Self.spin(&block, count, SHA256.self)
    case .sha384: Self.spin(&block, count, SHA384.self)
    }
    return Array(block[4...])
  }

  // Unsafe by need: a hundred thousand hashes a password, and checking each of some seventy bytes costs as much as the
  // hash. The block is four bytes of counter and one digest; what is copied is never more than the block has behind the
  // counter.
  private static func spin<Function: HashFunction>(_ block: inout [UInt8], _ count: Int, _ function: Function.Type) {
    block.withUnsafeMutableBytes { bytes in
      guard bytes.count > 4, let body = bytes.baseAddress?.advanced(by: 4) else { return }
      let room = bytes.count - 4
      for round in 0..<max(0, count) {
        bytes.storeBytes(of: UInt32(truncatingIfNeeded: round).littleEndian, as: UInt32.self)
        var hasher = Function()
        hasher.update(bufferPointer: UnsafeRawBufferPointer(bytes))
        hasher.finalize().withUnsafeBytes { digest in
          if let start = digest.baseAddress { body.copyMemory(from: start, byteCount: min(room, digest.count)) }
        }
      }
    }
  }
}
