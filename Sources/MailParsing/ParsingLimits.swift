/// What the parser spends at most on one message; what a limit cuts is recorded as a defect.
public struct ParsingLimits: Sendable, Hashable {
  /// Bytes of one header field that are read.
  public var headerBytes = 1 << 20
  /// Bytes of one header field that `Message.header` keeps.
  public var keptHeaderBytes = 16 << 10
  /// Header fields of one header block that are read.
  public var headerCount = 10_000
  /// Leaf parts of one message, and embedded parts likewise.
  public var parts = 2_000
  /// Multiparts and messages inside one another.
  public var depth = 50
  /// UTF-8 bytes of `Message.text`.
  public var textBytes = 1 << 20
  /// Mailboxes of one address field.
  public var addresses = 20_000
  /// Identifiers of one In-Reply-To or References field.
  public var references = 2_000
  /// Decoded bytes of one part; a longer part is left out of text and content, its digest covers what was decoded.
  public var partBytes = 1 << 30
  /// Parameters of one Content-Type or Content-Disposition field.
  public var parameters = 1_000
  /// Links kept of one message.
  public var links = 5_000
  /// Defects recorded of one message.
  public var defects = 500

  /// The defaults, which no honest mail reaches.
  public init() {}

  /// The limits with each number in a range in which sums and products cannot overflow.
  var clamped: ParsingLimits {
    var limits = self
    let fields: [WritableKeyPath<ParsingLimits, Int>] = [
      \.headerBytes, \.keptHeaderBytes, \.headerCount, \.parts, \.depth, \.textBytes, \.addresses, \.references,
      \.partBytes, \.parameters, \.links, \.defects,
    ]
    for field in fields { limits[keyPath: field] = min(max(limits[keyPath: field], 0), 1 << 40) }
    // Depth is paid for with time: each delimiter line is compared with every open boundary.
    limits.depth = min(limits.depth, 1_000)
    return limits
  }
}
