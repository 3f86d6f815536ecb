/// Messages by a key that several may share.
struct KeyedMessages: Sendable {
  struct Entry: Sendable {
    var key: UInt64
    /// A message by its place in the order of all.
    var message: Int32
  }

  private let entries: [Entry]

  init(_ entries: consuming [Entry]) {
    entries.sort { ($0.key, $0.message) < ($1.key, $1.message) }
    self.entries = entries
  }

  /// The messages with a key that stand before `limit`, in their order.
  func messages(at key: UInt64, before limit: Int) -> ArraySlice<Entry> {
    entries[firstIndex(notBefore: (key, 0))..<firstIndex(notBefore: (key, Int32(clamping: max(limit, 0))))]
  }

  private func firstIndex(notBefore wanted: (UInt64, Int32)) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].key, entries[middle].message) < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
