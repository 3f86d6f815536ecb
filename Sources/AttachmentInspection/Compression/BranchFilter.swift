import ByteReading

/// Filters for machine code (7-Zip, xz): the absolute targets of branches become relative again.
enum BranchFilter {
  case powerPC, arm, thumb, arm64, sparc

  /// The code as it was.
  func undone(_ code: [UInt8]) -> [UInt8] {
    var out = code
    let step = self == .thumb ? 2 : 4
    var at = 0
    while at + 4 <= out.count {
      let place = UInt32(truncatingIfNeeded: at)
      switch self {
      case .powerPC: Self.undoPowerPC(&out, at, place)
      case .arm: Self.undoARM(&out, at, place)
      case .thumb: if Self.undoThumb(&out, at, place) { at += 2 }
      case .arm64: Self.undoARM64(&out, at, place)
      case .sparc: Self.undoSPARC(&out, at, place)
      }
      at += step
    }
    return out
  }

  private static func bigEndian(_ out: [UInt8], _ at: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: out.u32BigEndian(at: at) ?? 0)
  }

  private static func set(bigEndian value: UInt32, _ out: inout [UInt8], _ at: Int) {
    out.set(u32: value.byteSwapped, at: at)
  }

  private static func undoPowerPC(_ out: inout [UInt8], _ at: Int, _ place: UInt32) {
    let word = bigEndian(out, at)
    guard word >> 26 == 0x12, word & 3 == 1 else { return }
    set(bigEndian: 0x4800_0000 | (word &- place) & 0x03FF_FFFC | 1, &out, at)
  }

  private static func undoARM(_ out: inout [UInt8], _ at: Int, _ place: UInt32) {
    guard out[at + 3] == 0xEB else { return }
    let word = UInt32(truncatingIfNeeded: out.u32(at: at) ?? 0)
    out.set(u32: 0xEB00_0000 | (word &- (place &+ 8) >> 2) & 0xFF_FFFF, at: at)
  }

  private static func undoThumb(_ out: inout [UInt8], _ at: Int, _ place: UInt32) -> Bool {
    guard out[at + 1] & 0xF8 == 0xF0, out[at + 3] & 0xF8 == 0xF8 else { return false }
    let high = UInt32(out[at + 1] & 7) << 19 | UInt32(out[at]) << 11
    let source = (high | UInt32(out[at + 3] & 7) << 8 | UInt32(out[at + 2])) << 1
    let target = (source &- (place &+ 4)) >> 1
    out[at + 1] = 0xF0 | UInt8(truncatingIfNeeded: target >> 19) & 7
    out[at] = UInt8(truncatingIfNeeded: target >> 11)
    out[at + 3] = 0xF8 | UInt8(truncatingIfNeeded: target >> 8) & 7
    out[at + 2] = UInt8(truncatingIfNeeded: target)
    return true
  }

  /// Calls, and the pages of addresses that lie within half a gigabyte.
  private static func undoARM64(_ out: inout [UInt8], _ at: Int, _ place: UInt32) {
    var word = UInt32(truncatingIfNeeded: out.u32(at: at) ?? 0)
    if word & 0xFC00_0000 == 0x9400_0000 {
      out.set(u32: (word &- place >> 2) & 0x03FF_FFFF | 0x9400_0000, at: at)
      return
    }
    guard word & 0x9F00_0000 == 0x9000_0000 else { return }
    let flag: UInt32 = 1 << 20
    word = word &- 0x9000_0000 &+ flag
    guard word & ((1 << 24) &- flag << 1) == 0 else { return }
    var pages = word & 0xFFFF_FFE0 | word >> 26
    pages = pages &- (place >> 9) & ~7
    word = word & 0x1F | 0x9000_0000 | pages << 26
    word |= 0x00FF_FFE0 & ((pages & (flag << 1 &- 1)) &- flag)
    out.set(u32: word, at: at)
  }

  private static func undoSPARC(_ out: inout [UInt8], _ at: Int, _ place: UInt32) {
    let word = bigEndian(out, at)
    guard word >> 22 == 0x100 || word >> 22 == 0x1FF else { return }
    let target = ((word << 2) &- place) >> 2
    let sign = (0 &- (target >> 22 & 1)) << 22 & 0x3FFF_FFFF
    set(bigEndian: sign | target & 0x3F_FFFF | 0x4000_0000, &out, at)
  }
}
