import ByteReading

/// The forms of the file format: widths, sizes and places that differ between them ([MS-PST] 2.2.2).
enum StorageFormat: Sendable {
  /// 32-bit numbers, text in a code page; Outlook 97 to 2002.
  case ansi
  /// 64-bit numbers, text in UTF-16; since Outlook 2003.
  case unicode
  /// The same with pages of 4,096 bytes and deflated blocks: the `.ost` files since Outlook 2013.
  ///
  /// No specification covers it. Where it differs from the former was taken from descriptions of files in the wild.
  case unicode4K

  /// The form of a version number ([MS-PST] 2.2.2.6, wVer); nil where it is not known.
  init?(version: Int) {
    switch version {
    case 14, 15: self = .ansi
    // 21 is written by a recovery program; 37 is Outlook's with Windows Information Protection.
    case 21, 23, 37: self = .unicode
    case 36: self = .unicode4K
    default: return nil
    }
  }

  /// Bytes of a block identifier, and of an offset.
  var width: Int { self == .ansi ? 4 : 8 }
  var pageBytes: Int { self == .unicode4K ? 4_096 : 512 }
  /// Where in a page its trailer stands ([MS-PST] 2.2.2.7.1).
  var pageTrailer: Int {
    switch self {
    case .ansi: 500
    case .unicode: 496
    case .unicode4K: 4_072
    }
  }
  /// Where in a page of a tree the number of entries stands, behind the room for entries ([MS-PST] 2.2.2.7.7.1).
  var pageEntries: Int {
    switch self {
    case .ansi: 496
    case .unicode: 488
    case .unicode4K: 4_056
    }
  }
  var blockTrailerBytes: Int {
    switch self {
    case .ansi: 12
    case .unicode: 16
    case .unicode4K: 24
    }
  }
  /// Blocks begin and end at multiples of it.
  var blockAlignment: Int { self == .unicode4K ? 512 : 64 }
  /// The most bytes of data in a block.
  var blockDataBytes: Int { (self == .unicode4K ? 65_536 : 8_192) - blockTrailerBytes }
  /// Bits of a heap identifier that number the allocation in its block ([MS-PST] 2.3.1.1).
  var heapIndexBits: UInt32 { self == .unicode4K ? 14 : 11 }

  /// The number of `width` bytes at `offset`; nil where the bytes end before.
  func number(_ bytes: [UInt8], at offset: Int) -> UInt64? {
    self == .ansi ? bytes.u32(at: offset).map(UInt64.init) : bytes.u64(at: offset)
  }
}
