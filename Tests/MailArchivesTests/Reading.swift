import MailArchives
import MailModel
import MailTestSupport

/// Reads a text as an archive of that kind, with all its batches.
func read(
  _ bytes: [UInt8], as kind: ArchiveKind = .mbox, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()
) throws -> [RawBatch] {
  let folder = try TemporaryFolder()
  let path = try folder.write(bytes, to: "archive")
  let source = ArchiveSource(path: path, kind: kind, size: Int64(bytes.count), modified: 0)
  var reader = try ArchiveReader(source, from: position, limits: limits)
  var batches: [RawBatch] = []
  while let batch = try reader.nextBatch() { batches.append(batch) }
  return batches
}

func messages(_ text: String, as kind: ArchiveKind = .mbox) throws -> [RawMessage] {
  try read(text.bytes, as: kind).flatMap(\.messages)
}

extension RawMessage {
  var text: String { String(decoding: bytes.array, as: UTF8.self) }
  var codes: [DefectCode] { defects.map(\.code) }
}

extension ArchiveLimits {
  /// Blocks of a few bytes, as if memory were that small.
  static func blocks(of bytes: Int) -> ArchiveLimits { ArchiveLimits(blockBytes: bytes) }
}
