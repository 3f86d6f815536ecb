import MailModel

/// Exports that somebody encrypted: told by their first bytes, and by a name that says what is in them.
enum EncryptedExport {
  private static let marks: [(magic: [UInt8], program: String, tool: String)] = [
    (Array("-----BEGIN PGP MESSAGE-----".utf8), "OpenPGP", "gpg --decrypt"),
    (Array("Salted__".utf8), "OpenSSL", "openssl enc -d"), (Array("age-encryption.org/v".utf8), "age", "age --decrypt"),
  ]

  /// What to tell of the file, and how to mend it; nil where it is none.
  static func words(_ prefix: MailBytes, path: String) -> String? {
    let head = prefix[0..<64].array
    let name = String(decoding: path.utf8.reversed().prefix { $0 != 0x2F && $0 != 0x21 }.reversed(), as: UTF8.self)
      .lowercased()
    guard holdsExport(name) else { return nil }
    for mark in marks where head.starts(with: mark.magic) { return words(mark.program, mark.tool) }
    // A packet of OpenPGP has the highest bit set; only with the name does it say anything (RFC 9580 §4.2).
    let isNamed = [".gpg", ".pgp", ".asc"].contains { name.hasSuffix($0) }
    return isNamed && (head.first ?? 0) >= 0x80 ? words("OpenPGP", "gpg --decrypt") : nil
  }

  private static func words(_ program: String, _ tool: String) -> String {
    "encrypted by \(program): decrypt it with `\(tool)`, then sweep what comes out"
  }

  private static func holdsExport(_ name: String) -> Bool {
    ["mbox", "mbx", ".eml", "mail", ".pst", ".ost", ".zip", ".tar", ".tgz", ".gz", "takeout", "export", "inbox"]
      .contains { name.contains($0) }
  }
}
