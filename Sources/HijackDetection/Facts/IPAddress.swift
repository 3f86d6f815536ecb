/// An address of the Internet Protocol, as far as judgement compares them.
struct IPAddress: Hashable {
  /// The first four groups of sixteen bits; an IPv4 address is its mapped form (RFC 4291 §2.5.5.2).
  private var high: UInt64
  /// The last four groups.
  private var low: UInt64

  /// Bytes of the longest form (RFC 4291 §2.2).
  private static let longest = 45
  private static let mapped: UInt64 = 0xFFFF_0000_0000

  /// Reads the dotted form of IPv4 or a colon form of IPv6; nil for anything else.
  init?(_ text: String) { self.init(text.bytes(atMost: Self.longest + 1)[...]) }

  /// Reads the same from bytes in any case.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= 2, bytes.count <= Self.longest else { return nil }
    if bytes.contains(0x3A) {
      self.init(groups: bytes.prefix { $0 != 0x25 })
    } else {
      guard let four = Self.four(bytes) else { return nil }
      self.init(high: 0, low: Self.mapped | four)
    }
  }

  private init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Whether bytes are four numbers of one to three digits with dots between them, whatever their values.
  static func isDotted(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 7, bytes.count <= 15 else { return false }
    var dots = 0
    var digits = 0
    for byte in bytes {
      if byte == 0x2E {
        guard digits > 0 else { return false }
        dots += 1
        digits = 0
      } else {
        guard byte.isDigit, digits < 3 else { return false }
        digits += 1
      }
    }
    return dots == 3 && digits > 0
  }

  private static func four(_ bytes: ArraySlice<UInt8>) -> UInt64? {
    guard isDotted(bytes) else { return nil }
    var whole: UInt64 = 0
    var part: UInt64 = 0
    for byte in bytes {
      if byte == 0x2E {
        whole = whole << 8 | part
        part = 0
      } else {
        part = part * 10 + UInt64(byte - 0x30)
        guard part < 256 else { return nil }
      }
    }
    return whole << 8 | part
  }

  /// Reads groups between colons, one run of zeros left out as `::`, an IPv4 address as the last two.
  private init?(groups bytes: ArraySlice<UInt8>) {
    var pieces = bytes.split(separator: 0x3A, maxSplits: 10, omittingEmptySubsequences: false)
    if pieces.first?.isEmpty == true { pieces.removeFirst() }
    if pieces.last?.isEmpty == true { pieces.removeLast() }
    guard pieces.count <= 8 else { return nil }
    var groups: [UInt16] = []
    var gap: Int?
    for (index, piece) in pieces.enumerated() {
      if piece.isEmpty {
        guard gap == nil else { return nil }
        gap = groups.count
      } else if index == pieces.count - 1, let four = Self.four(piece) {
        groups += [UInt16(truncatingIfNeeded: four >> 16), UInt16(truncatingIfNeeded: four)]
      } else {
        guard piece.count <= 4 else { return nil }
        var value: UInt16 = 0
        for byte in piece {
          guard let digit = byte.hexadecimalValue else { return nil }
          value = value << 4 | UInt16(digit)
        }
        groups.append(value)
      }
    }
    guard groups.count <= 8 else { return nil }
    if let gap {
      groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
    } else if groups.count != 8 {
      return nil
    }
    let words = groups.reduce(into: (high: UInt64(0), low: UInt64(0))) { words, group in
      words.high = words.high << 16 | words.low >> 48
      words.low = words.low << 16 | UInt64(group)
    }
    self.init(high: words.high, low: words.low)
  }

  /// Whether the first `bits` of 128 are those of another address.
  func shares(_ bits: Int, with other: IPAddress) -> Bool {
    func mask(_ bits: Int) -> UInt64 { bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits)) }
    return (high ^ other.high) & mask(bits) == 0 && (low ^ other.low) & mask(bits - 64) == 0
  }

  /// Whether it is one of IPv4.
  var isFour: Bool { high == 0 && low >> 32 == 0xFFFF }

  private func byte(_ index: UInt64) -> UInt64 { low >> (24 - 8 * index) & 0xFF }

  /// Whether the address is reached from everywhere: not private, local, shared (RFC 1918, 3927, 4193, 6598) or loopback.
  var isPublic: Bool {
    if isFour {
      switch (byte(0), byte(1)) {
      case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): return false
      case (172, 16...31), (100, 64...127): return false
      default: return true
      }
    }
    // Mapped forms of 6to4 addresses as Google uses them inside its own network (2002:…).
    return high >> 61 == 1 && high >> 48 != 0x2002
  }

  /// The network the address stands for: its /24, or its /48 for IPv6.
  var network: String {
    if isFour { return "\(byte(0)).\(byte(1)).\(byte(2)).0/24" }
    return [high >> 48, high >> 32 & 0xFFFF, high >> 16 & 0xFFFF].map { String($0, radix: 16) }
      .joined(separator: ":") + "::/48"
  }
}
