import MailModel

/// What servers, and the message itself, say of its signatures.
public struct AuthenticationMarks: OptionSet, Sendable, Hashable {
  /// The set as bits.
  public let rawValue: UInt8

  /// Takes a set of bits as it is.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The message bears a DKIM signature (RFC 6376) of the author's domain.
  public static let signed = AuthenticationMarks(rawValue: 1 << 0)
  /// A server on its way says that SPF, DKIM or DMARC failed (RFC 8601).
  public static let failed = AuthenticationMarks(rawValue: 1 << 1)
  /// A server on its way says that DKIM or DMARC passed.
  public static let passed = AuthenticationMarks(rawValue: 1 << 2)
  /// A sealed chain of such statements goes with it (RFC 8617).
  public static let sealed = AuthenticationMarks(rawValue: 1 << 3)

  /// Reads the marks of a message by an author of that domain.
  init(_ message: Message, authorDomain: String) {
    self = []
    let own = RegistrableDomain(host: authorDomain).name
    for signature in message.header.all("DKIM-Signature").prefix(8) {
      if let domain = Self.tag("d", of: signature), RegistrableDomain(host: domain).name == own { insert(.signed) }
    }
    if message.header.first("ARC-Authentication-Results") != nil { insert(.sealed) }
    // The topmost results are those of the server that took the mail in; what is below may be the sender's invention.
    guard let results = message.header.first("Authentication-Results")?.lowercased() else { return }
    if results.containsText("dmarc=fail") || results.containsText("spf=fail") || results.containsText("dkim=fail") {
      insert(.failed)
    }
    if results.containsText("dmarc=pass") || results.containsText("dkim=pass") { insert(.passed) }
  }

  /// The value of a tag in a list of tags (RFC 6376 §3.2), lower case; nil where there is none.
  private static func tag(_ name: String, of list: String) -> String? {
    for pair in list.split(separator: ";").prefix(24) {
      let sides = pair.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, String(sides[0]).trimmed == name else { continue }
      return String(sides[1]).trimmed.lowercased()
    }
    return nil
  }
}
