import MailModel

/// One file in a tar.
struct TarEntry {
  var name: String
  /// Where its content stands, and how long it is.
  var offset: Int64
  var length: Int64
  /// The file has holes and is kept in pieces.
  var isSparse: Bool
  private var header: [UInt8]

  init(name: String, offset: Int64, length: Int64, isSparse: Bool, header: [UInt8]) {
    self.name = name
    self.offset = offset
    self.length = length
    self.isSparse = isSparse
    self.header = header
  }

  /// What tells its content from another of the same name: its header and its first bytes.
  func fingerprint(head: MailBytes) -> ContentDigest {
    let time = header[136..<148].filter { $0 != 0 }
    let head = head.withUnsafeBytes { ContentDigest(of: $0) }
    return ContentDigest(of: "tar \(length) \(String(decoding: time, as: UTF8.self)) \(head) \(name)")
  }
}

/// The files of a tar one after another.
struct TarListing {
  /// Longer names, and longer sets of pax fields, no program writes.
  private static let maximumExtra: Int64 = 1 << 20
  /// So many zeros may stand behind a tar: programs fill up records of 10 KiB, seldom of more.
  private static let maximumZeros = 256 << 10

  private let bytes: any ByteSource
  private var at: Int64 = 0
  /// Why the listing ended before the end of the tar.
  private(set) var defect: String?

  init(_ bytes: any ByteSource) { self.bytes = bytes }

  /// The next file; nil at the end.
  ///
  /// - Throws: what reading throws.
  mutating func next() throws(ArchiveError) -> TarEntry? {
    var name: [UInt8]?
    var fields: PaxFields?
    while let block = try nextBlock() {
      guard var header = TarHeader(block) else {
        return stop(
          "a header of the tar is damaged at byte \(at - Int64(TarHeader.blockBytes)); what follows was not read")
      }
      if let size = fields?.size, header.content == .file || header.content == .sparse { header.size = size }
      let start = at
      guard pass(header) else { return stop("a size in the tar reaches beyond every file; what follows was not read") }
      switch header.content {
      case .longName, .pax:
        guard header.size <= Self.maximumExtra else {
          return stop("a name in the tar is longer than any program writes; what follows was not read")
        }
        let extra = try bytes.bytes(from: start, count: Int(header.size)).array
        if header.content == .pax { fields = PaxFields(extra) } else { name = Array(extra.prefix { $0 != 0 }) }
      case .file, .sparse:
        let given = MemberName.tar(fields?.name ?? name ?? header.name)
        let isSparse = header.content == .sparse || fields?.isSparse ?? false
        return TarEntry(name: given, offset: start, length: header.size, isSparse: isSparse, header: block)
      case .other:
        name = nil
        fields = nil
      }
    }
    return nil
  }

  /// Whether the file ends within the content of `entry`.
  func isCut(_ entry: TarEntry) throws(ArchiveError) -> Bool {
    guard entry.length > 0 else { return false }
    return try bytes.bytes(from: entry.offset + entry.length - 1, count: 1).isEmpty
  }

  /// The next header block; nil at the end: the file's own, or one marked by blocks of zeros.
  ///
  /// Behind the zeros another tar may stand, as where somebody joined two.
  private mutating func nextBlock() throws(ArchiveError) -> [UInt8]? {
    var block = try bytes.bytes(from: at, count: TarHeader.blockBytes).array
    if block.isEmpty {
      // Blocks of zeros end a tar (POSIX pax, ustar interchange format); without them nobody knows what is missing.
      defect = "the tar has no end: it may be cut off; get the file anew"
      return nil
    }
    if block.allSatisfy({ $0 == 0 }) {
      guard let next = try headerBehindZeros() else { return nil }
      block = next
    }
    guard block.count == TarHeader.blockBytes else {
      defect = "the tar is cut off within a header; get the file anew"
      return nil
    }
    at += Int64(TarHeader.blockBytes)
    return block
  }

  /// The first header behind the zeros that begin here; nil where none stands within reach.
  private mutating func headerBehindZeros() throws(ArchiveError) -> [UInt8]? {
    let zeros = try bytes.bytes(from: at, count: Self.maximumZeros).array
    guard let first = zeros.firstIndex(where: { $0 != 0 }) else { return nil }
    let start = first / TarHeader.blockBytes * TarHeader.blockBytes
    guard start + TarHeader.blockBytes <= zeros.count else { return nil }
    let block = Array(zeros[start..<start + TarHeader.blockBytes])
    guard TarHeader(block) != nil else { return nil }
    at += Int64(start)
    return block
  }

  /// Goes behind the content, which fills whole blocks.
  private mutating func pass(_ header: TarHeader) -> Bool {
    guard !header.isBare else { return true }
    let block = Int64(TarHeader.blockBytes)
    let (padded, overflow) = header.size.addingReportingOverflow(block - 1)
    let (next, behind) = at.addingReportingOverflow(padded / block * block)
    guard !overflow, !behind else { return false }
    at = next
    return true
  }

  private mutating func stop(_ words: String) -> TarEntry? {
    defect = words
    return nil
  }
}
