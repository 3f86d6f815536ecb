import MailModel

/// One file in a ZIP, as the central directory has it (APPNOTE 4.3.12).
struct ZipEntry: Sendable {
  /// The methods that are read (APPNOTE 4.4.5).
  enum Method: Int { case stored = 0, deflated = 8 }

  /// Where an entry's bytes are, and how they are packed.
  struct Place: Sendable, Hashable {
    /// Where its local header stands.
    var header: Int64
    var packedSize: Int64
    var size: Int64
    var checksum: UInt32
    var method: Int
  }

  var name: String
  var place: Place
  var isEncrypted: Bool
  var isFolder: Bool

  /// What tells its content from another of the same name.
  var fingerprint: ContentDigest {
    ContentDigest(of: "zip \(place.size) \(place.checksum) \(name)")
  }
}

extension ZipEntry.Place {
  private static let headerBytes = 30

  /// The entry's content (APPNOTE 4.3.7): only its local header says where it begins.
  ///
  /// Sizes and checksum come from the directory, so that it does not matter whether a data descriptor follows the
  /// content.
  func open(
    in archive: any ByteSource, path: String, allowance: InflationAllowance, isChecked: Bool
  ) throws(ArchiveError) -> any ByteSource {
    let local = try archive.bytes(from: header, count: Self.headerBytes).array
    guard local.number32(at: 0) == 0x0403_4B50, let name = local.number16(at: 26), let extra = local.number16(at: 28)
    else {
      throw ArchiveError(
        .unreadable, path: path, message: "no ZIP entry stands where the directory says; get the file anew")
    }
    let start = header + Int64(Self.headerBytes + name + extra)
    let packed = ByteSlice(of: archive, from: start, length: packedSize)
    let isStored = method == ZipEntry.Method.stored.rawValue
    if isStored, !isChecked { return packed }
    return InflatedBytes(
      packed,
      .init(
        codec: isStored ? .stored : .deflate, path: path, checksum: checksum, statedSize: size, allowance: allowance))
  }
}
