import ByteReading
import Crypto
import CryptoExtras

/// How RAR derives keys from passwords, versions 3 and 5, and which places are encrypted so.
enum RarEncryption: Hashable {
  /// AES-128; SHA-1 over password and salt, 262,144 times (technote of version 3).
  case version3(salt: [UInt8])
  /// AES-256; PBKDF2 with HMAC-SHA256 (RAR 5.0 archive format, encryption record).
  case version5(power: Int, salt: [UInt8], check: [UInt8]?)

  /// A key, and the vector where the password gives it too.
  struct Key {
    var key: [UInt8]
    var vector: [UInt8]
  }

  /// Hashes that a trial takes, in those that `PasswordTrials` counts.
  var hashes: Int {
    switch self {
    // Some 8 MB of SHA-1 in long pieces take as long as so many hashes of their own; a round of HMAC takes less than one.
    case .version3: 12_000
    case .version5(let power, _, _): power > Self.mostPower ? .max : 3 << max(0, power) / 4
    }
  }

  /// Rounds beyond this are a game.
  private static let mostPower = 20

  /// The key of a password; nil where it cannot be derived, or a check value tells that the password is wrong.
  func key(for password: PasswordCandidate) -> Key? {
    switch self {
    case .version3(let salt): return Self.key3(password, salt: salt)
    case .version5(let power, let salt, let check):
      guard (0...Self.mostPower).contains(power) else { return nil }
      if let check {
        guard let proof = Self.derived(password, salt: salt, rounds: 1 << power + 32) else { return nil }
        var folded = [UInt8](repeating: 0, count: 8)
        for (index, byte) in proof.enumerated() { folded[index % 8] ^= byte }
        guard folded == check else { return nil }
      }
      return Self.derived(password, salt: salt, rounds: 1 << power).map { Key(key: $0, vector: []) }
    }
  }

  private static func derived(_ password: PasswordCandidate, salt: [UInt8], rounds: Int) -> [UInt8]? {
    guard !password.bytes.isEmpty,
      let key = try? KDF.Insecure.PBKDF2.deriveKey(
        from: password.bytes, salt: salt, using: .sha256, outputByteCount: 32, unsafeUncheckedRounds: rounds)
    else { return nil }
    return key.withUnsafeBytes { Array($0) }
  }

  private static let rounds3 = 0x40000

  /// The bytes of the vector are the last ones of the digests after each sixteenth of the rounds; the key is the first
  /// four words of the digest, each little-endian.
  private static func key3(_ password: PasswordCandidate, salt: [UInt8]) -> Key? {
    guard !password.wideBytes.isEmpty else { return nil }
    let unit = password.wideBytes + salt + [0, 0, 0]
    var hasher = Insecure.SHA1()
    var vector: [UInt8] = []
    let step = rounds3 / 16
    let pieceRounds = 1_024
    var piece: [UInt8] = []
    for _ in 0..<pieceRounds { piece += unit }
    func count(_ round: Int, in bytes: inout [UInt8], at start: Int) {
      for index in 0..<3 { bytes[start + index] = UInt8(truncatingIfNeeded: round >> (8 * index)) }
    }
    var round = 0
    while round < rounds3 {
      if round % step == 0 {
        // The first round of each sixteenth stands alone: its digest gives a byte.
        var first = unit
        count(round, in: &first, at: unit.count - 3)
        hasher.update(data: first)
        vector.append(Array(hasher.finalize()).last ?? 0)
        round += 1
      }
      let rounds = min(pieceRounds, step - round % step)
      var at = unit.count - 3
      for offset in 0..<rounds {
        count(round + offset, in: &piece, at: at)
        at += unit.count
      }
      hasher.update(data: rounds == pieceRounds ? piece : Array(piece.prefix(rounds * unit.count)))
      round += rounds
    }
    let digest = Array(hasher.finalize())
    var key: [UInt8] = []
    for word in 0..<4 { key += digest[4 * word..<4 * word + 4].reversed() }
    return Key(key: key, vector: vector)
  }
}
