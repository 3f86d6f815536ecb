import MailModel

/// The header fields that the parser reads or keeps; all others are stepped over.
enum HeaderFieldKind: UInt8 {
  case kept, from, sender, to, cc, replyTo, subject, date, messageID, inReplyTo, references
  case contentType, contentTransferEncoding, contentDisposition, contentID

  /// Whether the field speaks of the message rather than of its body; each of them may stand once (RFC 5322 §3.6).
  var isOfMessage: Bool {
    switch self {
    case .kept, .contentType, .contentTransferEncoding, .contentDisposition, .contentID: false
    default: true
    }
  }
}

/// A field's place in the table of known fields.
struct KnownField: Sendable {
  var name: HeaderName
  var bytes: [UInt8]
  var kind: HeaderFieldKind
  var isRetained: Bool
}

/// Finds a field by its name without making a string of it.
struct HeaderFieldTable: Sendable {
  static let standard = HeaderFieldTable()

  let fields: [KnownField]
  /// Indexes of the fields by the length of their names.
  private let byLength: [[UInt8]]

  private init() {
    var fields: [KnownField] = []
    for (name, kind) in Self.interpreted {
      fields.append(
        KnownField(
          name: HeaderName(name), bytes: Array(name.utf8), kind: kind,
          isRetained: HeaderRetention.names.contains(HeaderName(name))))
    }
    for name in HeaderRetention.names.map(\.rawValue).sorted()
    where !Self.interpreted.contains(where: { $0.0 == name }) {
      fields.append(KnownField(name: HeaderName(name), bytes: Array(name.utf8), kind: .kept, isRetained: true))
    }
    var byLength: [[UInt8]] = []
    for (index, field) in fields.enumerated() where index <= UInt8.max {
      while byLength.count <= field.bytes.count { byLength.append([]) }
      byLength[field.bytes.count].append(UInt8(index))
    }
    self.fields = fields
    self.byLength = byLength
  }

  /// The index in `fields` of the field that is called what stands at `range`; nil where it is none of them.
  func index(of range: Range<Int>, in bytes: ByteView) -> Int? {
    guard range.count < byLength.count else { return nil }
    candidates: for index in byLength[range.count] {
      let name = fields[Int(index)].bytes
      var offset = 0
      while offset < name.count {
        if ASCII.lowercased(bytes[range.lowerBound + offset]) != name[offset] { continue candidates }
        offset += 1
      }
      return Int(index)
    }
    return nil
  }

  private static let interpreted: [(String, HeaderFieldKind)] = [
    ("from", .from), ("sender", .sender), ("to", .to), ("cc", .cc), ("reply-to", .replyTo), ("subject", .subject),
    ("date", .date), ("message-id", .messageID), ("in-reply-to", .inReplyTo), ("references", .references),
    ("content-type", .contentType), ("content-transfer-encoding", .contentTransferEncoding),
    ("content-disposition", .contentDisposition), ("content-id", .contentID),
  ]
}
