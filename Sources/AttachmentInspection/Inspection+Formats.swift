import ByteReading
import MailModel

extension Inspection {
  /// Goes through content of that type with the parser of its format.
  mutating func inspect(_ bytes: [UInt8], type: AttachmentType) {
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
    case .elf: found(.executable, "ELF")
    case .text: inspectText(bytes)
    case .eml, .ics:
      foundURLs(in: bytes)
      inspectEncodedDocuments(bytes)
    case .image, .other: inspectOther(bytes)
    }
  }

  /// Whether a second format may stand behind the first.
  private static let polyglotHosts: Set<AttachmentType> = [
    .oleDoc, .oleXls, .olePpt, .oleMsg, .oleOther, .rtf, .pdf, .image, .html, .onenote, .lnk, .rar, .gzip,
  ]

  /// Inspects something that lies inside: names it as a child, and goes into it.
  ///
  /// Returns what it is.
  @discardableResult
  mutating func inspectChild(_ name: String, _ bytes: [UInt8]) -> AttachmentType {
    let type = TypeSniffer.type(of: bytes)
    foundChild(name, digest: ContentDigest(of: bytes))
    descend(into: name) { $0.inspect(bytes, type: type) }
    return type
  }

  /// Bytes of no format that is known: raw BIFF streams, VBA storage gone astray.
  private mutating func inspectOther(_ bytes: [UInt8]) {
    if let type = bytes.u16(at: 0), [0x0009, 0x0209, 0x0409, 0x0809].contains(type), let length = bytes.u16(at: 2),
      length >= 4, length <= 16
    {
      inspectWorkbookStream(bytes)
    }
  }
}
