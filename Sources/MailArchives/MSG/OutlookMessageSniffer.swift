import CompoundFiles
import MailModel
import OutlookItems

/// Tells whether a compound file is an Outlook message (`.msg`, `.oft`).
enum OutlookMessageSniffer {
  /// What a compound file is.
  enum Finding {
    case message
    /// By its name a message, and none can be read in it.
    case damaged
    case other
  }

  /// Larger files are judged by the beginning of their directory alone.
  private static let wholeBytes: Int64 = 64 << 20
  private static let directoryBytes = 4_096

  /// Looks at a file that begins with `prefix`; nil where it is no compound file.
  ///
  /// Documents are told by the beginning of their directory; what names a property's stream there is read whole, since
  /// a document may hold a message. So is what its name calls a message.
  /// - Throws: what reading throws.
  static func finding(_ bytes: any ByteSource, prefix: MailBytes, path: String) throws(ArchiveError) -> Finding? {
    let head = prefix[0..<512].array
    guard head.starts(with: CompoundFile.magic) else { return nil }
    let lower = path.lowercased()
    let isNamed = lower.hasSuffix(".msg") || lower.hasSuffix(".oft")
    let hasNames = try directoryNamesProperties(bytes, head: head)
    guard hasNames || isNamed else { return .other }
    let whole = try bytes.bytes(from: 0, count: Int(wholeBytes) + 1)
    if Int64(whole.count) > wholeBytes { return hasNames ? .message : .damaged }
    guard let file = CompoundFile(whole.array) else { return isNamed ? .damaged : .other }
    if OutlookMessageFile.isMessage(file) { return .message }
    return isNamed && !isDocument(file) ? .damaged : .other
  }

  /// Whether the first entries of the directory are those of a message ([MS-CFB] §2.2 and §2.6.1, [MS-OXMSG] §2.2).
  private static func directoryNamesProperties(_ bytes: any ByteSource, head: [UInt8]) throws(ArchiveError) -> Bool {
    guard let shift = head.number16(at: 30), shift == 9 || shift == 12, let sector = head.number32(at: 48) else {
      return false
    }
    let directory = try bytes.bytes(from: (sector + 1) << Int64(shift), count: directoryBytes).array
    return ["__nameid_version1.0", "__properties_version1.0", "__substg1.0_"].contains { name in
      directory.offset(of: name.utf8.reduce(into: [UInt8]()) { $0 += [$1, 0] }, from: 0) != nil
    }
  }

  /// Whether the root holds what Word, Excel or PowerPoint keep there.
  private static func isDocument(_ file: CompoundFile) -> Bool {
    ["worddocument", "workbook", "book", "powerpoint document", "encryptedpackage"].contains { file.has($0) }
  }
}
