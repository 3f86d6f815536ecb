import ByteReading

/// One entry of a ZIP file (APPNOTE.TXT 4.3), as its headers describe it.
struct ZipEntry {
  /// The name, with `/` between folders; as the central directory has it, where it has the entry.
  let name: String
  /// The name by which it is looked for: without regard to case, with `\` as `/`.
  let foldedName: String
  /// The compression method (4.4.5); 99 is AES.
  var method: Int
  /// The general purpose bit flag (4.4.4).
  var flags: Int
  var crc: Int
  var compressedSize: Int
  var size: Int
  /// Where the local header begins.
  var headerOffset: Int
  /// Where the data begin; nil where there is no local header.
  var dataOffset: Int?
  /// External attributes of the host that made it.
  var attributes: Int
  /// The time of day of the last change, as MS-DOS writes it (4.4.6).
  var time = 0
  /// The extra fields (4.5) of the header that was read.
  var extra: [UInt8] = []
  /// Whether the entry's data are encrypted, as the headers say.
  var isEncrypted: Bool { flags & 1 != 0 || method == 99 }
  var isDirectory: Bool { name.utf8.last == 0x2F }
  /// The Unix mode says symbolic link.
  var isSymbolicLink: Bool { (attributes >> 16) & 0xF000 == 0xA000 }

  init(
    name: (text: String, folded: String), method: Int, flags: Int, crc: Int, compressedSize: Int, size: Int,
    headerOffset: Int, dataOffset: Int?, attributes: Int
  ) {
    self.name = name.text
    foldedName = name.folded
    self.method = method
    self.flags = flags
    self.crc = crc
    self.compressedSize = compressedSize
    self.size = size
    self.headerOffset = headerOffset
    self.dataOffset = dataOffset
    self.attributes = attributes
  }

  /// Whether another entry has the same bytes, read in the same way.
  func isSameData(as other: ZipEntry) -> Bool {
    dataOffset == other.dataOffset && compressedSize == other.compressedSize && method == other.method
      && size == other.size && flags == other.flags
  }

  /// A name as text, and folded.
  static func name(_ raw: [UInt8]) -> (text: String, folded: String) {
    let text = nameText(raw)
    return (text, ZipDirectory.folded(text))
  }

  static func nameText(_ raw: [UInt8]) -> String {
    // A name ends at a NUL for whoever unpacks it.
    guard let end = raw.firstIndex(of: 0) else { return raw.lenientText }
    return Array(raw[0..<end]).lenientText
  }
}
