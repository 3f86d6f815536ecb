import ByteReading

/// The filters of RAR 3, which come as programs for a machine of its own.
///
/// Packers write only a few programs, known by their length and checksum; what those do is done here. A program that is
/// not known is not run: its stretch stays as it is.
struct RarPrograms {
  private enum Program: Equatable {
    case calls, callsAndJumps, itanium, delta, picture, sound, unknown
  }

  private var programs: [Program] = []
  private var lengths: [Int] = []
  private var last = 0

  private static let most = 1_024

  /// Reads a use of a program: which one, where, the registers it begins with, and the program itself where it is new.
  mutating func add(_ first: Int, _ code: [UInt8], at position: Int, to filters: inout [RarFilter]) {
    var bits = BitReader(code)
    if first & 0x80 != 0 {
      let number = Self.number(&bits)
      if number == 0 {
        programs = []
        lengths = []
        last = 0
      } else {
        last = number - 1
      }
    }
    guard last <= programs.count, programs.count < Self.most, filters.count < RarFilter.most else { return }
    let isNew = last == programs.count
    if isNew {
      programs.append(.unknown)
      lengths.append(0)
    }
    var start = Self.number(&bits)
    if first & 0x40 != 0 { start += 258 }
    if first & 0x20 != 0 { lengths[last] = Self.number(&bits) }
    var registers = [Int](repeating: 0, count: 7)
    if first & 0x10 != 0 {
      let mask = bits.take(7)
      for index in 0..<7 where mask & 1 << index != 0 { registers[index] = Self.number(&bits) }
    }
    if isNew {
      let size = Self.number(&bits)
      guard size > 0, size < 0x10000 else { return }
      var program: [UInt8] = []
      for _ in 0..<size {
        guard !bits.isExhausted else { return }
        program.append(UInt8(truncatingIfNeeded: bits.take(8)))
      }
      programs[last] = Self.program(program)
    }
    filters.append(
      RarFilter(kind: Self.kind(programs[last], registers), start: position &+ start, length: lengths[last]))
  }

  private static func kind(_ program: Program, _ registers: [Int]) -> RarFilter.Kind {
    switch program {
    case .calls: .calls(andJumps: false, wrapsOffset: false)
    case .callsAndJumps: .calls(andJumps: true, wrapsOffset: false)
    case .itanium: .itanium
    case .delta: .delta(channels: registers[0])
    case .picture: .picture(row: registers[0], red: registers[1])
    case .sound: .sound(channels: registers[0])
    case .unknown: .unknown
    }
  }

  private static func program(_ code: [UInt8]) -> Program {
    switch (code.count, ZipChecksum.crc32(of: code)) {
    case (53, 0xAD57_6887): .calls
    case (57, 0x3CD7_E57E): .callsAndJumps
    case (120, 0x3769_893F): .itanium
    case (29, 0x0E06_077D): .delta
    case (149, 0x1C2C_5DC8): .picture
    case (216, 0xBC85_E701): .sound
    default: .unknown
    }
  }

  /// A number of 4, 8, 16 or 32 bits; of those of 8, small ones are written as negative.
  private static func number(_ bits: inout BitReader) -> Int {
    switch bits.take(2) {
    case 0: return bits.take(4)
    case 1:
      let byte = bits.take(4)
      return byte == 0 ? 0xFFFF_FF00 | bits.take(8) : byte << 4 | bits.take(4)
    case 2: return bits.take(16)
    default: return bits.take(32)
    }
  }
}
