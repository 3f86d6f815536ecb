import MailModel
import Synchronization

/// What is known of senders, names, domains, hosts and contents: an index over the observations of all messages.
///
/// Messages may be added in any order; answers are the same. They are *as of* a message (strictly earlier by date, then
/// by a digest) or *after* it. Copies of one message count once.
///
/// Some 500 bytes a message. The index is built at the first question after a change, in time n log n; ask after all is
/// added.
public struct Baselines: Sendable {
  /// What the people who sweep know about their own mail.
  public let organisation: Organisation
  private var log = ObservationLog()
  private var cache = IndexCache()

  /// Starts with no observations.
  public init(organisation: Organisation) { self.organisation = organisation }

  /// Takes in the observations of one message, and of what the places of its mail say; one that was added before changes
  /// nothing.
  ///
  /// A sender's own copy (`Copies`) is not to be added: its original says all that it says, and more.
  public mutating func add(_ facts: MessageFacts, trace: MailboxTrace = .none) {
    if cache.isFilled { cache = IndexCache() }
    log.append(facts, trace)
  }

  /// The keys whose answers change when these messages are added.
  ///
  /// Includes the neighbourhoods of their domains, by which look-alikes are found, and the beginning of the archive where
  /// they move it, and all that is observed of mailboxes. The answer is the same before and after they are added. To be
  /// asked as well for messages that become another's copy, or cease to be one, and for those whose trace changes.
  public func keysAffected(by facts: [MessageFacts]) -> Set<ObservationKey> {
    var keys: Set<ObservationKey> = []
    for message in facts {
      keys.formUnion(MessageKeys(message).posted)
      if !message.author.isEmpty { keys.formUnion(MailboxKeys(message).all) }
      keys.formUnion(DomainNeighbourhood.keys(of: message.authorDomain))
      if !message.author.isEmpty, message.moment <= log.start { keys.insert(MessageKeys.archiveStart) }
    }
    return keys
  }

  /// Messages added, copies included.
  public var count: Int { log.count }

  /// The index over all that was added.
  var index: BaselineIndex { cache.index(of: log) }
}

/// The index of one state of the log, built once by whoever asks first.
private final class IndexCache: Sendable {
  private let built = Mutex<BaselineIndex?>(nil)

  var isFilled: Bool { built.withLock { $0 != nil } }

  func index(of log: ObservationLog) -> BaselineIndex {
    built.withLock { built in
      if let built { return built }
      let index = BaselineIndex(log)
      built = index
      return index
    }
  }
}
