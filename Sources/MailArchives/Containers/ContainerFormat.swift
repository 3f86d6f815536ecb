import MailModel

/// The containers that are opened, told by their first bytes.
enum ContainerFormat {
  case gzip, zip, tar

  init?(_ prefix: MailBytes) {
    let head = prefix[0..<TarHeader.blockBytes].array
    if head.starts(with: [0x1F, 0x8B, 0x08]), head.count > 3, head[3] & 0xE0 == 0 {
      self = .gzip
    } else if Self.isZIP(head) {
      guard !Self.isDocument(head) else { return nil }
      self = .zip
    } else if TarHeader(head) != nil {
      self = .tar
    } else {
      return nil
    }
  }

  /// A local header, an empty archive's end record, or the mark of a ZIP that was to be split.
  private static func isZIP(_ head: [UInt8]) -> Bool {
    guard head.starts(with: [0x50, 0x4B]), let signature = head.number32(at: 0) else { return false }
    return signature == 0x0403_4B50 || signature == 0x0605_4B50
      || signature == 0x0807_4B50 && head.number32(at: 4) == 0x0403_4B50
  }

  /// Whether the ZIP is a document or a program by its first member: those hold no mailboxes, and a damaged one is no
  /// damaged export.
  private static func isDocument(_ head: [UInt8]) -> Bool {
    guard let length = head.number16(at: 26), length > 0, 30 + length <= head.count else { return false }
    let name = head[30..<30 + length]
    return documentMembers.contains { name.starts(with: $0.utf8) }
  }

  /// OPC (Office Open XML, ISO 29500-2), OpenDocument and EPUB, Java.
  private static let documentMembers = [
    "[Content_Types].xml", "_rels/", "docProps/", "mimetype", "META-INF/",
  ]
}
