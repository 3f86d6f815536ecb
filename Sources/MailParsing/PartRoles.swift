import MailModel

/// Tells the parts that are the mail itself from those that somebody attached.
///
/// A picture counts as shown in the text where an HTML part names it (RFC 2392), or where it stands in a
/// multipart/related (RFC 2387) and does not call itself an attachment. What it says of itself is not enough: only
/// bytes that are a picture are one, so that no program or document hides behind `inline`.
struct PartRoles {
  /// What is known of a part besides its own value.
  struct Evidence {
    var isPicture = false
    var isInRelated = false
    var isInAlternative = false
    /// Whether it is the message's first leaf.
    var isFirst = false
  }

  /// The identifiers of the parts that HTML parts show.
  let contentIDs: Set<String>

  /// The role of a part.
  func role(of part: BodyPart, _ evidence: Evidence) -> PartRole {
    if evidence.isPicture {
      if let contentID = part.contentID, contentIDs.contains(contentID) { return .inline }
      if evidence.isInRelated, part.disposition != "attachment" { return .inline }
    }
    if part.disposition == "attachment" { return Self.belongsToForm.contains(part.contentType) ? .body : .attachment }
    if Self.belongsToForm.contains(part.contentType) || part.contentType.hasPrefix("multipart/") { return .body }
    guard part.contentType.hasPrefix("text/") else { return .attachment }
    if evidence.isInAlternative { return .body }
    guard part.contentType == "text/plain" || part.contentType == "text/html" else { return .attachment }
    return part.filename == nil || (evidence.isFirst && part.disposition == nil) ? .body : .attachment
  }

  private static let belongsToForm: Set<String> = [
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "application/pgp-encrypted", "message/delivery-status", "message/disposition-notification",
  ]

  /// Whether bytes are a picture of points, which carries nothing but what it shows.
  static func isPicture(_ bytes: ByteView, type: String) -> Bool {
    guard type.hasPrefix("image/") else { return false }
    switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
    case (0x89, 0x50, 0x4E, 0x47), (0xFF, 0xD8, 0xFF, _), (0x47, 0x49, 0x46, 0x38): return true
    case (0x49, 0x49, 0x2A, 0x00), (0x4D, 0x4D, 0x00, 0x2A): return true
    case (0x52, 0x49, 0x46, 0x46): return bytes.matches(lowercase: "webp", at: 8)
    case (0x42, 0x4D, _, _): return bytes[6] == 0 && bytes[7] == 0 && bytes[8] == 0 && bytes[9] == 0
    default: return bytes.matches(lowercase: "ftypheic", at: 4) || bytes.matches(lowercase: "ftypavif", at: 4)
    }
  }
}
