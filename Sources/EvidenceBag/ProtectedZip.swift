import AttachmentInspection
import CZlib
import MailModel

/// A ZIP file whose members open with the password `infected`, as those who handle malware hand it to each other.
///
/// The password keeps documents from being opened, indexed or taken away by a scanner by accident; it is no secret. The
/// encryption is the traditional one of APPNOTE.TXT 6.1, which every tool opens. Equal members give equal bytes.
struct ProtectedZip {
  /// The password.
  static let password = "infected"

  private struct Entry {
    let name: [UInt8]
    let crc: UInt32
    let stored: UInt32
    let size: UInt32
    let offset: UInt32
  }

  private let file: BagFile
  private var entries: [Entry] = []
  private var offset: UInt32 = 0

  /// Writes into `file`, which is empty.
  init(_ file: BagFile) { self.file = file }

  /// Adds a member; false where the file would outgrow what a plain ZIP file can hold (4 GiB, 65,535 members).
  ///
  /// - Throws: what writing throws.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws(BagError) -> Bool {
    let name = Array(name.utf8)
    guard let size = UInt32(exactly: bytes.count), let deflated = Self.deflated(bytes) else { return false }
    let crc = UInt32(truncatingIfNeeded: crc32_z(0, bytes, bytes.count))
    let data = ZipCrypto.encrypt(deflated, password: Array(Self.password.utf8), crc: crc)
    let header = ZipRecord.localHeader + name.count
    // Room is left for the directory.
    guard entries.count < 65_535, name.count < 1_024, let stored = UInt32(exactly: data.count),
      let next = UInt32(exactly: Int(offset) + header + data.count), next < UInt32.max - (256 << 20)
    else { return false }
    let entry = Entry(name: name, crc: crc, stored: stored, size: size, offset: offset)
    try file.append(Self.localHeader(of: entry))
    try file.append(data)
    entries.append(entry)
    offset = next
    return true
  }

  /// Writes the directory at the end.
  func finish() throws(BagError) {
    var directory: [UInt8] = []
    for entry in entries { directory += Self.directoryHeader(of: entry) }
    var end = ZipRecord(signature: 0x0605_4B50)
    end.append16(0, 0)
    end.append16(UInt16(entries.count), UInt16(entries.count))
    end.append32(UInt32(directory.count), offset)
    end.append16(0)
    try file.append(directory + end.bytes)
  }

  private static func localHeader(of entry: Entry) -> [UInt8] {
    var record = ZipRecord(signature: 0x0403_4B50)
    record.appendDescription(crc: entry.crc, stored: entry.stored, size: entry.size, name: entry.name)
    return record.bytes + entry.name
  }

  private static func directoryHeader(of entry: Entry) -> [UInt8] {
    var record = ZipRecord(signature: 0x0201_4B50)
    record.append16(20)
    record.appendDescription(crc: entry.crc, stored: entry.stored, size: entry.size, name: entry.name)
    // No comment, first disk, no attributes.
    record.append16(0, 0, 0)
    record.append32(0, entry.offset)
    return record.bytes + entry.name
  }

  /// The bytes as a raw DEFLATE stream (RFC 1951); nil where zlib fails, as it does without memory.
  private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
    var length = compressBound(uLong(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(clamping: length))
    guard compress2(&output, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION) == Z_OK else { return nil }
    let end = Int(clamping: length)
    // A zlib stream (RFC 1950) is two bytes, the raw stream, and a checksum of four.
    guard end >= 6, end <= output.count else { return nil }
    return Array(output[2..<end - 4])
  }
}

/// A record of a ZIP file: numbers, the lowest byte first.
private struct ZipRecord {
  /// Bytes before the name in a local header.
  static let localHeader = 30

  private(set) var bytes: [UInt8] = []

  init(signature: UInt32) { append32(signature) }

  /// What both headers of a member say: version 2.0, encrypted, UTF-8, deflated, at the beginning of 1980.
  mutating func appendDescription(crc: UInt32, stored: UInt32, size: UInt32, name: [UInt8]) {
    append16(20, 0x0801, 8, 0, 0x21)
    append32(crc, stored, size)
    append16(UInt16(clamping: name.count), 0)
  }

  mutating func append16(_ values: UInt16...) {
    for value in values { bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
  }

  mutating func append32(_ values: UInt32...) {
    for value in values {
      append16(UInt16(truncatingIfNeeded: value), UInt16(truncatingIfNeeded: value >> 16))
    }
  }
}
