import ByteReading
import CompoundFiles

/// A type, and what was read to tell it: the directory of a ZIP file, the tables of a compound file.
struct SniffedType {
  let type: AttachmentType
  var archive: ZipDirectory?
  var compoundFile: CompoundFile?
}

/// Tells what bytes are from the bytes alone.
public struct TypeSniffer {
  /// The type of `bytes`: by magic numbers first, then by structure, then as text.
  public static func type(of bytes: [UInt8]) -> AttachmentType { sniff(bytes).type }

  /// The type, with what was read to tell it.
  static func sniff(_ bytes: [UInt8]) -> SniffedType {
    guard !bytes.isEmpty else { return SniffedType(type: .other) }
    if bytes.matches([0x50, 0x4B], at: 0), isZip(bytes) {
      var archive = ZipDirectory(bytes, limit: InspectionLimits().entries)
      let type = PackageClassifier.type(of: &archive)
      return SniffedType(type: type, archive: archive)
    }
    if bytes.matches(CompoundFile.magic, at: 0) {
      let file = CompoundFile(bytes)
      return SniffedType(type: file.map(OLEClassifier.type(of:)) ?? .oleOther, compoundFile: file)
    }
    if let type = typeByMagic(bytes) { return SniffedType(type: type) }
    if let type = typeByOffset(bytes) { return SniffedType(type: type) }
    return SniffedType(type: TextSniffer.type(of: bytes))
  }

  private static func typeByMagic(_ bytes: [UInt8]) -> AttachmentType? {
    for (magic, type) in magics where bytes.matches(magic, at: 0) { return type }
    if bytes.matches([0x4D, 0x5A], at: 0), PortableExecutable.isPlausible(bytes) { return .pe }
    if bytes.matches([0x42, 0x4D], at: 0), let size = bytes.u32(at: 2), size >= 26, bytes.u32(at: 6) == 0 {
      return .image
    }
    if bytes.matches(Array("RIFF".utf8), at: 0), bytes.matches(Array("WEBP".utf8), at: 8) { return .image }
    return nil
  }

  private static func isZip(_ bytes: [UInt8]) -> Bool {
    switch bytes.u16(at: 2) {
    case 0x0403, 0x0201, 0x0605, 0x0807, 0x3030: true
    default: false
    }
  }

  /// Magic numbers that stand somewhere else than at the start.
  private static func typeByOffset(_ bytes: [UInt8]) -> AttachmentType? {
    if bytes.matches(Array("CD001".utf8), at: 0x8001) || bytes.matches(Array("NSR0".utf8), at: 0x8801)
      || bytes.matches(Array("CD001".utf8), at: 0x8801) || bytes.matches(Array("BEA01".utf8), at: 0x8001)
    {
      return .iso
    }
    if bytes.matches(Array("ustar".utf8), at: 257) || TarReader.hasPlausibleHeader(bytes, at: 0) { return .tar }
    // A PDF may begin after other bytes within the first 1024 (ISO 32000-1, annex H, note 13).
    if let at = bytes.firstIndex(of: "%PDF-", to: 1_029), at > 0, !TextSniffer.looksLikeMail(bytes) { return .pdf }
    // Junk before an archive: the end record tells.
    if bytes.count > 22, let first = bytes.firstIndex(of: [0x50, 0x4B, 0x03, 0x04], to: 4_096), first > 0,
      ZipDirectory.endRecord(in: bytes) != nil, !TextSniffer.looksLikeMail(bytes)
    {
      return PackageClassifier.type(ofZip: bytes)
    }
    return nil
  }

  private static let magics: [([UInt8], AttachmentType)] = [
    (Array("%PDF-".utf8), .pdf),
    (Array("{\\rt".utf8), .rtf),
    (Array("Rar!\u{1A}\u{07}".utf8), .rar),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
    ([0x1F, 0x8B], .gzip),
    (Array("MSCF\0\0\0\0".utf8), .cab),
    ([0x4C, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00], .lnk),
    ([0xE4, 0x52, 0x5C, 0x7B, 0x8C, 0xD8, 0xA7, 0x4D, 0xAE, 0xB1, 0x53, 0x78, 0xD0, 0x29, 0x96, 0xD3], .onenote),
    ([0xA1, 0x2F, 0xFF, 0x43, 0xD9, 0xEF, 0x76, 0x4C, 0x9E, 0xE2, 0x10, 0xEA, 0x57, 0x22, 0x76, 0x5F], .onenote),
    ([0x7F, 0x45, 0x4C, 0x46], .elf),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .image),
    ([0xFF, 0xD8, 0xFF], .image),
    (Array("GIF87a".utf8), .image),
    (Array("GIF89a".utf8), .image),
    ([0x49, 0x49, 0x2A, 0x00], .image),
    ([0x4D, 0x4D, 0x00, 0x2A], .image),
    ([0x00, 0x00, 0x01, 0x00, 0x01, 0x00], .image),
    ([0xD7, 0xCD, 0xC6, 0x9A], .image),
    ([0x01, 0x00, 0x00, 0x00, 0x6C, 0x00, 0x00, 0x00], .image),
  ]
}

extension TypeSniffer {
  /// Whether bytes begin as a picture does.
  static func isPicture(_ bytes: [UInt8]) -> Bool {
    if bytes.matches([0x20, 0x45, 0x4D, 0x46], at: 40) { return true }
    for (magic, type) in magics where type == .image && bytes.matches(magic, at: 0) { return true }
    return bytes.matches([0x42, 0x4D], at: 0) && bytes.u32(at: 6) == 0
  }
}

extension AttachmentType {
  /// Whether opening it runs code.
  var runs: Bool {
    switch self {
    case .pe, .elf, .lnk, .script: true
    default: false
    }
  }
}
