import CaseStore
import MailArchives

/// One source to sweep, and the byte from which on.
public struct SweepStep: Sendable, Hashable {
  /// The source.
  public var source: ArchiveSource
  /// The byte at which to begin: 0, or where a checkpoint stands.
  public var position: Int64
  /// What is remembered of the source where it is gone on with; nil where it begins.
  public var known: SourceIdentity?

  /// Makes a step that sweeps `source` from byte `position` on.
  public init(source: ArchiveSource, position: Int64, known: SourceIdentity? = nil) {
    self.source = source
    self.position = position
    self.known = known
  }
}

/// What a sweep has to do: the sources that were found, held against what the case already holds.
public struct SweepPlan: Sendable {
  /// The sources to read, in the order of their paths.
  public var steps: [SweepStep] = []
  /// All sources that were found, read again or not.
  public var sources: [ArchiveSource] = []
  /// Sources that were replaced since they were swept: what is known of them goes first.
  public var replaced: [String] = []
  /// Sources that have other paths now: they take along what is known of them.
  public var moved: [MovedSource] = []
  /// Sources whose last messages had not been written to their ends, and where these begin: they are swept again.
  public var unfinished: [(path: String, offset: Int)] = []
  /// What became of known sources, for people.
  public var notices: [SourceNotice] = []
  /// What could not be found or read.
  public var failures: [SourceFailure] = []
  /// Files in folders that are no mail: counted, not an error.
  public var notMail = 0
  /// Symbolic links, devices and pipes in folders, which are not followed and not read: counted, not an error.
  public var passedOver = 0

  /// Bytes of the sources as they stand.
  public var totalBytes: Int64 { sources.reduce(0) { $0 + $1.size } }
  /// Bytes that are swept already.
  public var doneBytes: Int64 { totalBytes - steps.reduce(0) { $0 + ($1.source.size - $1.position) } }

  /// Plans the sweep of `paths` into a case that knows `stored`.
  ///
  /// What is packed and did not change is not inflated for what is known of it; `coverage` says whether the last sweep
  /// had nothing to tell of members that it could not read. `lastMessage` names the last message of a source, by its
  /// path, that ends before a byte.
  public init(
    paths: [String], stored: [StoredSource], limits: ArchiveLimits = ArchiveLimits(),
    owners: MailboxOwners = MailboxOwners(), coverage: KnownSources.Coverage = .partial,
    lastMessage: @escaping (String, Int64) -> SweptPlace? = { _, _ in nil }
  ) {
    self.init(
      named: paths.map { SweepSource(path: $0) }, stored: stored, limits: limits, owners: owners, coverage: coverage,
      lastMessage: lastMessage)
  }

  /// Plans the sweep of what of `named` counts, into a case that knows `stored`.
  public init(
    named: [SweepSource], stored: [StoredSource], limits: ArchiveLimits = ArchiveLimits(),
    owners: MailboxOwners = MailboxOwners(), coverage: KnownSources.Coverage = .partial,
    lastMessage: @escaping (String, Int64) -> SweptPlace? = { _, _ in nil }
  ) {
    let known = Dictionary(stored.map { (ExactText($0.path), $0) }) { first, _ in first }
    let names = stored.compactMap { source in
      (source.location ?? ResolvedPath.of(source.path)).map { (path: source.path, location: $0) }
    }
    let swept = KnownSources(
      stored.compactMap(ArchiveSource.init(completed:)), named: names, coverage: coverage)
    let owner = owners.lookup()
    var discovery = SourceDiscovery(known: swept, limits: limits)
    var seen: Set<ExactText> = []
    for named in named {
      let isAdmitted = named.admission
      do throws(ArchiveError) {
        let found = try discovery.find(named.path, admitting: isAdmitted)
        notMail += found.notMail.count { isAdmitted($0) }
        passedOver += found.passedOver.count
        failures += found.unreadable.filter { isAdmitted($0.path) }.map { SourceFailure($0) }
        for var source in found.sources where isAdmitted(source.path) && named.formats.contains(source.kind) {
          // Another source by the same name must not vanish in silence.
          guard seen.insert(ExactText(source.path)).inserted else {
            failures.append(.ambiguous(source.path))
            continue
          }
          source.statedOwner = owner(source)
          sources.append(source)
        }
      } catch {
        failures.append(SourceFailure(error))
      }
    }
    var changes = SourceComparison(lastMessage: lastMessage)
    for source in sources { changes.add(source, known: known[ExactText(source.path)]) }
    let missing = stored.filter { !seen.contains(ExactText($0.path)) }
    changes.settle(missing: missing, named: named.map(\.path), told: failures)
    take(changes)
  }

  private mutating func take(_ changes: SourceComparison) {
    // In the order in which the sources were found.
    let places = Dictionary(sources.enumerated().map { (ExactText($1.path), $0) }) { first, _ in first }
    steps = changes.steps.sorted { places[ExactText($0.source.path)] ?? 0 < places[ExactText($1.source.path)] ?? 0 }
    replaced = changes.replaced
    moved = changes.moved
    unfinished = changes.unfinished
    failures += changes.failures
    notices = changes.notices
    for step in steps where step.source.kind == .mbox && step.source.isPlain {
      if MailboxLock(onFileAt: step.source.location ?? step.source.path) != nil {
        notices.append(.isWritten(step.source.path))
      }
    }
  }
}

extension ArchiveSource {
  /// A source as an earlier sweep found it, where it was swept to its end.
  fileprivate init?(completed stored: StoredSource) {
    guard stored.isComplete, let identity = stored.identity, let kind = ArchiveKind(rawValue: stored.kind) else {
      return nil
    }
    self.init(path: stored.path, kind: kind, size: identity.size, modified: identity.modified)
    location = stored.location
  }
}
