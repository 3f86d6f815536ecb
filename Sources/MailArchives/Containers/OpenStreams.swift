import Synchronization

/// Containers that are inflated and read member after member: kept open between two members.
///
/// What is read does not depend on it. Each holds an open file and some megabytes, so only the last few are kept.
enum OpenStreams {
  struct Key: Hashable, Sendable {
    var path: String
    var size: Int64
    var modified: Int64
    var steps: [MemberRoute.Step]
    var limits: ArchiveLimits
  }

  private static let kept = 3
  private static let streams = Mutex<[(key: Key, bytes: any ByteSource)]>([])

  /// The stream of that key; it stays open for others.
  static func take(_ key: Key) -> (any ByteSource)? {
    streams.withLock { streams in
      guard let index = streams.firstIndex(where: { $0.key == key }) else { return nil }
      let found = streams.remove(at: index)
      streams.append(found)
      return found.bytes
    }
  }

  static func keep(_ bytes: any ByteSource, for key: Key) {
    streams.withLock { streams in
      if streams.count >= kept { streams.removeFirst() }
      streams.append((key, bytes))
    }
  }
}
