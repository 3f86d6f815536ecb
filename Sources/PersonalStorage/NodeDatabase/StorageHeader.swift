import ByteReading

/// The header of the file ([MS-PST] 2.2.2.6), as far as reading needs it.
struct StorageHeader: Sendable {
  /// How blocks are encoded ([MS-PST] 2.2.2.6, bCryptMethod).
  enum Encoding: Int, Sendable {
    case none = 0
    case permuted = 1
    case cyclic = 2
  }

  /// Bytes of the longer header.
  static let byteCount = 564

  var format: StorageFormat
  var encoding: Encoding
  /// Where the roots of the two trees stand.
  var nodeRoot: Int64
  var blockRoot: Int64
  /// The file's size as the header has it.
  var statedSize: Int64
  /// Whether the header fails its checksum; it is read all the same.
  var isDamaged: Bool

  /// Whether the bytes begin as such a file does ([MS-PST] 2.2.2.6, dwMagic).
  static func isMagic(_ head: [UInt8]) -> Bool { head.matches([0x21, 0x42, 0x44, 0x4E], at: 0) }

  /// Reads the header.
  ///
  /// - Throws: `notAStorage`, `unsupportedVersion`, `unsupportedEncoding`, `truncated`.
  init(_ head: [UInt8], size: Int64) throws(StorageError) {
    guard Self.isMagic(head) else { throw Self.noStorage(head) }
    guard let version = head.u16(at: 10) else { throw Self.cutOff }
    guard let format = StorageFormat(version: version) else {
      throw StorageError(
        .unsupportedVersion,
        "an Outlook data file of the unknown version \(version); repair it with Outlook's scanpst, or export it anew")
    }
    let isWide = format != .ansi
    guard let method = head.byte(at: isWide ? 513 : 461),
      let statedSize = format.number(head, at: isWide ? 184 : 168),
      let nodeRoot = format.number(head, at: isWide ? 224 : 188),
      let blockRoot = format.number(head, at: isWide ? 240 : 196)
    else { throw Self.cutOff }
    guard let encoding = Encoding(rawValue: Int(method)) else {
      throw StorageError(
        .unsupportedEncoding,
        "encoded by the unknown method \(method) (16 is Windows Information Protection); "
          + "export it anew on a machine that may open it")
    }
    self.format = format
    self.encoding = encoding
    self.nodeRoot = Int64(clamping: nodeRoot)
    self.blockRoot = Int64(clamping: blockRoot)
    self.statedSize = Int64(clamping: statedSize)
    isDamaged = head.u32(at: 4).map { $0 != Int(Checksum.of(head.bytes(at: 8, count: 471))) } ?? true
    let page = Int64(format.pageBytes)
    guard self.nodeRoot <= size - page, self.blockRoot <= size - page else {
      throw StorageError(
        .truncated,
        "the file ends after \(size) bytes, and its header speaks of \(self.statedSize); get the file whole")
    }
  }

  private static func noStorage(_ head: [UInt8]) -> StorageError {
    head.isEmpty
      ? StorageError(.notAStorage, "the file is empty; get it anew")
      : StorageError(.notAStorage, "no Outlook data file: it does not begin as one does")
  }

  private static var cutOff: StorageError {
    StorageError(.truncated, "the file ends within its header; get the file whole")
  }
}
