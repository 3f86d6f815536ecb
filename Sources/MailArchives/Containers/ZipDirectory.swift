import MailModel

/// The central directory of a ZIP (APPNOTE 4.3.6), ZIP64 included.
struct ZipDirectory {
  /// The entries in the order in which their content stands in the file.
  private(set) var entries: [ZipEntry] = []
  /// What is wrong with the directory as a whole; what could be read of it counts.
  private(set) var defect: String?

  private static let endBytes = 22
  private static let end64Bytes = 56
  private static let locatorBytes = 20
  private static let headerBytes = 46
  /// How much of the directory is read at once; three fields of 64 KiB each fit in.
  private static let blockBytes = 256 << 10

  /// Where the directory stands, and what its end record says of it.
  private struct Extent {
    var start: Int64
    var length: Int64
    var count: Int64
    /// Bytes before the ZIP proper; offsets count from there.
    var shift: Int64
  }

  /// Reads the directory of the ZIP that `bytes` are, up to `limit` entries.
  ///
  /// - Throws: what reading throws; `unreadable` with `path` where there is no directory.
  init(of bytes: any ByteSource, path: String, limit: Int) throws(ArchiveError) {
    let size = try bytes.findEnd(from: 0)
    if let failure = bytes.failure { throw failure }
    guard let extent = try Self.extent(in: bytes, size: size) else {
      throw ArchiveError(
        .unreadable, path: path,
        message: "the ZIP has no directory at its end: the file is cut off or one of several parts; get it whole")
    }
    try read(bytes, extent, limit: limit)
    dropOverlaps()
  }

  // MARK: The end record

  private static func extent(in bytes: any ByteSource, size: Int64) throws(ArchiveError) -> Extent? {
    let tailStart = max(size - Int64(endBytes + 0xFFFF), 0)
    let tail = try bytes.bytes(from: tailStart, count: endBytes + 0xFFFF).array
    var at = tail.count - endBytes
    while at >= 0 {
      if tail[at] == 0x50, tail.number32(at: at) == 0x0605_4B50,
        let found = try extent(endAt: tailStart + Int64(at), record: Array(tail[at..<at + endBytes]), in: bytes)
      {
        return found
      }
      at -= 1
    }
    return nil
  }

  private static func extent(
    endAt end: Int64, record: [UInt8], in bytes: any ByteSource
  ) throws(ArchiveError) -> Extent? {
    guard let disk = record.number16(at: 4), let count = record.number16(at: 10), let length = record.number32(at: 12),
      let start = record.number32(at: 16)
    else { return nil }
    if count == 0xFFFF || length == 0xFFFF_FFFF || start == 0xFFFF_FFFF || disk == 0xFFFF,
      let extent = try extent64(endAt: end, in: bytes)
    {
      return extent
    }
    return extent(start: start, length: length, count: Int64(count), endingAt: end)
  }

  /// ZIP64 (APPNOTE 4.3.14, 4.3.15): a locator before the end record leads to one with longer numbers.
  private static func extent64(endAt end: Int64, in bytes: any ByteSource) throws(ArchiveError) -> Extent? {
    guard end >= Int64(locatorBytes) else { return nil }
    let locator = try bytes.bytes(from: end - Int64(locatorBytes), count: locatorBytes).array
    guard locator.number32(at: 0) == 0x0706_4B50, let named = locator.number64(at: 8) else { return nil }
    // The record stands right before the locator as a rule; what precedes the ZIP shifts the number.
    for place in [named, end - Int64(locatorBytes + end64Bytes)] where place >= 0 && place < end {
      let record = try bytes.bytes(from: place, count: end64Bytes).array
      guard record.number32(at: 0) == 0x0606_4B50, let count = record.number64(at: 32),
        let length = record.number64(at: 40), let start = record.number64(at: 48),
        let extent = extent(start: start, length: length, count: count, endingAt: place)
      else { continue }
      return extent
    }
    return nil
  }

  private static func extent(start: Int64, length: Int64, count: Int64, endingAt end: Int64) -> Extent? {
    let (stated, overflow) = start.addingReportingOverflow(length)
    guard !overflow, stated <= end else { return nil }
    return Extent(start: end - length, length: length, count: count, shift: end - stated)
  }

  // MARK: The entries

  private mutating func read(_ bytes: any ByteSource, _ extent: Extent, limit: Int) throws(ArchiveError) {
    var block: [UInt8] = []
    var at = 0
    var blockEnd = extent.start
    let end = extent.start + extent.length
    while true {
      if block.count - at < Self.blockBytes, blockEnd < end {
        let count = Int(clamping: min(end - blockEnd, Int64(Self.blockBytes * 2)))
        let more = try bytes.bytes(from: blockEnd, count: count)
        guard !more.isEmpty else { break }
        block = Array(block[at...]) + more.array
        at = 0
        blockEnd += Int64(more.count)
      }
      guard block.number32(at: at) == 0x0201_4B50, let length = Self.length(in: block, at: at) else { break }
      if entries.count >= limit {
        defect = "holds more than \(limit) members; the others were not read"
        return
      }
      if let entry = ZipEntry(in: block, at: at, shift: extent.shift) {
        entries.append(entry)
      } else {
        defect = "an entry of the ZIP's directory is damaged; its file was not read"
      }
      at += length
    }
    if defect == nil, extent.count & 0xFFFF != Int64(entries.count) & 0xFFFF {
      defect = "the ZIP's directory breaks off behind \(entries.count) of \(extent.count) entries; get the file anew"
    }
    entries.sort { $0.place.header < $1.place.header }
  }

  private static func length(in block: [UInt8], at offset: Int) -> Int? {
    guard let name = block.number16(at: offset + 28), let extra = block.number16(at: offset + 30),
      let comment = block.number16(at: offset + 32), offset + headerBytes + name + extra + comment <= block.count
    else { return nil }
    return headerBytes + name + extra + comment
  }

  /// Entries whose content lies in that of another make bombs of small files; the first of each heap is kept.
  private mutating func dropOverlaps() {
    var end: Int64 = 0
    let before = entries.count
    entries.removeAll { entry in
      let (next, overflow) = entry.place.header.addingReportingOverflow(max(entry.place.packedSize, 1))
      guard entry.place.header >= end, !overflow else { return true }
      end = next
      return false
    }
    guard entries.count < before else { return }
    defect = "\(before - entries.count) members lie within others, as in a ZIP bomb; they were not read"
  }
}

extension ZipEntry {
  /// Reads the directory header at `offset`, all of which is there; nil where its numbers make no sense.
  init?(in block: [UInt8], at offset: Int, shift: Int64) {
    guard let flags = block.number16(at: offset + 8), let method = block.number16(at: offset + 10),
      let checksum = block.number32(at: offset + 16), var packedSize = block.number32(at: offset + 20),
      var size = block.number32(at: offset + 24), let nameLength = block.number16(at: offset + 28),
      let extraLength = block.number16(at: offset + 30), var header = block.number32(at: offset + 42)
    else { return nil }
    let nameStart = offset + 46
    let extra = Self.extra(1, in: block, from: nameStart + nameLength, length: extraLength)
    // ZIP64 (APPNOTE 4.5.3): the long numbers stand in this order, each only where the short one is full.
    var at = 0
    func long(_ short: inout Int64) -> Bool {
      guard short == 0xFFFF_FFFF, let extra else { return true }
      guard let value = extra.number64(at: at) else { return false }
      short = value
      at += 8
      return true
    }
    guard long(&size), long(&packedSize), long(&header) else { return nil }
    let (place, overflow) = header.addingReportingOverflow(shift)
    guard !overflow else { return nil }
    let nameBytes = Array(block[nameStart..<nameStart + nameLength])
    isFolder = nameBytes.last == 0x2F || nameBytes.last == 0x5C && size == 0
    isEncrypted = flags & 1 != 0 || method == 99
    // Info-ZIP's name in UTF-8 counts where it is that of the name beside it (APPNOTE 4.6.9); bit 11 says that the name
    // itself is UTF-8 (APPNOTE 4.4.4).
    let unicode = Self.extra(0x7075, in: block, from: nameStart + nameLength, length: extraLength)
    if let unicode, unicode.first == 1, unicode.number32(at: 1) == Int64(Inflation.checksum(of: nameBytes)) {
      name = MemberName.zip(Array(unicode[5...]), .utf8)
    } else {
      name = MemberName.zip(nameBytes, flags & 0x800 == 0 ? .unstated : .utf8)
    }
    self.place = Place(
      header: place, packedSize: packedSize, size: size, checksum: UInt32(truncatingIfNeeded: checksum), method: method)
  }

  /// The extra field with that number (APPNOTE 4.5.1); nil where there is none.
  private static func extra(_ wanted: Int, in block: [UInt8], from start: Int, length: Int) -> [UInt8]? {
    var at = start
    let end = start + length
    while at + 4 <= end, let id = block.number16(at: at), let size = block.number16(at: at + 2) {
      guard at + 4 + size <= end else { return nil }
      if id == wanted { return Array(block[at + 4..<at + 4 + size]) }
      at += 4 + size
    }
    return nil
  }
}
