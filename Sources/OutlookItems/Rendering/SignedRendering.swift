import ByteReading

extension ItemRendering {
  /// The body of a signed or encrypted mail ([MS-OXOSMIME]): its only attachment is the body as it came over the
  /// wire; nil for all else.
  mutating func signedEntity(of item: OutlookItem) -> MIMEEntity? {
    let name = item.messageClass.lowercased()
    guard name == "ipm.note.smime" || name.hasPrefix("ipm.note.smime."), item.attachments.count == 1,
      let attachment = item.attachments.first, case .bytes(let bytes) = attachment.content, !bytes.isEmpty
    else { return nil }
    let block = HeaderBlock(Array(bytes.prefix(1 << 18)), limit: 1 << 18)
    if !block.isMalformed, block.has("content-type") {
      // The entity's header may say how its body is written, and nothing else.
      let header = block.fields.filter { $0.isStructural && !$0.name.elementsEqual("mime-version".utf8) }
        .reduce(into: [UInt8]()) { $0 += $1.lines }
      return verbatim(header: header, Array(bytes[min(block.bodyStart, bytes.count)...]))
    }
    if let boundary = Self.boundary(opening: bytes) {
      let type = "Content-Type: multipart/signed;\n boundary=\"\(boundary)\"\n"
      return verbatim(header: Array(type.utf8), bytes)
    }
    let form = AttachmentForm(attachment, of: item, shown: nil)
    return leaf(header: form.header("application/pkcs7-mime"), bytes, as: .base64)
  }

  /// The boundary whose first line opens the bytes; nil where none does.
  private static func boundary(opening bytes: [UInt8]) -> String? {
    let line = bytes.prefix(80).drop { $0 == 0x0D || $0 == 0x0A }.prefix { $0 != 0x0D && $0 != 0x0A }
    guard line.count > 2, line.count <= 72, line.starts(with: [0x2D, 0x2D]) else { return nil }
    let boundary = line.dropFirst(2)
    guard boundary.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) else { return nil }
    return String(decoding: boundary, as: UTF8.self)
  }
}
