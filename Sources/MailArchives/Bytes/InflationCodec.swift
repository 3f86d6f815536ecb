import CZlib

/// How the bytes of a member are packed.
enum InflationCodec: Sendable, Hashable {
  /// Not at all (ZIP method 0).
  case stored
  /// Bare deflate data (RFC 1951; ZIP method 8).
  case deflate
  /// One or more gzip members after one another (RFC 1952).
  case gzip
}

/// One inflation under way; zlib's state lies behind a pointer, because it must not move.
///
/// Unsafe by need: zlib takes pointers. Input and output are handed over as buffers that outlive the call, with their
/// own counts clamped to 32 bits; the state is made, copied and freed here alone.
final class Inflation {
  enum Step {
    /// Went on; more input or more room is needed.
    case going
    /// The stream's own end.
    case ended
    /// The data are no such stream, or fail their check; zlib's words.
    case damaged(String)
  }

  private let stream: UnsafeMutablePointer<z_stream>

  private init(_ stream: UnsafeMutablePointer<z_stream>) { self.stream = stream }

  /// Begins to inflate; nil where zlib finds no memory, or for stored bytes.
  convenience init?(_ codec: InflationCodec) {
    let windowBits: Int32
    switch codec {
    case .stored: return nil
    case .deflate: windowBits = -15
    case .gzip: windowBits = 31
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard inflateInit2_(stream, windowBits, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      stream.deallocate()
      return nil
    }
    self.init(stream)
  }

  deinit {
    _ = inflateEnd(stream)
    stream.deallocate()
  }

  /// A copy that goes on from the same point on its own; nil where zlib finds no memory.
  func copy() -> Inflation? {
    let copy = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    copy.initialize(to: z_stream())
    guard inflateCopy(copy, stream) == Z_OK else {
      copy.deallocate()
      return nil
    }
    return Inflation(copy)
  }

  /// Begins a new stream of the same kind.
  func restart() -> Bool { inflateReset(stream) == Z_OK }

  /// Inflates from `input` into `output`; how many bytes of each were used.
  func step(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (step: Step, consumed: Int, produced: Int) {
    guard let out = output.baseAddress, !output.isEmpty else { return (.going, 0, 0) }
    let given = UInt32(clamping: input.count)
    let room = UInt32(clamping: output.count)
    // zlib reads through next_in and never writes to it; the import drops the const.
    stream.pointee.next_in = input.baseAddress.map {
      UnsafeMutablePointer(mutating: $0.assumingMemoryBound(to: UInt8.self))
    }
    stream.pointee.avail_in = given
    stream.pointee.next_out = out.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = room
    let status = inflate(stream, Z_NO_FLUSH)
    let consumed = Int(given - min(stream.pointee.avail_in, given))
    let produced = Int(room - min(stream.pointee.avail_out, room))
    stream.pointee.next_in = nil
    stream.pointee.next_out = nil
    switch status {
    case Z_STREAM_END: return (.ended, consumed, produced)
    // Z_BUF_ERROR: no progress was possible with what was given; no harm was done.
    case Z_OK, Z_BUF_ERROR: return (.going, consumed, produced)
    default:
      let words = stream.pointee.msg.map { String(cString: $0) } ?? "zlib error \(status)"
      return (.damaged(words), consumed, produced)
    }
  }

  /// The CRC-32 of `bytes`.
  static func checksum(of bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { checksum(0, adding: $0) } }

  /// The CRC-32 (as ZIP has it) of what `crc` is the value of, followed by `bytes`.
  static func checksum(_ crc: UInt32, adding bytes: UnsafeRawBufferPointer) -> UInt32 {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return crc }
    return UInt32(
      truncatingIfNeeded: crc32(UInt(crc), base.assumingMemoryBound(to: UInt8.self), UInt32(clamping: bytes.count)))
  }
}
