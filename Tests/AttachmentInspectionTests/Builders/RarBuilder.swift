import MailTestSupport

@testable import AttachmentInspection

/// Builds RAR archives of versions 3 and 5, with all codes of one length.
struct RarBuilder {
  enum Version { case three, five }
  enum Secrecy: Equatable { case none, bodies(String), headers(String) }

  struct Filter {
    var start: Int
    var length: Int
    /// The number that version 5 gives it.
    var kind: Int
    var channels = 0
  }

  var version = Version.five
  var secrecy = Secrecy.none
  var isSolid = false
  var isStored = false
  var filters: [Filter] = []
  var files: [(name: String, content: [UInt8])] = []

  private static let power = 4
  private static let salt = [UInt8](1...16)
  private static let vector = [UInt8](17...32)

  private var password: String? {
    switch secrecy {
    case .none: nil
    case .bodies(let password), .headers(let password): password
    }
  }

  private var encryption: RarEncryption {
    version == .five
      ? .version5(power: Self.power, salt: Self.salt, check: nil) : .version3(salt: Array(Self.salt.prefix(8)))
  }

  func build() -> [UInt8] {
    let key = password.flatMap { encryption.key(for: PasswordCandidate(text: $0, origin: .mail)) }
    return version == .five ? build5(key) : build3(key)
  }

  /// A block of version 5 for whatever bytes, without a header around.
  static func body5(_ content: [UInt8], history: [UInt8] = [], filters: [Filter] = []) -> [UInt8] {
    var bits = BitWriter()
    for _ in 0..<20 { bits.put(5, 4) }
    for (count, length) in [(306, 9), (64, 6), (16, 4), (44, 6)] {
      for _ in 0..<count { bits.put(length, 5) }
    }
    for filter in filters {
      bits.put(256, 9)
      for number in [filter.start, filter.length] {
        bits.put(3, 2)
        for index in 0..<4 { bits.put(number >> (8 * index) & 0xFF, 8) }
      }
      bits.put(filter.kind, 3)
      if filter.kind == 0 { bits.put(filter.channels - 1, 5) }
    }
    for token in MatchToken.tokens(of: history + content, from: history.count) {
      switch token {
      case .byte(let byte): bits.put(Int(byte), 9)
      case .match(let length, let distance):
        var base = length
        for far in [0x100, 0x2000, 0x40000] where distance > far { base -= 1 }
        let (slot, extra, rest) = lengthSlot(base - 2)
        bits.put(262 + slot, 9)
        bits.put(rest, extra)
        let (far, farExtra, farRest) = distanceSlot(distance - 1)
        bits.put(far, 6)
        if farExtra >= 4 {
          bits.put(farRest >> 4, farExtra - 4)
          bits.put(farRest & 15, 4)
        } else {
          bits.put(farRest, farExtra)
        }
      }
    }
    let lastBits = bits.lastBits
    let data = bits.finish()
    let flags = UInt8(lastBits - 1) | 2 << 3 | 0x40 | 0x80
    let size = (0..<3).map { UInt8(data.count >> (8 * $0) & 0xFF) }
    return [flags, size.reduce(0x5A ^ flags, ^)] + size + data
  }

  static func body3(_ content: [UInt8], history: [UInt8] = []) -> [UInt8] {
    var bits = BitWriter()
    bits.put(0, 2)
    for _ in 0..<20 { bits.put(5, 4) }
    for (count, length) in [(299, 9), (60, 6), (17, 5), (28, 5)] {
      for _ in 0..<count { bits.put(length, 5) }
    }
    for token in MatchToken.tokens(of: history + content, from: history.count, farthest: 30_000) {
      switch token {
      case .byte(let byte): bits.put(Int(byte), 9)
      case .match(let length, let distance):
        let (slot, extra, rest) = lengthSlot(length - 3 - (distance >= 0x2000 ? 1 : 0))
        bits.put(271 + slot, 9)
        bits.put(rest, extra)
        let (far, farExtra, farRest) = distanceSlot(distance - 1)
        bits.put(far, 6)
        if far > 9 {
          bits.put(farRest >> 4, farExtra - 4)
          bits.put(farRest & 15, 5)
        } else {
          bits.put(farRest, farExtra)
        }
      }
    }
    // The end of the file; new codes follow.
    bits.put(256, 9)
    bits.put(0b01, 2)
    return bits.finish()
  }

  private static func lengthSlot(_ value: Int) -> (slot: Int, extra: Int, rest: Int) {
    if value < 8 { return (value, 0, 0) }
    let extra = Int.bitWidth - 1 - value.leadingZeroBitCount - 2
    return (4 * (extra + 1) + value >> extra & 3, extra, value & (1 << extra - 1))
  }

  private static func distanceSlot(_ value: Int) -> (slot: Int, extra: Int, rest: Int) {
    if value < 4 { return (value, 0, 0) }
    let extra = Int.bitWidth - 1 - value.leadingZeroBitCount - 1
    return (2 * (extra + 1) + value >> extra & 1, extra, value & (1 << extra - 1))
  }

  private func number(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  private func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (16 - bytes.count % 16) % 16)
  }

  private func encrypted(_ bytes: [UInt8], _ key: RarEncryption.Key, vector: [UInt8]) -> [UInt8] {
    AESCipher.encryptCBC(padded(bytes), key: key.key, vector: vector) ?? []
  }

  private func build5(_ key: RarEncryption.Key?) -> [UInt8] {
    var out: [UInt8] = [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00]
    var headerKey: RarEncryption.Key?
    func block(_ body: [UInt8]) -> [UInt8] {
      let sized = number(body.count) + body
      var sum: [UInt8] = []
      sum.append(u32: RarArchive.sum(of: sized))
      guard let headerKey else { return sum + sized }
      return Self.vector + encrypted(sum + sized, headerKey, vector: Self.vector)
    }
    if case .headers = secrecy {
      out += block([4, 0, 0, 0, UInt8(Self.power)] + Self.salt)
      headerKey = key
    }
    out += block([1, 0, isSolid ? 4 : 0])
    var history: [UInt8] = []
    for (index, file) in files.enumerated() {
      var data = isStored ? file.content : Self.body5(file.content, history: history, filters: filters)
      var extra: [UInt8] = []
      if let key {
        data = encrypted(data, key, vector: Self.vector)
        let record = [1, 0, 0, UInt8(Self.power)] + Self.salt + Self.vector
        extra = number(record.count) + record
      }
      var body: [UInt8] = [2, 3] + number(extra.count) + number(data.count) + [4] + number(file.content.count) + [0]
      body.append(u32: RarArchive.sum(of: file.content))
      body += number((isStored ? 0 : 3 << 7) | (isSolid && index > 0 ? 0x40 : 0)) + [1]
      body += number(file.name.utf8.count) + Array(file.name.utf8) + extra
      out += block(body) + data
      if isSolid { history += file.content }
    }
    return out + block([5, 0, 0])
  }

  private func build3(_ key: RarEncryption.Key?) -> [UInt8] {
    var out: [UInt8] = [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00]
    var headerKey: RarEncryption.Key?
    func block(_ type: UInt8, _ flags: Int, _ body: [UInt8]) -> [UInt8] {
      var header: [UInt8] = [type]
      header.append(u16: flags)
      header.append(u16: body.count + 7)
      header += body
      var sum: [UInt8] = []
      sum.append(u16: RarArchive.sum(of: header) & 0xFFFF)
      guard let headerKey else { return sum + header }
      return Array(Self.salt.prefix(8)) + encrypted(sum + header, headerKey, vector: headerKey.vector)
    }
    var hidden = 0
    if case .headers = secrecy { hidden = 0x80 }
    out += block(0x73, hidden | (isSolid ? 8 : 0), [0, 0, 0, 0, 0, 0])
    if hidden != 0 { headerKey = key }
    var history: [UInt8] = []
    for (index, file) in files.enumerated() {
      var data = isStored ? file.content : Self.body3(file.content, history: history)
      if let key { data = encrypted(data, key, vector: key.vector) }
      var body: [UInt8] = []
      body.append(u32: data.count)
      body.append(u32: file.content.count)
      body.append(2)
      body.append(u32: RarArchive.sum(of: file.content))
      body += [0, 0, 0x21, 0x4A, 29, isStored ? 0x30 : 0x33]
      body.append(u16: file.name.utf8.count)
      body += [0x20, 0, 0, 0] + Array(file.name.utf8)
      if key != nil { body += Self.salt.prefix(8) }
      let flags = 0x8000 | (key != nil ? 0x404 : 0) | (isSolid && index > 0 ? 0x10 : 0)
      out += block(0x74, flags, body) + data
      if isSolid { history += file.content }
    }
    return out + block(0x7B, 0x4000, [])
  }
}
