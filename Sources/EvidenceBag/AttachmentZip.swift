import MailModel

/// The attachments of a conversation in one protected ZIP file, each content once, named by its digest.
///
/// Names that mail gives are no names for files: they stand in the custody record.
struct AttachmentZip {
  private var zip: ProtectedZip
  private var members: [ContentDigest: String] = [:]

  /// Writes into `file`, which is empty.
  init(_ file: BagFile) { zip = ProtectedZip(file) }

  /// Puts a content in, unless it is there already.
  ///
  /// - Returns: The name of its member; nil where the ZIP file has no room for it.
  /// - Throws: what writing throws.
  mutating func add(_ bytes: [UInt8], _ digest: ContentDigest) throws(BagError) -> String? {
    if let member = members[digest] { return member }
    let name = digest.hex + ".bin"
    guard try zip.add(name, bytes) else { return nil }
    members[digest] = name
    return name
  }

  /// Writes the directory at the end.
  func finish() throws(BagError) { try zip.finish() }
}
