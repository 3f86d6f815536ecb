/// Bounds on what a reader holds in memory at once, and on what archives within archives may cost.
///
/// The size of a block never changes what is read, only how. What a bound on archives cuts off is told as an error.
public struct ArchiveLimits: Sendable, Hashable {
  /// The longest message that is handed on whole, in bytes; a longer one is cut there.
  public var messageBytes: Int
  /// The most messages in a batch.
  public var batchMessages: Int
  /// A batch ends once it holds that many bytes; one message can make it longer.
  public var batchBytes: Int
  /// How much of the file is read at once, in bytes.
  public var blockBytes: Int
  /// How many archives may lie within one another; gzip, ZIP and tar count one each, so `a.tar.gz` counts two.
  public var nesting = 5
  /// The most members that are looked at in one outer file, those of archives within it included.
  public var entries = 1_000_000
  /// The most bytes that one outer file may inflate to, over all its members.
  public var inflatedBytes: Int64 = 1 << 40
  /// The most bytes that one packed byte may inflate to, over a member and over an outer file; the first 64 MiB are
  /// free.
  public var expansionRatio = 400

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
