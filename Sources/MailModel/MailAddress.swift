/// A mailbox as a header names it: a display name and an address (RFC 5322 §3.4).
public struct MailAddress: Sendable, Hashable {
  /// The decoded display name; empty where the header gives none.
  public var name: String
  /// The address as written, without angle brackets, comments or folding.
  public var address: String

  /// Makes a mailbox from its decoded display name and its address.
  public init(name: String = "", address: String) {
    self.name = name
    self.address = address
  }

  /// The address in the form in which addresses are compared: lower-cased.
  ///
  /// RFC 5321 §2.4 leaves the case of the local part to its host; no mail system in use tells two users apart by it.
  public var key: String { address.lowercased() }

  /// The domain under which people stand whom an Exchange store names, and of whom it keeps no Internet address: one that
  /// never resolves (RFC 2606 §2).
  public static let exchangeDomain = "exchange.invalid"

  /// What stands behind the last `@`, lower-cased; empty where there is none.
  public var domain: String {
    guard let at = address.utf8.lastIndex(of: 0x40) else { return "" }
    return address[address.utf8.index(after: at)...].lowercased()
  }
}
