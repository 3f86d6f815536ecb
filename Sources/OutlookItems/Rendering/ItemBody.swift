import ByteReading
import MailModel

/// The texts of an item: what it says, in the forms in which it says it ([MS-OXBBODY]).
struct ItemBody {
  /// A text and the charset in which its bytes are; nil where nobody says.
  struct Text {
    var bytes: [UInt8]
    var charset: String?
  }

  private(set) var plain: Text?
  private(set) var html: Text?
  /// Rich text that holds objects: something to look into, beyond what it says.
  private(set) var richText: [UInt8]?
  /// What is wrong with the rich text.
  private(set) var defect: DefectCode?

  /// Reads the bodies; rich text unpacks to `limit` bytes at most.
  init(_ item: OutlookItem, limit: Int) {
    plain = (item.properties[.body] ?? item.properties[.reportText]).flatMap { Self.text($0, item.textPage) }
    html = item.properties[.html].flatMap { value in
      value.type == .binary ? Self.html(value.bytes, item.htmlPage) : Self.text(value, item.textPage)
    }
    guard html == nil, let packed = item.properties[.rtfCompressed]?.bytes, !packed.isEmpty else { return }
    let unpacked = CompressedRTF.decode(packed, limit: limit)
    if !unpacked.isWhole { defect = .malformedText }
    let body = RichTextBody(unpacked.bytes, limit: limit)
    switch body.form {
    case .html: html = body.text.isEmpty ? nil : Text(bytes: body.text, charset: "utf-8")
    case .plainText, .richText:
      if plain == nil, !body.text.isEmpty { plain = Text(bytes: body.text, charset: "utf-8") }
    }
    if body.form == .richText, body.hasObjects { richText = unpacked.bytes }
  }

  private static func text(_ value: PropertyValue, _ page: CodePage) -> Text? {
    switch value.type {
    case .text16:
      guard let text = value.utf8(page), !text.isEmpty else { return nil }
      return Text(bytes: text.withLineFeeds, charset: "utf-8")
    case .text8:
      var bytes = value.bytes
      while bytes.last == 0 { bytes.removeLast() }
      return bytes.isEmpty ? nil : Text(bytes: bytes.withLineFeeds, charset: page.charset ?? "windows-1252")
    default: return nil
    }
  }

  /// HTML as bytes: UTF-16 becomes UTF-8, all else stays in the charset that the item names, or the HTML itself.
  private static func html(_ bytes: [UInt8], _ page: CodePage?) -> Text? {
    var bytes = bytes
    let isMarked = bytes.starts(with: [0xFF, 0xFE])
    if isMarked || (bytes.count > 3 && bytes[0] != 0 && bytes[1] == 0 && bytes[3] == 0) {
      bytes = CodePage.utf8(ofUTF16: Array(bytes.dropFirst(isMarked ? 2 : 0)))
      while bytes.last == 0 { bytes.removeLast() }
      return bytes.isEmpty ? nil : Text(bytes: bytes.withLineFeeds, charset: "utf-8")
    }
    while bytes.last == 0 { bytes.removeLast() }
    return bytes.isEmpty ? nil : Text(bytes: bytes.withLineFeeds, charset: page?.charset)
  }

  /// The content identifiers that the HTML shows (RFC 2392), at most `limit`.
  func shownContentIDs(limit: Int) -> Set<[UInt8]> {
    var ids: Set<[UInt8]> = []
    guard let bytes = html?.bytes else { return ids }
    var at = 0
    while ids.count < limit, let found = bytes.firstIndex(of: "cid:", from: at) {
      at = found + 4
      let id = bytes[at...].prefix(256).prefix {
        $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x3E && $0 != 0x29 && $0 != 0x26
      }
      if !id.isEmpty { ids.insert(Array(id)) }
    }
    return ids
  }
}

extension ItemRendering {
  /// The body with its attachments: alternatives of the text, within what the HTML shows, within the files.
  mutating func body(of item: OutlookItem, depth: Int) -> MIMEEntity {
    let body = ItemBody(item, limit: limits.bytes)
    if let defect = body.defect { note(defect) }
    var texts: [MIMEEntity] = []
    if let plain = body.plain { texts.append(text(plain, "text/plain")) }
    if let html = body.html { texts.append(text(html, "text/html")) }
    if texts.isEmpty { texts.append(text(ItemBody.Text(bytes: [], charset: "us-ascii"), "text/plain")) }
    var related: [MIMEEntity] = []
    var files: [MIMEEntity] = []
    if let richText = body.richText {
      let header = Array(
        "Content-Type: application/rtf\nContent-Disposition: attachment;\n filename=\"body.rtf\"\n".utf8)
      files.append(leaf(header: header, richText, as: .base64))
    }
    let shown = body.shownContentIDs(limit: 10_000)
    for attachment in item.attachments {
      guard takeAttachment() else { break }
      let form = AttachmentForm(attachment, of: item, shown: body.html == nil ? nil : shown)
      let entity = self.attachment(attachment, form, depth: depth)
      if form.isInline { related.append(entity) } else { files.append(entity) }
    }
    let alternative = MIMEEntity.joined(texts, as: "alternative")
    return .joined([.joined([alternative] + related, as: "related")] + files, as: "mixed")
  }

  private mutating func text(_ text: ItemBody.Text, _ type: String) -> MIMEEntity {
    let charset = text.charset.map { "; charset=\($0)" } ?? ""
    return leaf(
      header: Array("Content-Type: \(type)\(charset)\n".utf8), text.bytes, as: TransferEncoding(forText: text.bytes))
  }
}
