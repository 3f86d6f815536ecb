import MailModel

/// The header fields that the parser reads or keeps; all others are stepped over.
enum HeaderFieldKind: UInt8 {
  case kept, from, sender, to, cc, replyTo, subject, date, messageID, inReplyTo, references
  case contentType, contentTransferEncoding, contentDisposition, contentID

  /// The kind's bit in a set of kinds.
  var bit: UInt32 { 1 << UInt32(rawValue) }

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
  /// The fields ordered by the length of their names: where each length begins, and the first eight bytes of each.
  private let starts: [Int]
  private let heads: [UInt64]

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
    fields.sort { ($0.bytes.count, $0.name.rawValue) < ($1.bytes.count, $1.name.rawValue) }
    var starts: [Int] = []
    for (index, field) in fields.enumerated() {
      while starts.count <= field.bytes.count { starts.append(index) }
    }
    starts.append(fields.count)
    self.starts = starts
    heads = fields.map { field in
      field.bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    self.fields = fields
  }

  /// The index in `fields` of the field that is called what stands at `range`; nil where it is none of them.
  func index(of range: Range<Int>, in bytes: ByteView) -> Int? {
    let length = range.count
    guard length + 1 < starts.count, starts[length] < starts[length + 1] else { return nil }
    var head: UInt64 = 0
    var offset = min(length, 8)
    while offset > 0 {
      offset -= 1
      head = head << 8 | UInt64(ASCII.lowercased(bytes[range.lowerBound + offset]))
    }
    for index in starts[length]..<starts[length + 1] where heads[index] == head {
      if length <= 8 || hasTail(fields[index].bytes, at: range.lowerBound, in: bytes) { return index }
    }
    return nil
  }

  private func hasTail(_ name: [UInt8], at start: Int, in bytes: ByteView) -> Bool {
    for offset in 8..<name.count where ASCII.lowercased(bytes[start + offset]) != name[offset] { return false }
    return true
  }

  private static let interpreted: [(String, HeaderFieldKind)] = [
    ("from", .from), ("sender", .sender), ("to", .to), ("cc", .cc), ("reply-to", .replyTo), ("subject", .subject),
    ("date", .date), ("message-id", .messageID), ("in-reply-to", .inReplyTo), ("references", .references),
    ("content-type", .contentType), ("content-transfer-encoding", .contentTransferEncoding),
    ("content-disposition", .contentDisposition), ("content-id", .contentID),
  ]
}
