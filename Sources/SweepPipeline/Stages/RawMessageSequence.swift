import CaseStore
import MailArchives
import MailModel

/// The first stage: the raw messages of the planned sources, in order, each source from its checkpoint on.
///
/// Small files are gathered into one batch, so that a folder of EML files flows as an mbox does. A source that cannot
/// be read on is a failure that the batch carries; the next source follows.
public struct RawMessageSequence: AsyncSequence, Sendable {
  let steps: [SweepStep]
  let limits: ArchiveLimits
  let due: CheckpointSignal
  let quarantine: Quarantine

  /// Reads the sources of `steps` within `limits`; a batch ends where `due` says so.
  public init(
    _ steps: [SweepStep], limits: ArchiveLimits = ArchiveLimits(), due: CheckpointSignal = CheckpointSignal(),
    quarantine: Quarantine = Quarantine()
  ) {
    self.due = due
    self.steps = steps
    self.limits = limits
    self.quarantine = quarantine
  }

  /// Begins to read, at the first source's position.
  public func makeAsyncIterator() -> Iterator {
    Iterator(steps: steps[...], limits: limits, due: due, quarantine: quarantine)
  }

  /// Walks the sources.
  public struct Iterator: AsyncIteratorProtocol {
    var steps: ArraySlice<SweepStep>
    let limits: ArchiveLimits
    let due: CheckpointSignal
    let quarantine: Quarantine
    /// The source being read, and the position that its last batch reached; nil before its first one.
    var current: (step: SweepStep, reader: ArchiveReader, position: Int64?)?

    /// The next batch; nil when all sources are read.
    ///
    /// - Throws: nothing; what cannot be read is a failure that the batch carries.
    public mutating func next() async throws -> MailBatch<RawMessage>? {
      var batch = MailBatch<RawMessage>(elements: [], checkpoints: [], failures: [], bytesRead: 0)
      var bytes = 0
      while batch.elements.count < limits.batchMessages, bytes < limits.batchBytes {
        // What is read already is committed before more is read, where its time has come.
        if !batch.elements.isEmpty, due.take() { break }
        guard let step = openNext(&batch) else { break }
        do throws(ArchiveError) {
          guard var reader = current?.reader,
            let read = try noted(step, { () throws(ArchiveError) in try reader.nextBatch() })
          else {
            // A file can have grown since it was found, and what gzip says of its size is an estimate.
            checkpoint(step, at: current?.position ?? current?.reader.size ?? 0, isComplete: true, &batch)
            current = nil
            continue
          }
          current?.reader = reader
          current?.position = read.position
          #if DEBUG
            TestFault.halt(at: .reading)
          #endif
          bytes += read.messages.reduce(0) { $0 + $1.bytes.count }
          batch.elements += read.messages
          batch.bytesRead += read.bytesRead
        } catch {
          // What was read before the trouble counts.
          if let position = current?.position { checkpoint(step, at: position, isComplete: false, &batch) }
          batch.failures.append(SourceFailure(amidSweep: error))
          current = nil
        }
      }
      if let current, let position = current.position {
        checkpoint(current.step, at: position, isComplete: false, &batch)
      }
      let isSpent = batch.elements.isEmpty && batch.checkpoints.isEmpty && batch.failures.isEmpty
      return isSpent ? nil : batch
    }

    /// Does `body`, noted as work on the source that is read.
    private func noted<Result>(
      _ step: SweepStep, _ body: () throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
      let place = Place(source: step.source.path, range: ByteRange(offset: 0, length: 0))
      return try quarantine.during(.reading, place, body)
    }

    private mutating func openNext(_ batch: inout MailBatch<RawMessage>) -> SweepStep? {
      while current == nil, let step = steps.popFirst() {
        if let held = quarantine.refusal(of: step.source.path) {
          batch.failures.append(SourceFailure(held))
          continue
        }
        do throws(ArchiveError) {
          let limits = limits
          let reader = try noted(step) { () throws(ArchiveError) in
            let reader = try ArchiveReader(step.source, from: step.position, limits: limits)
            try reader.confirm(step.source, at: step.position, since: step.known)
            return reader
          }
          current = (step, reader, nil)
        } catch {
          batch.failures.append(SourceFailure(amidSweep: error))
        }
      }
      return current?.step
    }

    /// Notes how far the source was read, once a batch: to know a source again means to read of it.
    private mutating func checkpoint(
      _ step: SweepStep, at position: Int64, isComplete: Bool, _ batch: inout MailBatch<RawMessage>
    ) {
      guard let reader = current?.reader else { return }
      do throws(ArchiveError) {
        let identity = try reader.identity(at: position)
        batch.checkpoints.append(Checkpoint(source: step.source, identity: identity, isComplete: isComplete))
      } catch {
        batch.failures.append(SourceFailure(amidSweep: error))
        current = nil
      }
    }
  }
}

extension Sequence<SweepStep> {
  /// The raw messages of these sources, each from its checkpoint on.
  public func rawMessages(
    limits: ArchiveLimits = ArchiveLimits(), due: CheckpointSignal = CheckpointSignal(),
    quarantine: Quarantine = Quarantine()
  ) -> RawMessageSequence {
    RawMessageSequence(Array(self), limits: limits, due: due, quarantine: quarantine)
  }
}
