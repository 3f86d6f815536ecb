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

// Unsafe by need: zlib takes pointers. The input pointer comes from an array that outlives the call of inflate, the
// output pointer is the free end of a buffer of the array's own; the counts handed to zlib are those of the buffers,
// clamped to 32 bits, and what zlib says that it wrote is clamped to the room that it was given.
enum Inflater {
  private static let pieceSize = 65_536

  /// Inflates `source` from `start` to `end`, to at most `limit` bytes.
  ///
  /// `dictionary` is what a raw stream may reach back into. `hint` is the size that is expected: where it is right,
  /// the bytes are written once to where they stay. A truncated or damaged stream yields what came before the damage.
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
    // What is expected is said by the file: no more is taken at once than the input can give at a usual ratio.
    let (plausible, overflow) = (end - start).multipliedReportingOverflow(by: 20)
    var room = min(max(hint, 0), overflow ? limit : plausible)
    // One byte more than fits is asked for, so that a stream that goes on is told from one that ends.
    room = min(max(room, min(4 * (end - start), pieceSize), 256), limit) + 1
    source.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress else { return }
      // zlib reads through next_in and never writes to it; the import drops the const.
      stream.next_in = UnsafeMutablePointer(mutating: base + start)
      stream.avail_in = UInt32(clamping: end - start)
      var status = Z_OK
      var produced = 0
      repeat {
        let more = [UInt8](unsafeUninitializedCapacity: room) { output, initialized in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(clamping: room)
          // Asked to finish, zlib keeps no window of what it wrote where the stream ends in this call.
          status = CZlib.inflate(&stream, Z_FINISH)
          initialized = min(room, max(0, Int(UInt32(clamping: room)) - Int(stream.avail_out)))
        }
        produced = more.count
        if result.bytes.isEmpty { result.bytes = more } else { result.bytes += more }
        if result.bytes.count > limit {
          result.bytes.removeLast(result.bytes.count - limit)
          result.ending = .limit
          return
        }
        room = min(max(pieceSize, result.bytes.count), limit - result.bytes.count + 1)
      } while produced > 0 && (status == Z_OK || status == Z_BUF_ERROR)
      if status == Z_STREAM_END { result.ending = .complete }
    }
    result.consumed = Int(stream.total_in)
    return result
  }
}
