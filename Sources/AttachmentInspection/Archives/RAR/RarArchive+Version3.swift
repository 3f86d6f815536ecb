import ByteReading

extension RarArchive {
  private static let longestHeader = 65_536

  /// Blocks: CRC16, type, flags, size; with flag 0x8000 a size of data that follow.
  mutating func readVersion3(_ bytes: [UInt8], limit: Int, key: ((RarEncryption) -> RarEncryption.Key?)?) {
    var at = 7
    var isEncrypted = false
    while files.count < limit {
      var header: [UInt8]
      var end: Int
      if isEncrypted {
        // Eight bytes of salt, then the header in whole blocks of AES.
        let salt = bytes.bytes(at: at, count: 8)
        let encryption = RarEncryption.version3(salt: salt)
        guard let own = key?(encryption),
          let first = AESCipher.decryptCBC(bytes.bytes(at: at + 8, count: 16), key: own.key, vector: own.vector),
          let size = first.u16(at: 5), size >= 7
        else {
          if !isOpened { headerEncryption = encryption }
          return
        }
        let whole = (size + 15) / 16 * 16
        guard let clear = AESCipher.decryptCBC(bytes.bytes(at: at + 8, count: whole), key: own.key, vector: own.vector),
          clear.count >= size, clear.u16(at: 0) == Self.sum(of: clear.bytes(at: 2, count: size - 2)) & 0xFFFF
        else {
          if !isOpened { headerEncryption = encryption }
          return
        }
        isOpened = true
        header = clear
        end = at + 8 + whole
      } else {
        guard let size = bytes.u16(at: at + 5), size >= 7 else { return }
        header = bytes.bytes(at: at, count: size)
        end = at + size
      }
      guard let type = header.byte(at: 2), let flags = header.u16(at: 3) else { return }
      if type == 0x73, flags & 0x80 != 0 { isEncrypted = true }
      if type == 0x7B { return }
      let data = Self.dataSize(header, type: type, flags: flags)
      guard data >= 0, data <= bytes.count, end <= bytes.count else { return }
      if type == 0x74 || type == 0x7A, let file = Self.file3(header, type: type, flags: flags, data: end..<end + data) {
        files.append(file)
      }
      at = end + data
    }
  }

  private static func dataSize(_ header: [UInt8], type: UInt8, flags: Int) -> Int {
    guard flags & 0x8000 != 0 || type == 0x74 else { return 0 }
    let low = header.u32(at: 7) ?? 0
    let high = type == 0x74 && flags & 0x100 != 0 ? header.u32(at: 32) ?? 0 : 0
    return high < 1 << 30 ? high << 32 | low : -1
  }

  /// A member, or a block of service data, which has the same shape.
  private static func file3(_ header: [UInt8], type: UInt8, flags: Int, data: Range<Int>) -> File? {
    guard let size = header.u32(at: 11), let sum = header.u32(at: 16), let version = header.byte(at: 24),
      let method = header.byte(at: 25), let nameSize = header.u16(at: 26), flags & 0xE0 != 0xE0
    else { return nil }
    var at = 32
    var whole = size
    if flags & 0x100 != 0 {
      let high = header.u32(at: 36) ?? 0
      whole = high < 1 << 30 ? high << 32 | size : .max
      at = 40
    }
    let name = name(header.bytes(at: at, count: nameSize), isUnicode: flags & 0x200 != 0)
    at += nameSize
    let salt = flags & 0x400 != 0 ? header.bytes(at: at, count: 8) : []
    var file = File(
      name: name, size: size == 0xFFFF_FFFF ? nil : whole, packed: data,
      method: method == 0x30 ? .stored : version == 29 || version == 36 ? .version3 : .unknown,
      encryption: flags & 4 != 0 ? .version3(salt: salt) : nil, sum: sum, isSolid: flags & 0x10 != 0,
      isSplit: flags & 3 != 0)
    // A symbolic link of Unix: its target is the content.
    if header.byte(at: 15) == 3, (header.u32(at: 28) ?? 0) & 0xF000 == 0xA000 { file.link = name }
    guard type == 0x7A else { return file }
    guard name == "CMT" else { return nil }
    file.role = .comment
    return file
  }

  /// A plain name; behind a NUL may stand how it reads in Unicode: by pairs of bits one byte, one with the usual high
  /// byte, two bytes, or a run of the plain name.
  static func name(_ raw: [UInt8], isUnicode: Bool) -> String {
    guard let zero = raw.firstIndex(of: 0) else { return raw.lenientText }
    let plain = Array(raw[0..<zero])
    guard isUnicode, var at = Optional(zero + 1), let high = raw.byte(at: at) else { return plain.lenientText }
    at += 1
    var units: [UInt16] = []
    var flags: UInt8 = 0
    var flagBits = 0
    let wide = UInt16(high) << 8
    while at < raw.count, units.count < 2_048 {
      if flagBits == 0 {
        flags = raw[at]
        at += 1
        flagBits = 8
      }
      let kind = flags >> 6
      flags <<= 2
      flagBits -= 2
      guard let byte = raw.byte(at: at) else { break }
      at += 1
      switch kind {
      case 0: units.append(UInt16(byte))
      case 1: units.append(UInt16(byte) | wide)
      case 2:
        units.append(UInt16(byte) | UInt16(raw.byte(at: at) ?? 0) << 8)
        at += 1
      default:
        var correction: UInt8?
        if byte & 0x80 != 0 {
          correction = raw.byte(at: at) ?? 0
          at += 1
        }
        for _ in 0..<Int(byte & 0x7F) + 2 {
          guard let own = plain.byte(at: units.count) else { break }
          units.append(correction.map { UInt16(own &+ $0) | wide } ?? UInt16(own))
        }
      }
    }
    return units.isEmpty ? plain.lenientText : String(decoding: units, as: UTF16.self)
  }
}
