import ByteReading

extension Inspection {
  /// A ZIP file behind another format: readers that look for the end record see one, readers of the start the other.
  mutating func inspectTail(_ bytes: [UInt8], of type: AttachmentType) {
    guard let end = ZipDirectory.endRecord(in: bytes), let comment = bytes.u16(at: end + 20),
      end + 22 + comment == bytes.count, let size = bytes.u32(at: end + 12), size >= 46, size <= end,
      bytes.matches([0x50, 0x4B, 0x01, 0x02], at: end - size), let offset = bytes.u32(at: end + 16)
    else { return }
    // Offsets count from the start of the ZIP file or, where tools mended them, from that of the whole.
    let start = end - size >= offset ? end - size - offset : 0
    found(.polyglot, "\(type.rawValue) and zip")
    guard start > 0 || type != .zip else { return }
    _ = takeArchive()
    _ = takeCompoundFile()
    inspectZip(start > 0 ? bytes.bytes(at: start, count: bytes.count - start) : bytes)
  }

  /// A web archive behind the head of a PDF: Word opens the one, viewers the other.
  mutating func inspectWebArchive(inPDF bytes: [UInt8]) {
    guard bytes.firstIndex(of: EncodedDocument.activeMimeSign) != nil else { return }
    found(.polyglot, "pdf and web archive")
    inspectEncodedDocuments(bytes)
  }
}
