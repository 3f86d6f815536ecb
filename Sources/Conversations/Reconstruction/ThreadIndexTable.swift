import MailModel

/// Messages by their Thread-Index and topic.
struct ThreadIndexTable {
  private struct Key: Hashable {
    var index: ArraySlice<UInt8>
    var subject: String
  }

  /// Longer indexes, of more than a hundred answers, are not looked at: it bounds the work for each message.
  private static let maximumLength = ThreadIndex.headerLength + 100 * ThreadIndex.blockLength

  private var messages: [Key: [Int32]] = [:]

  init(_ edges: OrderedMessages) {
    for (index, edges) in edges.enumerated() where Self.isUsable(edges.threadIndex) {
      let key = Key(index: edges.threadIndex[...], subject: edges.subject.base)
      messages[key, default: []].append(Int32(clamping: index))
    }
  }

  /// The messages whose index the message's own extends by whole blocks, and whose topic it has: the nearest first.
  func parents(of edges: ThreadEdges) -> [[Int32]] {
    guard Self.isUsable(edges.threadIndex) else { return [] }
    var parents: [[Int32]] = []
    var length = edges.threadIndex.count - ThreadIndex.blockLength
    while length >= ThreadIndex.headerLength {
      let key = Key(index: edges.threadIndex[..<length], subject: edges.subject.base)
      if let found = messages[key] { parents.append(found) }
      length -= ThreadIndex.blockLength
    }
    return parents
  }

  private static func isUsable(_ index: [UInt8]) -> Bool {
    (ThreadIndex.headerLength...maximumLength).contains(index.count)
      && (index.count - ThreadIndex.headerLength) % ThreadIndex.blockLength == 0
  }
}
