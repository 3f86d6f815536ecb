import ByteReading

/// SHA-1 (FIPS 180-4 §6.1), which the CryptoAPI encryption of Office derives its keys with.
enum SHA1 {
  static func digest(of message: [UInt8]) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    var bytes = message + [0x80]
    while bytes.count % 64 != 56 { bytes.append(0) }
    let bits = UInt64(message.count) &* 8
    for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
    for start in stride(from: 0, to: bytes.count, by: 64) { transform(&state, bytes, at: start) }
    return state.flatMap { word in
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt32($0)) }
    }
  }

  private static func transform(_ state: inout [UInt32], _ bytes: [UInt8], at start: Int) {
    var words = (0..<16).map { UInt32(truncatingIfNeeded: bytes.u32BigEndian(at: start + $0 * 4) ?? 0) }
    for index in 16..<80 {
      let word = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
      words.append(rotated(word, 1))
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for round in 0..<80 {
      let (mixed, constant): (UInt32, UInt32)
      switch round / 20 {
      case 0: (mixed, constant) = ((b & c) | (~b & d), 0x5A82_7999)
      case 1: (mixed, constant) = (b ^ c ^ d, 0x6ED9_EBA1)
      case 2: (mixed, constant) = ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
      default: (mixed, constant) = (b ^ c ^ d, 0xCA62_C1D6)
      }
      let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ words[round]
      (e, d, c, b, a) = (d, c, rotated(b, 30), a, next)
    }
    state[0] = state[0] &+ a
    state[1] = state[1] &+ b
    state[2] = state[2] &+ c
    state[3] = state[3] &+ d
    state[4] = state[4] &+ e
  }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }
}
