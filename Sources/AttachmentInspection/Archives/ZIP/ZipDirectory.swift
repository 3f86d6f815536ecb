import ByteReading

/// The entries of a ZIP file, read twice: from the central directory, and by walking the local headers.
///
/// Readers differ in which of the two they trust, and files are made to show each another content. Both walks are
/// taken, joined by the place of the local header, and where they disagree it is said.
struct ZipDirectory {
  let bytes: [UInt8]
  private(set) var entries: [ZipEntry] = []
  /// What the two walks say differently.
  private(set) var disagreements: [String] = []
  private(set) var comment: [UInt8] = []
  /// Bytes before the first entry.
  private(set) var prefixLength = 0
  /// Whether an end-of-central-directory record was found.
  private(set) var hasEndRecord = false

  /// What one entry inflated to, where it will be asked for again.
  private var kept: (entry: ZipEntry, content: Inflated)?

  static let localMagic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let centralMagic: [UInt8] = [0x50, 0x4B, 0x01, 0x02]
  private static let endMagic: [UInt8] = [0x50, 0x4B, 0x05, 0x06]

  /// Reads at most `limit` entries of each walk.
  init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    let central = readCentral(limit: limit)
    let local = readLocal(limit: limit, sizes: central)
    join(central: central, local: local)
  }

  /// The entry by that name, without regard to case and with `\` as `/`.
  func entry(named name: String) -> ZipEntry? {
    let wanted = Self.folded(name)
    return entries.first { $0.foldedName == wanted }
  }

  /// A name without regard to case, with `\` as `/` and none of them in front.
  static func folded(_ name: String) -> String {
    let folded = name.lowercasedASCII
    guard folded.utf8.first == 0x2F || folded.utf8.contains(0x5C) else { return folded }
    return String(decoding: folded.utf8.map { $0 == 0x5C ? 0x2F : $0 }.drop { $0 == 0x2F }, as: UTF8.self)
  }

  /// Where the end record stands (4.3.16); nil where there is none.
  static func endRecord(in bytes: [UInt8]) -> Int? {
    bytes.lastIndex(of: endMagic, from: max(0, bytes.count - 65_557 - 22))
  }

  /// The bytes of an entry, inflated to at most `limit`.
  ///
  /// CRC and encryption bit are not asked: what inflates, counts.
  func content(of entry: ZipEntry, limit: Int) -> Inflated {
    guard let start = entry.dataOffset, start < bytes.count else {
      return Inflated(bytes: [], consumed: 0, ending: .broken)
    }
    if let kept, kept.entry.isSameData(as: entry), kept.content.bytes.count <= limit { return kept.content }
    // Where no header has the size, a deflated stream ends by itself.
    let declared = entry.compressedSize
    let isOpen = declared == 0 && entry.method != 0 && (entry.size > 0 || entry.flags & 8 != 0)
    let end = isOpen ? bytes.count : start + min(declared, bytes.count - start)
    return ZipMethods.unpacked(bytes, from: start, to: end, method: entry.method, size: entry.size, limit: limit)
  }

  /// Keeps what an entry inflated to, if it is all of it.
  mutating func keep(_ content: Inflated, of entry: ZipEntry) {
    if content.ending == .complete { kept = (entry, content) }
  }

  private mutating func readCentral(limit: Int) -> [ZipEntry] {
    guard let end = Self.endRecord(in: bytes) else { return readStrayCentral(limit: limit) }
    hasEndRecord = true
    comment = bytes.bytes(at: end + 22, count: bytes.u16(at: end + 20) ?? 0)
    var size = bytes.u32(at: end + 12) ?? 0
    var offset = bytes.u32(at: end + 16) ?? 0
    var directoryEnd = end
    // ZIP64 (4.3.14, 4.3.15): the locator stands right before the end record.
    if bytes.matches([0x50, 0x4B, 0x06, 0x07], at: end - 20), let record = bytes.clampedU64(at: end - 12),
      bytes.matches([0x50, 0x4B, 0x06, 0x06], at: record)
    {
      size = bytes.clampedU64(at: record &+ 40) ?? size
      offset = bytes.clampedU64(at: record &+ 48) ?? offset
      directoryEnd = record
    }
    // Offsets count from the start of the ZIP file proper, which junk may precede.
    var base = 0
    if !bytes.matches(Self.centralMagic, at: offset), size <= directoryEnd {
      let actual = directoryEnd - size
      if bytes.matches(Self.centralMagic, at: actual), offset <= actual {
        base = actual - offset
        offset = actual
      } else {
        return readStrayCentral(limit: limit)
      }
    }
    return readCentralHeaders(at: offset, base: base, limit: limit)
  }

  /// A directory that no end record leads to.
  private func readStrayCentral(limit: Int) -> [ZipEntry] {
    guard let first = bytes.firstIndex(of: Self.centralMagic) else { return [] }
    return readCentralHeaders(at: first, base: 0, limit: limit)
  }

  private func readCentralHeaders(at start: Int, base: Int, limit: Int) -> [ZipEntry] {
    var entries: [ZipEntry] = []
    var at = start
    while entries.count < limit, bytes.matches(Self.centralMagic, at: at), at <= bytes.count - 46 {
      let nameLength = bytes.u16(at: at + 28) ?? 0
      let extraLength = bytes.u16(at: at + 30) ?? 0
      var entry = ZipEntry(
        name: ZipEntry.name(bytes.bytes(at: at + 46, count: nameLength)), method: bytes.u16(at: at + 10) ?? 0,
        flags: bytes.u16(at: at + 8) ?? 0, crc: bytes.u32(at: at + 16) ?? 0,
        compressedSize: bytes.u32(at: at + 20) ?? 0, size: bytes.u32(at: at + 24) ?? 0,
        headerOffset: bytes.u32(at: at + 42) ?? 0, dataOffset: nil, attributes: bytes.u32(at: at + 38) ?? 0)
      entry.time = bytes.u16(at: at + 12) ?? 0
      if entry.method == 99 { entry.extra = bytes.bytes(at: at + 46 + nameLength, count: extraLength) }
      readZip64(extraAt: at + 46 + nameLength, length: extraLength, into: &entry)
      entry.headerOffset = entry.headerOffset.addingReportingOverflow(base).partialValue
      entry.dataOffset = dataOffset(ofHeaderAt: entry.headerOffset)
      entries.append(entry)
      at += 46 + nameLength + extraLength + (bytes.u16(at: at + 32) ?? 0)
    }
    return entries
  }

  /// ZIP64 extended information (4.5.3): the fields that are all ones in the header, in this order.
  private func readZip64(extraAt start: Int, length: Int, into entry: inout ZipEntry) {
    guard entry.size == 0xFFFF_FFFF || entry.compressedSize == 0xFFFF_FFFF || entry.headerOffset == 0xFFFF_FFFF
    else { return }
    var at = start
    while at + 4 <= start + length, let id = bytes.u16(at: at), let size = bytes.u16(at: at + 2) {
      if id == 1 {
        var field = at + 4
        func next() -> Int? {
          defer { field += 8 }
          return bytes.clampedU64(at: field)
        }
        if entry.size == 0xFFFF_FFFF { entry.size = next() ?? entry.size }
        if entry.compressedSize == 0xFFFF_FFFF { entry.compressedSize = next() ?? entry.compressedSize }
        if entry.headerOffset == 0xFFFF_FFFF { entry.headerOffset = next() ?? entry.headerOffset }
        return
      }
      at += 4 + size
    }
  }

  private func dataOffset(ofHeaderAt offset: Int) -> Int? {
    guard bytes.matches(Self.localMagic, at: offset), let nameLength = bytes.u16(at: offset + 26),
      let extraLength = bytes.u16(at: offset + 28)
    else { return nil }
    return offset + 30 + nameLength + extraLength
  }

  /// Walks the local headers (4.3.7).
  ///
  /// Where a header leaves the size to a data descriptor, the central directory has it; else the next header is
  /// searched.
  private mutating func readLocal(limit: Int, sizes central: [ZipEntry]) -> [ZipEntry] {
    guard var at = bytes.firstIndex(of: Self.localMagic) else { return [] }
    prefixLength = at
    let directory = ZipEntryPlaces(of: central)
    var entries: [ZipEntry] = []
    while entries.count < limit, at <= bytes.count - 30, let data = dataOffset(ofHeaderAt: at) {
      let known = directory.place(ofHeaderAt: at, near: entries.count).map { central[$0] }
      var entry = ZipEntry(
        name: localName(ofHeaderAt: at, known),
        method: bytes.u16(at: at + 8) ?? 0, flags: bytes.u16(at: at + 6) ?? 0, crc: bytes.u32(at: at + 14) ?? 0,
        compressedSize: bytes.u32(at: at + 18) ?? 0, size: bytes.u32(at: at + 22) ?? 0, headerOffset: at,
        dataOffset: data, attributes: 0)
      entry.time = bytes.u16(at: at + 10) ?? 0
      if entry.method == 99 {
        let nameLength = bytes.u16(at: at + 26) ?? 0
        entry.extra = bytes.bytes(at: at + 30 + nameLength, count: data - at - 30 - nameLength)
      }
      let leavesSizes = entry.flags & 8 != 0 && entry.compressedSize == 0
      if leavesSizes || entry.compressedSize == 0xFFFF_FFFF { entry.compressedSize = known?.compressedSize ?? 0 }
      var next = data.addingReportingOverflow(entry.compressedSize).partialValue
      if next > bytes.count || next < data { next = data }
      if !bytes.matches(Self.localMagic, at: next) {
        next = bytes.firstIndex(of: Self.localMagic, from: min(next, bytes.count)) ?? bytes.count
      }
      entries.append(entry)
      at = next
    }
    return entries
  }

  /// The name in a local header; that of the directory where it is the same, as it nearly always is.
  private func localName(ofHeaderAt at: Int, _ known: ZipEntry?) -> (text: String, folded: String) {
    let raw = bytes.bytes(at: at + 30, count: bytes.u16(at: at + 26) ?? 0)
    if let known, known.name.utf8.elementsEqual(raw) { return (known.name, known.foldedName) }
    return ZipEntry.name(raw)
  }

  private mutating func join(central: [ZipEntry], local: [ZipEntry]) {
    let walk = ZipEntryPlaces(of: local)
    var localByName: [String: Int]?
    var joined = [Bool](repeating: false, count: local.count)
    entries.reserveCapacity(central.count)
    for (number, entry) in central.enumerated() {
      var entry = entry
      let place = walk.place(ofHeaderAt: entry.headerOffset, near: number)
      if let place { joined[place] = true }
      guard let data = entry.dataOffset else {
        disagree("\(entry.name) has no local header")
        // The entry may stand elsewhere under the same name.
        let byName =
          localByName ?? Dictionary(local.indices.map { (local[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        localByName = byName
        if let other = byName[entry.name] {
          joined[other] = true
          entry.dataOffset = local[other].dataOffset
          entry.method = local[other].method
        }
        entries.append(entry)
        continue
      }
      if let header = place.map({ local[$0] }) {
        if header.foldedName != entry.foldedName {
          disagree("\(entry.name) is \(header.name) locally")
        }
        if header.isEncrypted != entry.isEncrypted { disagree("\(entry.name) is encrypted in one walk only") }
        if header.method != entry.method {
          disagree("\(entry.name) has two methods")
          if ![0, 8].contains(entry.method) { entry.method = header.method }
        }
        if entry.compressedSize == 0, header.compressedSize > 0 { entry.compressedSize = header.compressedSize }
      }
      if entry.compressedSize > bytes.count - min(data, bytes.count) { disagree("\(entry.name) goes past the end") }
      entries.append(entry)
    }
    for (place, entry) in local.enumerated() where !joined[place] {
      if !central.isEmpty { disagree("\(entry.name) is not in the directory") }
      entries.append(entry)
    }
    if central.isEmpty, !local.isEmpty { disagree("there is no directory") }
  }

  private mutating func disagree(_ what: String) {
    if disagreements.count < 20 { disagreements.append(what) }
  }
}

/// Where the entries of a walk stand in it, by the places of their local headers.
///
/// Both walks nearly always have the same entries in the same order: then looking there is enough, and only where it is
/// not a table is made.
private struct ZipEntryPlaces {
  private let entries: [ZipEntry]
  /// Nil where the headers lie one behind the other, so that none stands twice.
  private let table: [Int: Int]?

  init(of entries: [ZipEntry]) {
    self.entries = entries
    let isOrdered = zip(entries, entries.dropFirst()).allSatisfy { $0.headerOffset < $1.headerOffset }
    table =
      isOrdered
      ? nil
      : Dictionary(entries.indices.map { (entries[$0].headerOffset, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The first entry whose local header lies there, looked for at its own number first; nil where there is none.
  func place(ofHeaderAt offset: Int, near number: Int) -> Int? {
    if let table { return table[offset] }
    if number < entries.count, entries[number].headerOffset == offset { return number }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].headerOffset < offset { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].headerOffset == offset ? low : nil
  }
}
