import ByteReading
import MailModel

extension ItemRendering {
  /// An attachment as a part.
  mutating func attachment(_ attachment: OutlookAttachment, _ form: AttachmentForm, depth: Int) -> MIMEEntity {
    switch attachment.content {
    case .item(let item):
      guard depth < limits.depth else {
        note(.nestedTooDeep)
        return leaf(header: form.header("application/octet-stream"), [], as: .base64)
      }
      let (header, entity) = message(item, depth: depth + 1)
      let disposition = Array("Content-Type: message/rfc822\nContent-Disposition: attachment\n".utf8)
      return MIMEEntity(header: disposition, body: .message(header, entity))
    case .bytes(let bytes):
      // A message that was attached as a file is read as one; the base64 around it would be against RFC 2046 §5.2.1.
      if form.mediaType == "message/rfc822", Self.isMessageText(bytes) {
        return verbatim(header: form.header(form.mediaType), bytes)
      }
      // What its own header or boundary would have to describe cannot stand in base64.
      let isComposite = form.mediaType.hasPrefix("multipart/") || form.mediaType.hasPrefix("message/")
      return leaf(header: form.header(isComposite ? "application/octet-stream" : form.mediaType), bytes, as: .base64)
    case .missing:
      note(.missingPartBody)
      return leaf(header: form.header("application/octet-stream"), [], as: .base64)
    }
  }

  private static func isMessageText(_ bytes: [UInt8]) -> Bool {
    let block = HeaderBlock(Array(bytes.prefix(1 << 16)), limit: 1 << 16)
    return !bytes.contains(0) && block.fields.count > 1 && !block.isMalformed
  }
}
