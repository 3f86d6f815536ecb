/// What rendering one item costs at most; what a limit cuts is a defect.
public struct RenderingLimits: Sendable, Hashable {
  /// Bytes of the rendered message, but for header fields and the lines between parts.
  public var bytes: Int
  /// Bytes of one message's header.
  public var headerBytes = 4 << 20
  /// Attachments, those of messages within the message included.
  public var attachments = 2_000
  /// Messages within one another.
  public var depth = 16

  /// Makes limits; the defaults are those of no honest mail.
  public init(bytes: Int = 64 << 20) { self.bytes = max(bytes, 0) }
}
