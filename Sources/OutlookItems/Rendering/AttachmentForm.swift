import ByteReading

/// What the properties of an attachment say of it.
struct AttachmentForm {
  /// UTF-8; nil where it has none.
  private(set) var name: [UInt8]?
  /// A media type in lower case.
  private(set) var mediaType: String
  /// Without brackets; nil where there is none that can stand in a field.
  private(set) var contentID: [UInt8]?
  /// Where it is, or was.
  private(set) var location: [UInt8]?
  /// Whether the HTML body shows it.
  private(set) var isInline: Bool

  private static let longestName = 2_000
  private static let shownByHTML: Int64 = 4

  /// Reads the properties; `shown` are the content identifiers that the HTML body names, nil where there is no HTML.
  init(_ attachment: OutlookAttachment, of item: OutlookItem, shown: Set<[UInt8]>?) {
    let bag = attachment.properties
    let page = item.textPage
    name = (bag.utf8(.attachLongFilename, page) ?? bag.utf8(.attachFilename, page))
    if name == nil, var display = bag.utf8(.displayName, page) {
      if !display.contains(0x2E), let suffix = bag.utf8(.attachExtension, page), suffix.first == 0x2E {
        display += suffix
      }
      name = display
    }
    if let long = name, long.count > Self.longestName {
      var end = Self.longestName
      while end > 0, long[end] & 0xC0 == 0x80 { end -= 1 }
      name = Array(long[..<end])
    }
    mediaType = Self.mediaType(bag.utf8(.attachMIMETag, page))
    contentID = bag.utf8(.attachContentID, page).flatMap(Self.identifier)
    location =
      [PropertyID.attachContentLocation, .attachLongPathname, .attachPathname].lazy
      .compactMap { bag.utf8($0, page) }.first
    let isMarked = (bag[.attachFlags]?.integer ?? 0) & Self.shownByHTML != 0 || bag[.attachmentHidden]?.integer == 1
    isInline = false
    if let shown, let contentID { isInline = isMarked || shown.contains(contentID) }
  }

  /// The part's header fields, but for its transfer encoding.
  func header(_ mediaType: String) -> [UInt8] {
    var header = Array("Content-Type: \(mediaType)\n".utf8)
    header += Array((isInline ? "Content-Disposition: inline" : "Content-Disposition: attachment").utf8)
    if let name { header += HeaderFields.parameter("filename", name) }
    header.append(0x0A)
    if let contentID { header += Array("Content-ID: <".utf8) + contentID + [0x3E, 0x0A] }
    if let location, HeaderFields.isPlain(location), !location.contains(0x20) {
      header += Array("Content-Location: ".utf8) + location + [0x0A]
    }
    return header
  }

  /// A media type where the tag is one (RFC 2045 §5.1), without parameters.
  private static func mediaType(_ tag: [UInt8]?) -> String {
    let unknown = "application/octet-stream"
    guard let tag = tag?.lowercasedASCII().prefix(while: { $0 != 0x3B && $0 != 0x20 }), tag.count <= 127 else {
      return unknown
    }
    let pieces = tag.split(separator: 0x2F, omittingEmptySubsequences: false)
    let isToken =
      pieces.count == 2
      && pieces.allSatisfy { piece in
        !piece.isEmpty && piece.allSatisfy { $0.isLetterOrDigit || "!#$&-^_.+".utf8.contains($0) }
      }
    return isToken ? String(decoding: tag, as: UTF8.self) : unknown
  }

  private static func identifier(_ text: [UInt8]) -> [UInt8]? {
    let id = text.filter { $0 > 0x20 && $0 != 0x3C && $0 != 0x3E && $0 != 0x7F }
    return id.isEmpty || id.count > 900 ? nil : id
  }
}
