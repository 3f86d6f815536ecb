/// Where a message stands: a file and the message's bytes in it.
///
/// `source` is the path as the user gave it, with `!` between an archive and what lies inside it
/// (`takeout.zip!Takeout/All.mbox`). The range counts in the innermost file, before mbox quoting is undone.
public struct Place: Sendable, Hashable, Comparable {
  /// The file.
  public var source: String
  /// The message's bytes in the file.
  public var range: ByteRange

  /// Makes a place from a file and a range of its bytes.
  public init(source: String, range: ByteRange) {
    self.source = source
    self.range = range
  }

  /// Whether source and range are the same, byte by byte: `String` takes composed and decomposed letters for one.
  public static func == (left: Self, right: Self) -> Bool {
    left.range == right.range && left.source.utf8.elementsEqual(right.source.utf8)
  }

  /// Orders places by the bytes of their source, then by offset.
  public static func < (left: Self, right: Self) -> Bool {
    if left.source.utf8.elementsEqual(right.source.utf8) { return left.range.offset < right.range.offset }
    return left.source.utf8.lexicographicallyPrecedes(right.source.utf8)
  }
}
