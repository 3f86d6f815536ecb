/// An address of the Internet Protocol, as far as judgement compares them.
struct IPAddress: Hashable {
  /// The address as eight groups of sixteen bits; an IPv4 address is its mapped form (RFC 4291 §2.5.5.2).
  private var groups: [UInt16]

  /// Reads the dotted form of IPv4 or a colon form of IPv6; nil for anything else.
  init?(_ text: String) {
    if text.utf8.contains(0x3A) {
      guard text.utf8.count <= 45, let groups = Self.groups(text) else { return nil }
      self.groups = groups
    } else {
      guard let four = Self.four(text) else { return nil }
      groups = [0, 0, 0, 0, 0, 0xFFFF, four[0] << 8 | four[1], four[2] << 8 | four[3]]
    }
  }

  private static func four(_ text: String) -> [UInt16]? {
    guard RegistrableDomain.isAddress(text) else { return nil }
    let values = text.split(separator: ".").compactMap { UInt16($0) }
    return values.count == 4 && values.allSatisfy { $0 < 256 } ? values : nil
  }

  private static func groups(_ text: String) -> [UInt16]? {
    let bare = text.prefix { $0 != "%" }
    var halves: [[UInt16]] = [[]]
    var pieces = bare.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    if pieces.first == "" { pieces.removeFirst() }
    if pieces.last == "" { pieces.removeLast() }
    guard pieces.count <= 8 else { return nil }
    for (index, piece) in pieces.enumerated() {
      if piece.isEmpty {
        guard halves.count == 1 else { return nil }
        halves.append([])
      } else if piece.utf8.contains(0x2E), index == pieces.count - 1, let four = four(piece) {
        halves[halves.count - 1] += [four[0] << 8 | four[1], four[2] << 8 | four[3]]
      } else {
        guard piece.utf8.count <= 4, let value = UInt16(piece, radix: 16) else { return nil }
        halves[halves.count - 1].append(value)
      }
    }
    let given = halves.reduce(0) { $0 + $1.count }
    if halves.count == 1 { return given == 8 ? halves[0] : nil }
    guard given <= 8 else { return nil }
    return halves[0] + Array(repeating: 0, count: 8 - given) + halves[1]
  }

  private var isFour: Bool { groups[0...4].allSatisfy { $0 == 0 } && groups[5] == 0xFFFF }

  /// Whether the address is reached from everywhere: not private, local, shared (RFC 1918, 3927, 4193, 6598) or loopback.
  var isPublic: Bool {
    if isFour {
      let (first, second) = (groups[6] >> 8, groups[6] & 0xFF)
      switch (first, second) {
      case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): return false
      case (172, 16...31), (100, 64...127): return false
      default: return true
      }
    }
    // Mapped forms of 6to4 addresses as Google uses them inside its own network (2002:…).
    return groups[0] & 0xE000 == 0x2000 && groups[0] != 0x2002
  }

  /// The network the address stands for: its /24, or its /48 for IPv6.
  var network: String {
    if isFour { return "\(groups[6] >> 8).\(groups[6] & 0xFF).\(groups[7] >> 8).0/24" }
    return groups[0...2].map { String($0, radix: 16) }.joined(separator: ":") + "::/48"
  }
}
