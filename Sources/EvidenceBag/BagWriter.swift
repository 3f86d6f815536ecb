import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Writes a bag (RFC 8493): a folder of payload below `data/`, and beside it the digests of all that is in it.
///
/// All is written into a folder beside the bag's place, which gets its name when everything is there: a bag that can be
/// seen is whole.
final class BagWriter {
  private let path: String
  private let unfinished: String
  private var payload: [(path: String, digest: ContentDigest)] = []
  private var tags: [(path: String, digest: ContentDigest)] = []
  private var payloadBytes: Int64 = 0

  /// Begins a bag at `path`, where nothing is yet, or an empty folder.
  ///
  /// - Throws: `cannotCreate`, `storage`.
  init(at path: String) throws(BagError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    unfinished = self.path + ".part"
    guard access(self.path, F_OK) != 0 || Self.isEmptyFolder(self.path) else {
      throw BagError(
        .cannotCreate, path: self.path, message: "something is there already, and evidence is never written over")
    }
    guard mkdir(unfinished, 0o700) == 0 else {
      if errno == EEXIST {
        throw BagError(
          .cannotCreate, path: unfinished, message: "an unfinished bag is there already; remove it, then export again")
      }
      throw BagError.system(errno, unfinished)
    }
    try makeFolder("data")
  }

  /// Makes a folder of the payload, by its path in the bag; where it is there already it stays.
  func makeFolder(_ name: String) throws(BagError) {
    guard mkdir(unfinished + "/" + name, 0o700) == 0 || errno == EEXIST else {
      throw BagError.system(errno, unfinished + "/" + name)
    }
  }

  /// Writes a file of the payload, by its path in the bag: `fill` hands it its bytes.
  ///
  /// - Returns: The file's digest and its bytes.
  /// - Throws: `storage`, `cannotCreate`; what `fill` throws: then the file is gone.
  @discardableResult
  func addPayload(_ name: String, _ fill: (BagFile) throws -> Void) throws -> (digest: ContentDigest, size: Int64) {
    let file = try BagFile(unfinished + "/" + name)
    do {
      try fill(file)
    } catch {
      unlink(unfinished + "/" + name)
      throw error
    }
    let digest = try file.finish()
    payload.append((name, digest))
    payloadBytes += file.size
    return (digest, file.size)
  }

  /// Writes a file that tells of the payload.
  func addTag(_ name: String, _ bytes: [UInt8]) throws(BagError) {
    let file = try BagFile(unfinished + "/" + name)
    try file.append(bytes)
    tags.append((name, try file.finish()))
  }

  /// Writes the declarations and the manifests, and gives the bag its name.
  ///
  /// - Parameter info: Further lines of `bag-info.txt`, each a label and its value.
  /// - Throws: `storage`, `cannotCreate`.
  func finish(info: [(label: String, value: String)]) throws(BagError) {
    try addTag("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8))
    let oxum = [(label: "Payload-Oxum", value: "\(payloadBytes).\(payload.count)")]
    try addTag("bag-info.txt", Array((info + oxum).map { "\($0.label): \($0.value)\n" }.joined().utf8))
    try addTag("manifest-sha256.txt", Self.manifest(payload))
    let tags = tags
    try addTag("tagmanifest-sha256.txt", Self.manifest(tags))
    guard rename(unfinished, path) == 0 else { throw BagError.system(errno, path) }
    Self.synchronize(folderOf: path)
  }

  private static func manifest(_ files: [(path: String, digest: ContentDigest)]) -> [UInt8] {
    Array(files.sorted { $0.path < $1.path }.map { "\($0.digest.hex)  \($0.path)\n" }.joined().utf8)
  }

  private static func isEmptyFolder(_ path: String) -> Bool {
    guard let stream = opendir(path) else { return false }
    defer { closedir(stream) }
    var entries = 0
    while readdir(stream) != nil, entries < 3 { entries += 1 }
    // Itself and its parent.
    return entries <= 2
  }

  /// A name is on the disk when the folder that holds it is.
  private static func synchronize(folderOf path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
