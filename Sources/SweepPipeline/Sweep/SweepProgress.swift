/// How far a sweep has come.
public struct SweepProgress: Sendable, Hashable {
  /// Bytes of the sources, swept or not.
  public var totalBytes: Int64 = 0
  /// Bytes that are swept, those of earlier runs included.
  public var doneBytes: Int64 = 0
  /// Bytes that this run has swept.
  public var bytesRead: Int64 = 0
  /// Messages that this run has stored.
  public var messages = 0
  /// Attachments at level high or above that this run has met.
  public var dangerousAttachments = 0
}
