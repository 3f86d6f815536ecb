import MailModel

/// Undoes mbox quoting: one `>` comes off every line that begins with `>From `, whatever its depth (mboxrd).
struct MboxUnquoting {
  let terminator: UInt8
  /// Whether the next bytes begin a line.
  private var isAtLineStart = true

  init(terminator: UInt8) { self.terminator = terminator }

  /// Hands the bytes on in runs, without the `>` that quoting had put in.
  ///
  /// The bytes of one message come piece by piece. A piece ends at a line's end, or else in the middle of a line
  /// whose start it holds.
  mutating func pass(_ bytes: UnsafeRawBufferPointer, to take: (UnsafeRawBufferPointer) -> Void) {
    var start = 0
    var at = 0
    if isAtLineStart, LineScan.kind(of: bytes, at: 0) == .quotedFrom { start = 1 }
    scanning: while at < bytes.count {
      switch LineScan.nextFromLine(in: bytes, after: at, limit: bytes.count, terminator: terminator) {
      case .quotedFrom(let index):
        take(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
        start = index + 1
        at = index
      case .from(let index): at = index
      case .contentL, .blank, .lineStart, .midLine: break scanning
      }
    }
    if start < bytes.count { take(UnsafeRawBufferPointer(rebasing: bytes[start...])) }
    if let last = bytes.last { isAtLineStart = last == terminator }
  }

  /// A copy of the message with quoting undone.
  static func unquoted(_ message: MailBytes, terminator: UInt8) -> MailBytes {
    message.withUnsafeBytes { bytes in
      ByteBlock(capacity: bytes.count) { memory in
        var filter = MboxUnquoting(terminator: terminator)
        var written = 0
        filter.pass(bytes) { run in
          guard written + run.count <= memory.count else { return }
          UnsafeMutableRawBufferPointer(rebasing: memory[written..<written + run.count]).copyMemory(from: run)
          written += run.count
        }
        return written
      }.bytes
    }
  }
}
