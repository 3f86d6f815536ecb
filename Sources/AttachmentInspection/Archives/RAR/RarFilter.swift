import ByteReading

/// What RAR did to a stretch of a member before it packed it, and how it is undone.
///
/// Version 5 names its filters by number; version 3 brings them as programs, of which the usual ones are known.
struct RarFilter {
  enum Kind: Equatable {
    /// Differences of bytes that stand so far apart, one channel behind the other.
    case delta(channels: Int)
    /// Absolute targets of x86 calls, and of jumps too; whether offsets wrap at 16 MiB.
    case calls(andJumps: Bool, wrapsOffset: Bool)
    /// Absolute targets of ARM branches.
    case arm
    /// Absolute targets of Itanium branches.
    case itanium
    /// Pictures of three bytes a point: the bytes of a row, and where the red ones begin.
    case picture(row: Int, red: Int)
    /// Sound of so many channels.
    case sound(channels: Int)
    /// A program that is not known; nothing is undone.
    case unknown
  }

  /// More filters than this in one member are a game.
  static let most = 8_192
  private static let longest = 4 << 20

  let kind: Kind
  var start: Int
  let length: Int

  /// Undoes the filter in the bytes of a member.
  func apply(to content: inout [UInt8]) {
    guard start >= 0, start < content.count, length > 0, length <= Self.longest else { return }
    let end = min(start + length, content.count)
    var part = Array(content[start..<end])
    switch kind {
    case .delta(let channels): part = Self.summed(part, channels: channels)
    case .calls(let andJumps, let wrapsOffset):
      Self.makeCallsRelative(&part, at: start, andJumps: andJumps, wrapsOffset: wrapsOffset)
    case .arm: Self.makeBranchesRelative(&part, at: start)
    case .itanium: RarMediaFilters.makeItaniumRelative(&part, at: start)
    case .picture(let row, let red): part = RarMediaFilters.picture(part, row: row, red: red)
    case .sound(let channels): part = RarMediaFilters.sound(part, channels: channels)
    case .unknown: return
    }
    content.replaceSubrange(start..<end, with: part)
  }

  private static func summed(_ part: [UInt8], channels: Int) -> [UInt8] {
    guard channels > 0 else { return part }
    var out = part
    var source = 0
    for channel in 0..<min(channels, part.count) {
      var value: UInt8 = 0
      for at in stride(from: channel, to: part.count, by: channels) {
        value = value &- part[source]
        source += 1
        out[at] = value
      }
    }
    return out
  }

  private static func makeCallsRelative(_ part: inout [UInt8], at start: Int, andJumps: Bool, wrapsOffset: Bool) {
    let fileSize: UInt32 = 0x100_0000
    var at = 0
    while at + 4 < part.count {
      let byte = part[at]
      at += 1
      guard byte == 0xE8 || (andJumps && byte == 0xE9) else { continue }
      var offset = UInt32(truncatingIfNeeded: at &+ start)
      if wrapsOffset { offset %= fileSize }
      let address = UInt32(truncatingIfNeeded: part.u32(at: at) ?? 0)
      if address & 0x8000_0000 != 0 {
        if (address &+ offset) & 0x8000_0000 == 0 { part.set(u32: address &+ fileSize, at: at) }
      } else if (address &- fileSize) & 0x8000_0000 != 0 {
        part.set(u32: address &- offset, at: at)
      }
      at += 4
    }
  }

  private static func makeBranchesRelative(_ part: inout [UInt8], at start: Int) {
    for at in stride(from: 0, to: part.count - 3, by: 4) where part[at + 3] == 0xEB {
      let target = Int(part[at]) | Int(part[at + 1]) << 8 | Int(part[at + 2]) << 16
      let offset = target &- (start &+ at) / 4
      for index in 0..<3 { part[at + index] = UInt8(truncatingIfNeeded: offset >> (8 * index)) }
    }
  }
}

extension [UInt8] {
  /// Writes a little-endian number, where there is room for it.
  mutating func set(u32 value: UInt32, at start: Int) {
    guard start >= 0, start <= count - 4 else { return }
    for index in 0..<4 { self[start + index] = UInt8(truncatingIfNeeded: value >> UInt32(8 * index)) }
  }
}
