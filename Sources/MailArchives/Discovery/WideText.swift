import MailModel

/// Mail in UTF-16, as Windows programs save text: it is told, because no reader of mail takes it for mail.
enum WideText {
  /// What to tell of the file, and how to mend it; nil where it is no such mail.
  ///
  /// A byte order mark, or zeros in every second byte, make it UTF-16; what its characters say in bytes makes it mail.
  static func words(_ prefix: MailBytes, path: String, isWhole: Bool) -> String? {
    let bytes = prefix.array
    let charset: String
    let low: Int
    switch (bytes.first, bytes.dropFirst().first) {
    case (0xFF, 0xFE): (charset, low) = ("UTF-16", 2)
    case (0xFE, 0xFF): (charset, low) = ("UTF-16", 3)
    case (.some(0x01...0x7F), 0): (charset, low) = ("UTF-16LE", 0)
    case (0, .some(0x01...0x7F)): (charset, low) = ("UTF-16BE", 1)
    default: return nil
    }
    let narrow = stride(from: low, to: bytes.count, by: 2).map { bytes[$0] }
    let isText = stride(from: low ^ 1, to: min(bytes.count, 256), by: 2).allSatisfy { bytes[$0] < 0x20 }
    guard isText, narrow.withUnsafeBytes({ MailSniffer.kind(of: $0, path: path, isWhole: isWhole) }) != nil else {
      return nil
    }
    return
      "mail in \(charset), which is not read: convert it with `iconv -f \(charset) -t UTF-8 FILE > NEW`, then sweep NEW"
  }
}
