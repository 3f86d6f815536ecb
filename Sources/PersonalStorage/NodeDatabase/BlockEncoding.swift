/// How the data in blocks are made unreadable to the casual eye ([MS-PST] 5.1, 5.2); no key is needed.
enum BlockEncoding {
  /// Undoes the encoding of a block's data.
  static func decode(_ bytes: inout [UInt8], as encoding: StorageHeader.Encoding, block: BlockID) {
    switch encoding {
    case .none: break
    case .permuted: permute(&bytes)
    case .cyclic: cycle(&bytes, key: UInt32(truncatingIfNeeded: block.rawValue))
    }
  }

  private static func permute(_ bytes: inout [UInt8]) {
    let table = EncodingTables.decode
    for index in bytes.indices { bytes[index] = table[Int(bytes[index])] }
  }

  /// Three substitutions that turn with the position; the same once more undoes it.
  private static func cycle(_ bytes: inout [UInt8], key: UInt32) {
    let encode = EncodingTables.encode
    let shuffle = EncodingTables.shuffle
    let decode = EncodingTables.decode
    var word = UInt16(truncatingIfNeeded: key ^ key >> 16)
    for index in bytes.indices {
      let low = UInt8(truncatingIfNeeded: word)
      let high = UInt8(truncatingIfNeeded: word >> 8)
      var byte = encode[Int(bytes[index] &+ low)]
      byte = shuffle[Int(byte &+ high)]
      byte = decode[Int(byte &- high)]
      bytes[index] = byte &- low
      word &+= 1
    }
  }
}
