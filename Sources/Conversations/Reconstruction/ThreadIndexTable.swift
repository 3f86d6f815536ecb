import MailModel

/// Messages by their Thread-Index and topic.
struct ThreadIndexTable: Sendable {
  /// Longer indexes, of more than a hundred answers, are not looked at: it bounds the work for each message.
  private static let maximumLength = ThreadIndex.headerLength + 100 * ThreadIndex.blockLength

  private let indexes: StringTable
  private let messages: KeyedMessages

  init(_ ordered: OrderedMessages) {
    indexes = ordered.table.threadIndexes
    var entries: [KeyedMessages.Entry] = []
    for (index, record) in ordered.enumerated() where record.threadIndex >= 0 {
      entries.append(.init(key: Self.key(record.threadIndex, record), message: Int32(clamping: index)))
    }
    messages = KeyedMessages(entries)
  }

  /// The messages before `limit` whose index a message's own extends by `blocks` blocks, and whose topic it has.
  func messages(before limit: Int, blocks: Int, above record: MessageRecord) -> ArraySlice<KeyedMessages.Entry> {
    guard record.threadIndex >= 0 else { return [] }
    let prefix = indexes[Int(record.threadIndex)].dropLast(blocks * ThreadIndex.blockLength)
    guard let number = indexes.number(of: prefix) else { return [] }
    return messages.messages(at: Self.key(number, record), before: limit)
  }

  /// How many blocks a message's index has.
  func blocks(of record: MessageRecord) -> Int {
    guard record.threadIndex >= 0 else { return 0 }
    return max(indexes[Int(record.threadIndex)].count - ThreadIndex.headerLength, 0) / ThreadIndex.blockLength
  }

  /// Whether an index is one whole header and whole blocks, and not too many.
  static func isUsable(_ index: [UInt8]) -> Bool {
    (ThreadIndex.headerLength...maximumLength).contains(index.count)
      && (index.count - ThreadIndex.headerLength) % ThreadIndex.blockLength == 0
  }

  private static func key(_ index: Int32, _ record: MessageRecord) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: index)) << 32 | UInt64(UInt32(truncatingIfNeeded: record.subject))
  }
}
