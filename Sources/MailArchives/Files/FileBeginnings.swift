import MailModel

/// Short checksums of what a file begins with, one for each of some eighty lengths from 64 bytes to 64 KiB.
///
/// A digest says nothing of a file that is shorter than what it covers. These tell a file that lost its end from another
/// file in its place. They are 16 bits each, for the sake of folders of a million messages; that another file agrees in
/// all of them is a matter of one in 65,536 for each length. Nobody's guilt rests on it: it decides between two words.
public struct FileBeginnings: Sendable, Hashable {
  private static let longest = 64 << 10

  private var checksums: [UInt16] = []

  /// Notes nothing.
  public init() {}

  /// Takes checksums of the beginnings of `head`, the first bytes of a file.
  init(of head: MailBytes) {
    var length = 64
    var at = 0
    // FNV-1a (Fowler, Noll, Vo), 64 bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    while length <= min(head.count, Self.longest) {
      head[at..<length].withUnsafeBytes { bytes in
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
      checksums.append(UInt16(truncatingIfNeeded: hash ^ hash >> 32))
      at = length
      // Close together where mails end, for a header alone makes two mails look alike.
      length += length < 4_096 ? length / 16 : length / 4
    }
  }

  /// Whether the two can be beginnings of one file: they are the same as far as both go.
  func agree(with other: Self) -> Bool { zip(checksums, other.checksums).allSatisfy { $0 == $1 } }

  // MARK: Stored

  /// The checksums as bytes, the high one first.
  public var packed: [UInt8] {
    checksums.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  /// Reads `packed`.
  public init(packed: [UInt8]) {
    checksums = stride(from: 0, to: packed.count - packed.count % 2, by: 2).map {
      UInt16(packed[$0]) << 8 | UInt16(packed[$0 + 1])
    }
  }
}
