import MailModel

/// Someone whom an item names: a display name and an address that can stand in a header field.
struct OutlookMailbox: Equatable {
  /// UTF-8; empty where there is none, or where it only repeats the address.
  var name: [UInt8]
  /// An addr-spec without brackets; empty where the item knows none.
  var address: [UInt8]

  /// Longer names and addresses are cut there.
  private static let longest = 2_000

  /// Makes a mailbox from what an item says; nil where it says nothing.
  ///
  /// - Parameters:
  ///   - type: The address type: `SMTP`, `EX` (an Exchange distinguished name), `FAX`, …
  ///   - smtp: The Internet address, where the item has it beside another.
  init?(name: [UInt8]?, type: [UInt8]?, address: [UInt8]?, smtp: [UInt8]? = nil) {
    let name = Self.trimmed(name ?? [])
    let type = Self.trimmed(type ?? [])
    var spec: [UInt8] = []
    if let smtp = smtp.map(Self.bare), Self.isAddress(smtp) {
      spec = smtp
    } else if let address = address.map(Self.trimmed), !address.isEmpty {
      let bare = Self.bare(address)
      let isForeign = !type.isEmpty && !type.elementsEqual("SMTP".utf8, by: { $0 & 0xDF == $1 & 0xDF })
      spec = !isForeign && Self.isAddress(bare) ? bare : Self.encapsulated(address, type: type)
    } else if Self.isAddress(Self.bare(name)) {
      spec = Self.bare(name)
    }
    guard !spec.isEmpty || !name.isEmpty else { return nil }
    self.name = name == spec ? [] : name
    self.address = spec
  }

  /// Whether both name the same mailbox.
  func isSame(as other: OutlookMailbox) -> Bool {
    address.isEmpty && other.address.isEmpty
      ? name == other.name
      : address.elementsEqual(other.address) {
        $0 == $1 || ($0.isLetterOrDigit && $0 >= 0x41 && $0 ^ $1 == 0x20)
      }
  }

  /// An address that is not of the Internet as one that is: `IMCEAEX-_o=Org_cn=ann@…`, in which nothing is lost
  /// ([MS-OXCMAIL] §2.1.3.1.8).
  static func encapsulated(_ address: [UInt8], type: [UInt8]) -> [UInt8] {
    let kind = Array(type.filter(\.isLetterOrDigit).prefix(16))
    var out = Array("IMCEA".utf8)
    out += kind.isEmpty ? Array("INVALID".utf8) : kind
    out.append(0x2D)
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in address.prefix(longest) {
      switch byte {
      case 0x2F: out.append(0x5F)
      case 0x2D, 0x3D: out.append(byte)
      case _ where byte.isLetterOrDigit: out.append(byte)
      default: out += [0x2B, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return out + [0x40] + Array(MailAddress.exchangeDomain.utf8)
  }

  /// Whether bytes can stand between angle brackets: one piece, with an `@` inside.
  private static func isAddress(_ bytes: [UInt8]) -> Bool {
    guard let at = bytes.lastIndex(of: 0x40), at > 0, at < bytes.count - 1 else { return false }
    return bytes.allSatisfy { byte in
      switch byte {
      case 0...0x20, 0x22, 0x28, 0x29, 0x2C, 0x3A...0x3C, 0x3E, 0x5B...0x5D, 0x7F: false
      default: true
      }
    }
  }

  /// An address without what people and programs put around it: brackets, quotes, `mailto:`.
  private static func bare(_ address: [UInt8]) -> [UInt8] {
    var bytes = trimmed(address)
    if bytes.count > 7, bytes[0..<7].elementsEqual("mailto:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) {
      bytes.removeFirst(7)
    }
    for pair: (UInt8, UInt8) in [(0x22, 0x22), (0x27, 0x27), (0x3C, 0x3E)]
    where bytes.count > 2 && bytes.first == pair.0 && bytes.last == pair.1 {
      bytes = Array(bytes[1..<bytes.count - 1])
    }
    return bytes
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var end = bytes.count
    while end > 0, bytes[end - 1] <= 0x20 { end -= 1 }
    var start = 0
    while start < end, bytes[start] <= 0x20 { start += 1 }
    if end - start > longest {
      end = start + longest
      while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    }
    return Array(bytes[start..<end])
  }
}
