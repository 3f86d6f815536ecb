import MailModel

/// Files of mail that are recognised and not read: they must not vanish among files that are no mail.
enum ForeignMail {
  /// What to tell of the file, and how to mend it; nil where it is none of these.
  static func words(prefix: MailBytes, path: String) -> String? {
    let head = prefix[0..<512].array
    for packer in packers where head.starts(with: packer.magic) {
      return isMailName(path)
        ? "packed by \(packer.name), which is not read: unpack it, then sweep what comes out" : nil
    }
    return nil
  }

  private static let packers: [(magic: [UInt8], name: String)] = [
    ([0x42, 0x5A, 0x68], "bzip2"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "xz"), ([0x28, 0xB5, 0x2F, 0xFD], "zstd"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip"), ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "RAR"),
  ]

  /// Whether the name says that mail is packed in the file.
  private static func isMailName(_ path: String) -> Bool {
    let name = String(path.split(whereSeparator: { $0 == "/" || $0 == "!" }).last ?? "").lowercased()
    return ["mbox", "mbx", ".eml", "mail", ".pst", ".ost", "takeout", "inbox"].contains { name.contains($0) }
  }
}
