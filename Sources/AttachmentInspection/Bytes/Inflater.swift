import CZlib

/// What came out of a compressed stream.
struct Inflated {
  /// The bytes, as many as there were before an error, the end or the limit.
  var bytes: [UInt8]
  /// Bytes of input that were used.
  var consumed: Int
  /// How it ended.
  var ending: Ending

  enum Ending {
    /// The stream's own end.
    case complete
    /// The input stopped, or was wrong, before the stream's end.
    case broken
    /// The limit was reached.
    case limit
  }
}

/// How deflate data (RFC 1951) is wrapped.
enum DeflateWrapping: Int32 {
  /// Bare, as in ZIP.
  case raw = -15
  /// zlib, RFC 1950.
  case zlib = 15
  /// gzip, RFC 1952.
  case gzip = 31
}

// Unsafe by need: zlib takes pointers. Input and output pointers come from arrays that outlive the call of inflate;
// the counts handed to zlib are those of the buffers, clamped to 32 bits.
enum Inflater {
  private static let pieceSize = 65_536

  /// Inflates `source` from `start` to `end`, to at most `limit` bytes.
  ///
  /// `dictionary` is what a raw stream may reach back into. A truncated or damaged stream yields what came before the damage.
  static func inflate(
    _ source: [UInt8], from start: Int, to end: Int = .max, wrapping: DeflateWrapping, limit: Int,
    expecting hint: Int = 0, dictionary: [UInt8] = []
  ) -> Inflated {
    var result = Inflated(bytes: [], consumed: 0, ending: .broken)
    let end = min(end, source.count)
    guard start >= 0, start < end, limit > 0 else { return result }
    var stream = z_stream()
    guard inflateInit2_(&stream, wrapping.rawValue, zlibVersion(), Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return result }
    defer { inflateEnd(&stream) }
    if !dictionary.isEmpty {
      dictionary.withUnsafeBufferPointer {
        _ = inflateSetDictionary(&stream, $0.baseAddress, UInt32(clamping: $0.count))
      }
    }
    result.bytes.reserveCapacity(
      min(max(hint, 0), limit, (end - start).multipliedReportingOverflow(by: 20).partialValue))
    let pieceSize = min(Self.pieceSize, max(limit, 256))
    var piece = [UInt8](repeating: 0, count: pieceSize)
    source.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress else { return }
      // zlib reads through next_in and never writes to it; the import drops the const.
      stream.next_in = UnsafeMutablePointer(mutating: base + start)
      stream.avail_in = UInt32(clamping: end - start)
      while true {
        let status = piece.withUnsafeMutableBufferPointer { output -> Int32 in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          return CZlib.inflate(&stream, Z_NO_FLUSH)
        }
        let produced = pieceSize - Int(stream.avail_out)
        let room = limit - result.bytes.count
        result.bytes.append(contentsOf: piece[0..<min(produced, room)])
        if status == Z_STREAM_END {
          result.ending = .complete
          return
        }
        if produced > room || (room == produced && produced > 0) {
          result.ending = .limit
          return
        }
        if status != Z_OK || produced == 0 { return }
      }
    }
    result.consumed = Int(stream.total_in)
    return result
  }
}
