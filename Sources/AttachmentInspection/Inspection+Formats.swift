import ByteReading
import MailModel

extension Inspection {
  /// Goes through content of that type with the parser of its format.
  mutating func inspect(_ bytes: [UInt8], type: AttachmentType) {
    notePadding(of: bytes, type: type)
    if Self.polyglotHosts.contains(type) { inspectTail(bytes, of: type) }
    if type == .pdf { inspectWebArchive(inPDF: bytes) }
    switch type {
    case .oleDoc, .oleXls, .olePpt, .oleMsg, .oleOther: inspectOLE(bytes, type: type)
    case .ooxmlDocx, .ooxmlDocm, .ooxmlXlsx, .ooxmlXlsm, .ooxmlXlsb, .ooxmlPptx, .ooxmlPptm, .ooxmlOther:
      inspectPackage(bytes, type: type)
    case .zip: inspectZip(bytes)
    case .rar: inspectRar(bytes)
    case .sevenZip: inspectSevenZip(bytes)
    case .gzip: inspectGzip(bytes)
    case .tar: inspectTar(bytes)
    case .iso: inspectDiskImage(bytes)
    case .cab: inspectCabinet(bytes)
    case .rtf: inspectRTF(bytes)
    case .pdf: inspectPDF(bytes)
    case .lnk: inspectShortcut(bytes)
    case .onenote: inspectOneNote(bytes)
    case .html: inspectHTML(bytes)
    case .svg: inspectSVG(bytes)
    case .script: inspectScript(bytes)
    case .pe: inspectExecutable(bytes)
    case .elf: found(collections > 0 ? .executableInCollection : .executable, "ELF")
    case .text: inspectText(bytes)
    case .eml:
      foundURLs(in: bytes)
      inspectEncodedDocuments(bytes)
      // The mail parser goes into mail that is attached as such.
      if !isAtAttachment { inspectNestedMail(bytes) }
    case .ics:
      foundURLs(in: bytes)
      inspectCalendar(bytes)
    case .image, .other: inspectOther(bytes)
    }
  }

  /// Whether a second format may stand behind the first.
  private static let polyglotHosts: Set<AttachmentType> = [
    .oleDoc, .oleXls, .olePpt, .oleMsg, .oleOther, .rtf, .pdf, .image, .html, .onenote, .lnk, .rar, .gzip,
  ]

  /// Bytes of one value behind a file, more than the file: padding takes it over the limits of scanners.
  private mutating func notePadding(of bytes: [UInt8], type: AttachmentType) {
    guard bytes.count > 4 << 20, type != .image, type != .text, type != .tar, type != .iso, let last = bytes.last,
      type != .other || !VirtualDisk.isRaw(bytes)
    else { return }
    var start = bytes.count
    while start > 0, bytes[start - 1] == last { start -= 1 }
    if bytes.count - start > bytes.count / 4 * 3 { found(.padding, "\(bytes.count - start) equal bytes at the end") }
  }

  /// Inspects something that lies inside: names it as a child, and goes into it.
  ///
  /// Returns what it is.
  @discardableResult
  mutating func inspectChild(_ name: String, _ bytes: [UInt8]) -> AttachmentType {
    let sniffed = TypeSniffer.sniff(bytes)
    foundChild(name, digest: ContentDigest(of: bytes), type: sniffed.type, size: bytes.count)
    descend(into: name) { $0.inspect(bytes, sniffed) }
    return sniffed.type
  }

  /// Formats that have no type of their own, and bytes of none: rare archives and images, help files, raw BIFF streams.
  private mutating func inspectOther(_ bytes: [UInt8]) {
    if inspectRareArchive(bytes) { return }
    if bytes.matches([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], at: 0) { return inspectXZ(bytes) }
    if bytes.matches([0x42, 0x5A, 0x68], at: 0), let level = bytes.byte(at: 3), (0x31...0x39).contains(level) {
      return inspectBzip2(bytes)
    }
    if ZstandardDecoder.begins(bytes) { return inspectZstandard(bytes) }
    if bytes.u32(at: 0) == 0x223E_9F78 { return inspectTransportNeutral(bytes) }
    if bytes.matches(Array("ITSF".utf8), at: 0) { return inspectHelp(bytes) }
    if inspectVirtualDisk(bytes) { return }
    if let type = bytes.u16(at: 0), [0x0009, 0x0209, 0x0409, 0x0809].contains(type), let length = bytes.u16(at: 2),
      length >= 4, length <= 16
    {
      inspectWorkbookStream(bytes)
    }
  }
}
