#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The hot loops: from line to line with `memchr(3)`, a look at each line's first bytes.
///
/// Raw pointers are used here alone. `memchr` is given `count - start` bytes with `0 <= start < count`, and every
/// other byte is read at an index that was compared with `count` before.
enum LineScan {
  /// Quoting deeper than this is not looked at: it bounds what a line's start can cost.
  static let maximumQuoteDepth = 256

  /// What a line begins with.
  enum LineStart {
    /// `From `
    case from
    /// `>From `, with any number of `>`.
    case quotedFrom
    case other
  }

  /// What stands at `start`; `start` may lie at the end.
  static func kind(of bytes: UnsafeRawBufferPointer, at start: Int) -> LineStart {
    var index = start
    let end = min(bytes.count, start + maximumQuoteDepth)
    while index < end, bytes[index] == 0x3E { index += 1 }
    guard index <= bytes.count - 5, bytes[index] == 0x46, bytes[index + 1] == 0x72, bytes[index + 2] == 0x6F,
      bytes[index + 3] == 0x6D, bytes[index + 4] == 0x20
    else { return .other }
    return index == start ? .from : .quotedFrom
  }

  /// Where the line after the one that holds `start` begins; nil where no line end follows.
  static func nextLine(in bytes: UnsafeRawBufferPointer, after start: Int, terminator: UInt8) -> Int? {
    guard start >= 0, start < bytes.count, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(terminator), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base + 1
  }

  /// Why a scan stopped, and where: an index into the bytes that were scanned.
  enum Stop {
    /// `From ` at a line's start.
    case from(Int)
    /// `>From ` at a line's start.
    case quotedFrom(Int)
    /// A header field line that may be Content-Length.
    case contentL(Int)
    /// The blank line that ends a header, which begins here.
    case blank(Int)
    /// A line begins here, at or behind the limit; it was not looked at.
    case lineStart(Int)
    /// The bytes end within a line.
    case midLine
  }

  /// Goes to the first line behind the one that holds `start` at which `From ` or its quoted form stands.
  ///
  /// Lines that begin at or behind `limit` are not looked at: their first bytes may not be there yet.
  static func nextFromLine(
    in bytes: UnsafeRawBufferPointer, after start: Int, limit: Int, terminator: UInt8
  ) -> Stop {
    guard start >= 0, let base = bytes.baseAddress else { return .midLine }
    let count = bytes.count
    var index = start
    while index < count {
      guard let found = memchr(base + index, Int32(terminator), count - index) else { return .midLine }
      index = UnsafeRawPointer(found) - base + 1
      guard index < limit, index < count else { return .lineStart(index) }
      let byte = bytes[index]
      if byte == 0x46 || byte == 0x3E {
        switch kind(of: bytes, at: index) {
        case .from: return .from(index)
        case .quotedFrom: return .quotedFrom(index)
        case .other: break
        }
      }
    }
    return .midLine
  }

  /// Goes over header lines from the one that begins at `start` to the first that is of interest.
  ///
  /// Lines that begin at or behind `limit` are not looked at.
  static func nextHeaderStop(
    in bytes: UnsafeRawBufferPointer, from start: Int, limit: Int, terminator: UInt8
  ) -> Stop {
    guard start >= 0, let base = bytes.baseAddress else { return .midLine }
    let count = bytes.count
    var index = start
    while true {
      guard index < limit, index < count else { return .lineStart(index) }
      switch bytes[index] {
      case terminator: return .blank(index)
      case 0x0D where index + 1 < count && bytes[index + 1] == terminator: return .blank(index)
      case 0x43 where isContentL(bytes, at: index), 0x63 where isContentL(bytes, at: index): return .contentL(index)
      case 0x46 where kind(of: bytes, at: index) == .from: return .from(index)
      case 0x3E where kind(of: bytes, at: index) == .quotedFrom: return .quotedFrom(index)
      default: break
      }
      guard let found = memchr(base + index, Int32(terminator), count - index) else { return .midLine }
      index = UnsafeRawPointer(found) - base + 1
    }
  }

  private static func isContentL(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Bool {
    index + 8 < bytes.count && bytes[index + 1] | 0x20 == 0x6F && bytes[index + 7] == 0x2D
      && bytes[index + 8] | 0x20 == 0x6C
  }
}
