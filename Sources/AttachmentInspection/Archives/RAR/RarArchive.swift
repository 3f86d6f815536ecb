import ByteReading
import CZlib

/// What the headers of a RAR archive say, versions 3 (technote) and 5 (RAR 5.0 archive format).
struct RarArchive {
  struct File {
    var name: String
    /// Bytes that it unpacks to; nil where that was not known.
    var size: Int?
    /// Where the packed bytes lie.
    var packed: Range<Int>
    var method: Method
    var encryption: RarEncryption?
    /// The vector, where the header has it.
    var vector: [UInt8] = []
    /// The checksum of the unpacked bytes; nil where there is none that is plain.
    var sum: Int?
    /// Whether it goes on from where the member before ended.
    var isSolid: Bool
    /// Whether a part of it lies in another volume.
    var isSplit: Bool
    var link: String?
    var role = Role.member
  }

  enum Role { case member, comment, stream }

  enum Method: Equatable {
    case stored
    /// Version 3 of the method, which version 4 of the archives has too.
    case version3
    case version5(hasLargeDistances: Bool)
    /// Older than version 3, or newer than what is known.
    case unknown
  }

  var files: [File] = []
  /// How the headers are encrypted, where they are and no key was given.
  var headerEncryption: RarEncryption?
  /// Whether blocks were read with the key that was given.
  var isOpened = false

  /// Reads the headers; `key` gives that of encrypted ones.
  init(_ bytes: [UInt8], limit: Int, key: ((RarEncryption) -> RarEncryption.Key?)? = nil) {
    if bytes.matches([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00], at: 0) {
      readVersion5(bytes, limit: limit, key: key)
    } else {
      readVersion3(bytes, limit: limit, key: key)
    }
  }

  /// The checksum of ZIP, which RAR has too.
  static func sum(of bytes: [UInt8]) -> Int { ZipChecksum.crc32(of: bytes) }
}
