/// Bounds on what a reader holds in memory at once; all in bytes but for `batchMessages`.
///
/// The size of a block never changes what is read, only how.
public struct ArchiveLimits: Sendable, Hashable {
  /// The longest message that is handed on whole; a longer one is cut there.
  public var messageBytes: Int
  /// The most messages in a batch.
  public var batchMessages: Int
  /// A batch ends once it holds that many bytes; one message can make it longer.
  public var batchBytes: Int
  /// How much of the file is read at once.
  public var blockBytes: Int

  /// Makes limits; values below 1 count as 1.
  public init(
    messageBytes: Int = 64 << 20, batchMessages: Int = 256, batchBytes: Int = 4 << 20, blockBytes: Int = 512 << 10
  ) {
    self.messageBytes = max(messageBytes, 1)
    self.batchMessages = max(batchMessages, 1)
    self.batchBytes = max(batchBytes, 1)
    self.blockBytes = max(blockBytes, 1)
  }
}
