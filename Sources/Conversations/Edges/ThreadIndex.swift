import MailModel

/// The Thread-Index header, decoded: which conversation Outlook and Exchange count a message to, and when each answer
/// was written (MS-OXOMSG §2.2.1.3; the three encodings as measured on real mail).
///
/// A header of 22 bytes (time and GUID), then a block of 5 bytes for each answer.
public struct ThreadIndex: Sendable, Hashable {
  /// How the header's time is written.
  public enum Encoding: Sendable, Hashable {
    /// Desktop Outlook: six bytes of FILETIME.
    case outlook
    /// Exchange: one byte, then five bytes of FILETIME; answers count from the six bytes taken together.
    case exchange
    /// No time that means anything: only the GUID and the number of blocks do.
    case opaque
  }

  /// One answer: how long after the one before it was written.
  public struct Block: Sendable, Hashable {
    /// The difference of time, 31 bits, shifted by 18 or 23 bits.
    public var delta: UInt32
    /// Whether the difference is coarse: in units of 2^23 instead of 2^18 ticks.
    public var isCoarse: Bool
    /// The last byte: a random number and a sequence count.
    public var tail: UInt8
    /// The difference in ticks of 100 ns.
    public var ticks: UInt64 { UInt64(delta) << (isCoarse ? 23 : 18) }
  }

  /// Bytes in the header.
  public static let headerLength = 22
  /// Bytes in a block.
  public static let blockLength = 5

  /// All the bytes.
  public var bytes: [UInt8]
  /// How the header's time is written.
  public var encoding: Encoding
  /// The answers, oldest first; a broken last block is left out.
  public var blocks: [Block]
  /// Whether the bytes end with a whole block.
  public var isWhole: Bool

  /// Reads the decoded header; nil where it is shorter than 22 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.headerLength else { return nil }
    self.bytes = bytes
    if bytes[0] == 0x01, bytes[1] & 0xF0 == 0xD0 {
      encoding = .outlook
    } else if bytes[0] == 0x01, bytes[1] == 0x01, bytes[2] & 0xF0 == 0xD0 {
      encoding = .exchange
    } else {
      encoding = .opaque
    }
    isWhole = (bytes.count - Self.headerLength) % Self.blockLength == 0
    blocks = stride(from: Self.headerLength, through: bytes.count - Self.blockLength, by: Self.blockLength).map { at in
      let word = bytes[at..<at + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      return Block(delta: word & 0x7FFF_FFFF, isCoarse: word >> 31 == 1, tail: bytes[at + 4])
    }
  }

  /// The conversation's identifier: 16 bytes.
  public var guid: ArraySlice<UInt8> { bytes[6..<Self.headerLength] }

  /// The header: time and GUID.
  public var header: ArraySlice<UInt8> { bytes[..<Self.headerLength] }

  /// When the conversation began, in seconds since 1970; nil where the encoding does not say.
  public var start: Int64? {
    switch encoding {
    case .outlook: Self.seconds(ofTicks: Self.number(bytes[0..<6]) << 16)
    case .exchange: Self.seconds(ofTicks: Self.number(bytes[1..<6]) << 24)
    case .opaque: nil
    }
  }

  /// How many low bits of the last answer's time can be relied upon.
  ///
  /// A delta that would need more bits was cut when it was written.
  public var reliableBits: Int { blocks.contains { !$0.isCoarse } ? 49 : 54 }

  /// When the last answer was written, in seconds since 1970, taken as near to `date` as the reliable bits allow; nil
  /// where the encoding does not say.
  public func lastTime(near date: MailDate) -> Int64? {
    guard encoding != .opaque else { return nil }
    guard !blocks.isEmpty else { return start }
    let base = Self.number(bytes[0..<6]) << 16
    let last = blocks.reduce(base) { $0 &+ $1.ticks }
    guard let near = Self.ticks(ofSeconds: date.seconds) else { return nil }
    let modulus: UInt64 = 1 << UInt64(reliableBits)
    let ahead = (last &- near) & (modulus - 1)
    // Half a modulus is 326 days or 28 years: the nearer of the two readings.
    let distance = ahead < modulus / 2 ? Int64(clamping: ahead) : -Int64(clamping: modulus - ahead)
    let (sum, overflow) = date.seconds.addingReportingOverflow(distance / 10_000_000)
    return overflow ? nil : sum
  }

  /// Whether this index is the parent's with one or more blocks behind it: proof that its writer had the parent.
  public func isExtension(of parent: ThreadIndex) -> Bool { addedBlocks(to: parent) > 0 }

  /// How many blocks stand behind all of the parent's bytes; 0 where the parent's bytes are not the beginning.
  public func addedBlocks(to parent: ThreadIndex) -> Int {
    let added = bytes.count - parent.bytes.count
    guard added > 0, added % Self.blockLength == 0, parent.isWhole, bytes.starts(with: parent.bytes) else { return 0 }
    return added / Self.blockLength
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

  /// Seconds from 1601 to 1970.
  private static let epoch: Int64 = 11_644_473_600

  private static func seconds(ofTicks ticks: UInt64) -> Int64 { Int64(clamping: ticks / 10_000_000) - epoch }

  private static func ticks(ofSeconds seconds: Int64) -> UInt64? {
    let (shifted, overflow) = seconds.addingReportingOverflow(epoch)
    guard !overflow, shifted >= 0 else { return nil }
    let (ticks, tooMany) = UInt64(shifted).multipliedReportingOverflow(by: 10_000_000)
    return tooMany ? nil : ticks
  }
}
