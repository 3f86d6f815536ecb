import CaseStore
import MailArchives
import MailModel
import MailParsing

/// Reads the text of a message again from the archive in which it stands: cases keep facts, not bodies.
public struct ArchivedText: Sendable {
  private let kinds: [String: ArchiveKind]

  /// Takes the sources of a case.
  public init(sources: [StoredSource]) {
    kinds = Dictionary(
      sources.compactMap { source in ArchiveKind(rawValue: source.kind).map { (source.path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The decoded text of the message at `place`; nil where the archive is gone, or has another message there.
  public func text(at place: Place, digest: ContentDigest) -> String? {
    guard let kind = kinds[place.source] else { return nil }
    var limits = ArchiveLimits()
    limits.batchMessages = 1
    let source = ArchiveSource(path: place.source, kind: kind, size: 0, modified: 0)
    guard var reader = try? ArchiveReader(source, from: Int64(place.range.offset), limits: limits),
      let raw = try? reader.nextBatch()?.messages.first
    else { return nil }
    let message = MIMEParser().parse(raw.bytes, digest: raw.digest)
    return message.digest == digest ? message.text : nil
  }
}
