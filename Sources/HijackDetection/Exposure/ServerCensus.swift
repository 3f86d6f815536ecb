import MailModel

/// The Exchange servers that an archive's Received fields name, collected message by message in any order.
///
/// Memory: a line for each server and build, of which hostile mail can name many: at most `limit` are kept, and what is
/// left out is counted.
public struct ServerCensus: Sendable {
  /// Servers with a build that are kept at most.
  public static let limit = 20_000

  private struct Key: Hashable {
    var host: String
    var build: ExchangeBuild
  }

  private var servers: [Key: MailServer] = [:]
  /// Sightings of servers beyond the limit.
  public private(set) var leftOut = 0

  /// Makes a census that has seen nothing.
  public init() {}

  /// Adds the way of one message.
  public mutating func add(_ facts: MessageFacts) {
    var isNearMailbox = true
    var home: String?
    var counted: Set<Key> = []
    for hop in facts.hops {
      guard let host = hop.by, let build = hop.exchangeBuild.flatMap(ExchangeBuild.init), !build.isOnline else {
        isNearMailbox = false
        continue
      }
      // Servers of one house hand a message on among themselves; a partner's Exchange can be the next in line.
      let house = RegistrableDomain(host: host).name
      isNearMailbox = isNearMailbox && (home ?? house) == house
      home = home ?? house
      let key = Key(host: host, build: build)
      guard counted.insert(key).inserted else { continue }
      note(key, at: hop.seconds ?? facts.date?.seconds, isNearMailbox: isNearMailbox, witness: facts.digest)
    }
  }

  /// The servers by name, then build.
  public var listing: [MailServer] {
    servers.values.sorted { ($0.host, $0.build) < ($1.host, $1.build) }
  }

  private mutating func note(_ key: Key, at seconds: Int64?, isNearMailbox: Bool, witness: ContentDigest) {
    guard var server = servers[key] else {
      guard servers.count < Self.limit else {
        leftOut += 1
        return
      }
      servers[key] = MailServer(
        host: key.host, build: key.build, firstSeen: seconds, lastSeen: seconds, messages: 1,
        delivered: isNearMailbox ? 1 : 0, witness: witness)
      return
    }
    server.messages += 1
    if isNearMailbox { server.delivered += 1 }
    // The latest sighting is the witness; of several at one moment the smallest, so that order does not matter.
    let (old, new) = (server.lastSeen ?? .min, seconds ?? .min)
    if new > old || (new == old && witness < server.witness) { server.witness = witness }
    server.lastSeen = [server.lastSeen, seconds].compactMap(\.self).max()
    server.firstSeen = [server.firstSeen, seconds].compactMap(\.self).min()
    servers[key] = server
  }
}
