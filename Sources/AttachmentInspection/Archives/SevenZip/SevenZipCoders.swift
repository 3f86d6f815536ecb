import ByteReading

/// The coders of 7z archives that can be undone.
enum SevenZipCoders {
  /// AES-256 with SHA-256.
  static let aes: [UInt8] = [0x06, 0xF1, 0x07, 0x01]
  static let ppmd: [UInt8] = [0x03, 0x04, 0x01]

  /// What comes out of one coder, at most `size` bytes; nil where it is not known.
  ///
  /// `key` is that of AES.
  static func decoded(_ bytes: [UInt8], _ coder: SevenZipHeader.Coder, size: Int, key: [UInt8]?) -> [UInt8]? {
    switch coder.id {
    // An identity of no bytes is that of a copy too.
    case [0x00], []: return size < bytes.count ? Array(bytes[0..<max(0, size)]) : bytes
    case [0x03, 0x01, 0x01]:
      return LZMADecoder.decode(bytes, from: 0, to: bytes.count, properties: coder.properties, size: size)
    case [0x21]: return LZMADecoder.decodeChunks(bytes, from: 0, to: bytes.count, size: size)
    case [0x04, 0x01, 0x08]: return Inflater.inflate(bytes, from: 0, wrapping: .raw, limit: max(1, size)).bytes
    case ppmd:
      guard let order = coder.properties.first, let memory = coder.properties.u32(at: 1) else { return nil }
      return text(bytes, order: Int(order), memory: memory, size: size)
    case [0x04, 0x02, 0x02]: return Bzip2Decoder.decode(bytes, from: 0, limit: size).bytes
    case [0x04, 0xF7, 0x11, 0x01]: return ZstandardDecoder.decode(bytes, from: 0, limit: size).bytes
    case [0x03]: return delta(bytes, distance: Int(coder.properties.first ?? 0) + 1)
    case [0x03, 0x03, 0x01, 0x03], [0x04]: return branches(bytes)
    case [0x03, 0x03, 0x02, 0x05], [0x05]: return BranchFilter.powerPC.undone(bytes)
    case [0x03, 0x03, 0x05, 0x01], [0x07]: return BranchFilter.arm.undone(bytes)
    case [0x03, 0x03, 0x07, 0x01], [0x08]: return BranchFilter.thumb.undone(bytes)
    case [0x03, 0x03, 0x08, 0x05], [0x09]: return BranchFilter.sparc.undone(bytes)
    case [0x0A]: return BranchFilter.arm64.undone(bytes)
    case aes:
      guard let key, let scheme = SevenZipAES(coder.properties) else { return nil }
      return AESCipher.decryptCBC(bytes, key: key, vector: scheme.vector)
    default: return nil
    }
  }

  private static func text(_ bytes: [UInt8], order: Int, memory: Int, size: Int) -> [UInt8]? {
    guard size <= SlowCoders.textBytes, var decoder = SevenZipRangeDecoder(bytes, from: 0),
      var model = PPMdModel(order: order, memorySize: memory)
    else { return nil }
    var out: [UInt8] = []
    while out.count < size, !decoder.isExhausted, let symbol = model.next(&decoder) { out.append(symbol) }
    return out
  }

  static func delta(_ bytes: [UInt8], distance: Int) -> [UInt8] {
    var out = bytes
    var at = distance
    while at < out.count {
      out[at] = out[at] &+ out[at - distance]
      at += 1
    }
    return out
  }

  /// The filter for x86 code: the absolute targets of calls and jumps become relative again.
  static func branches(_ bytes: [UInt8]) -> [UInt8] {
    var out = bytes
    let isMask: [Bool] = [true, true, true, false, true, false, false, false]
    let bitNumber = [0, 1, 2, 2, 3, 3, 3, 3]
    var mask = 0
    var last = -1
    var at = 0
    while at + 5 <= out.count {
      guard out[at] & 0xFE == 0xE8 else {
        at += 1
        continue
      }
      let gap = at - last
      last = at
      if gap > 3 {
        mask = 0
      } else {
        mask = mask << (gap - 1) & 7
        if mask != 0 {
          let byte = out[at + 4 - bitNumber[mask]]
          if !isMask[mask] || byte == 0 || byte == 0xFF {
            mask = mask << 1 | 1
            at += 1
            continue
          }
        }
      }
      let top = out[at + 4]
      guard top == 0 || top == 0xFF else {
        mask = mask << 1 | 1
        at += 1
        continue
      }
      var value = UInt32(truncatingIfNeeded: out.u32(at: at + 1) ?? 0)
      while true {
        let target = value &- UInt32(truncatingIfNeeded: at + 5)
        guard mask != 0 else {
          value = target
          break
        }
        let shift = UInt32(bitNumber[mask] * 8)
        let byte = UInt8(truncatingIfNeeded: target >> (24 - shift))
        guard byte == 0 || byte == 0xFF else {
          value = target
          break
        }
        value = target ^ (UInt32(truncatingIfNeeded: 1 << (32 - Int(shift))) &- 1)
      }
      for index in 0..<3 { out[at + 1 + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
      out[at + 4] = value >> 24 & 1 == 0 ? 0 : 0xFF
      at += 5
      last = at - 1
      mask = 0
    }
    return out
  }
}

/// The parameters of AES in a 7z archive: how often the password is hashed, salt, vector.
struct SevenZipAES {
  /// What makes a key of a password.
  struct Derivation: Hashable {
    let power: Int
    let salt: [UInt8]
  }

  private let power: Int
  private let salt: [UInt8]
  let vector: [UInt8]
  var derivation: Derivation { Derivation(power: power, salt: salt) }

  init?(_ properties: [UInt8]) {
    guard let first = properties.first else { return nil }
    power = Int(first & 0x3F)
    guard first & 0xC0 != 0 else {
      salt = []
      vector = [UInt8](repeating: 0, count: 16)
      return
    }
    guard let second = properties.byte(at: 1) else { return nil }
    let saltSize = Int(first >> 7 & 1) + Int(second >> 4)
    let vectorSize = Int(first >> 6 & 1) + Int(second & 0x0F)
    salt = properties.bytes(at: 2, count: saltSize)
    let given = properties.bytes(at: 2 + saltSize, count: vectorSize)
    vector = Array((given + [UInt8](repeating: 0, count: 16)).prefix(16))
  }

  /// Hashes that a trial takes: in one piece, a block of SHA-256 costs an eighth of a hash of its own.
  func hashes(for password: PasswordCandidate) -> Int {
    power > 22 ? .max : (1 << power) * (salt.count + password.wideBytes.count + 8) / 512
  }

  func key(for password: PasswordCandidate) -> [UInt8]? {
    guard power <= 22 else { return nil }
    // Many rounds in one piece, of which only the counters change: the function takes long pieces much faster.
    let unit = salt + password.wideBytes + [UInt8](repeating: 0, count: 8)
    let rounds = min(1 << power, 1_024)
    var piece: [UInt8] = []
    for _ in 0..<rounds { piece += unit }
    var hasher = KeyHash.Running()
    for first in stride(from: 0, to: 1 << power, by: rounds) {
      var at = unit.count - 8
      for round in first..<first + rounds {
        piece[at] = UInt8(truncatingIfNeeded: round)
        piece[at + 1] = UInt8(truncatingIfNeeded: round >> 8)
        piece[at + 2] = UInt8(truncatingIfNeeded: round >> 16)
        at += unit.count
      }
      hasher.update(piece)
    }
    return hasher.digest()
  }
}
