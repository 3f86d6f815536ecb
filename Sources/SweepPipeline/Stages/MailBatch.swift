import CaseStore

/// What flows through the stages: some messages in archive order, and the positions reached once they are stored.
///
/// A batch is bounded by count and by bytes, so that the cost of a hop between stages is divided by the batch.
public struct MailBatch<Element: Sendable>: Sendable {
  /// The messages.
  public var elements: [Element]
  /// Where each source of the batch stands after it.
  public var checkpoints: [Checkpoint]
  /// Sources that could not be read to their end.
  public var failures: [SourceFailure]
  /// Bytes of archives read for the batch.
  public var bytesRead: Int64

  /// The batch with other messages in the place of these.
  func with<Other: Sendable>(_ elements: [Other]) -> MailBatch<Other> {
    MailBatch<Other>(elements: elements, checkpoints: checkpoints, failures: failures, bytesRead: bytesRead)
  }
}
