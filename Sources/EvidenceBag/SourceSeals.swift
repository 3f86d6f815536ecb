import MailArchives
import MailModel

/// The digests of the files on disk that messages are taken from, before and after.
///
/// Equal ones prove that taking evidence changed nothing, and name the very file that it was taken from.
struct SourceSeals {
  /// A file and its digests; nil where it could not be read then.
  struct Seal {
    let file: String
    let size: Int64
    let before: ContentDigest?
    var after: ContentDigest?

    /// Whether the file is what it was.
    var holds: Bool { before != nil && before == after }
  }

  private(set) var seals: [Seal] = []

  /// Digests each of `files` once, in the order given.
  init(_ files: some Sequence<String>) {
    var seen: Set<String> = []
    for file in files where seen.insert(file).inserted {
      let digested = try? FileDigest(of: file)
      seals.append(Seal(file: file, size: digested?.size ?? 0, before: digested?.digest, after: nil))
    }
  }

  /// Digests the files again.
  mutating func close() {
    for index in seals.indices { seals[index].after = try? FileDigest(of: seals[index].file).digest }
  }
}
