import MailModel
import PersonalStorage

/// What a file holds, told by its first bytes and its place.
enum FileContent: Equatable {
  case mail(ArchiveKind)
  /// Mail in a form that is not read; the words say how to make it readable.
  case foreign(String)
  case other

  /// Looks at a file that begins with `prefix`; `path` is its place, in whatever archives it lies.
  ///
  /// - Throws: what reading throws.
  init(_ bytes: any ByteSource, prefix: MailBytes, path: String, isWhole: Bool) throws(ArchiveError) {
    let path = Self.withoutGzipSuffix(path)
    if PersonalStorage.isStorage(prefix[0..<PersonalStorage.magicBytes].array) {
      self = .mail(.pst)
      return
    }
    if let words = ForeignMail.words(prefix: prefix, path: path) {
      self = .foreign(words)
      return
    }
    if let finding = try OutlookMessageSniffer.finding(bytes, prefix: prefix, path: path) {
      switch finding {
      case .message: self = .mail(.msg)
      case .damaged: self = .foreign(ArchiveError.noOutlookMessage(path).message)
      case .other: self = .other
      }
      return
    }
    if let words = WideText.words(prefix, path: path, isWhole: isWhole) ?? EncryptedExport.words(prefix, path: path) {
      self = .foreign(words)
      return
    }
    if try Self.isEMLX(bytes, prefix: prefix, path: path) {
      self = .mail(.emlx)
      return
    }
    let place = MaildirName(path: path)
    let hint = place.isInMaildir && place.hasUniqueForm ? path + ".eml" : path
    switch prefix.withUnsafeBytes({ MailSniffer.kind(of: $0, path: hint, isWhole: isWhole) }) {
    case .eml where place.isInMaildir: self = .mail(.maildir)
    case .eml where Self.isNumbered(path): self = .mail(.mh)
    case .some(let kind): self = .mail(kind)
    case nil where Self.isNamedStorage(path):
      self = .foreign(
        prefix.isEmpty
          ? "an Outlook data file by its name, and empty; get it anew"
          : "an Outlook data file by its name, and none by its content; get it anew")
    case nil: self = .other
    }
  }

  private static func isNamedStorage(_ path: String) -> Bool {
    let path = path.lowercased()
    return path.hasSuffix(".pst") || path.hasSuffix(".ost")
  }

  /// A gzip file is the file in it, by name too.
  private static func withoutGzipSuffix(_ path: String) -> String {
    path.lowercased().hasSuffix(".gz") ? String(path.dropLast(3)) : path
  }

  /// Whether the file's name is a number, as MH names messages (mh-mail(5)).
  private static func isNumbered(_ path: String) -> Bool {
    let name = path.utf8.reversed().prefix { $0 != 0x2F && $0 != 0x21 }
    return !name.isEmpty && name.count <= 10 && name.allSatisfy { $0.isDigit }
  }

  /// Whether a byte count stands before a message, and the file's name or a property list behind it says the rest.
  private static func isEMLX(_ bytes: any ByteSource, prefix: MailBytes, path: String) throws(ArchiveError) -> Bool {
    guard let count = MessageFrame.count(in: prefix) else { return false }
    if path.lowercased().hasSuffix(".emlx") { return true }
    guard bytes.farthestLook == .max, count.value < .max / 2 else { return false }
    let list = try bytes.bytes(from: Int64(count.lineLength) + count.value, count: 128)
    return MessageFrame.propertyList(in: list, searching: .atStart) != nil
  }
}
