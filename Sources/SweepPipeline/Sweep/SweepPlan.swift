import CaseStore
import MailArchives

/// One source to sweep, and the byte from which on.
public struct SweepStep: Sendable, Hashable {
  /// The source.
  public var source: ArchiveSource
  /// The byte at which to begin: 0, or where a checkpoint stands.
  public var position: Int64

  /// Makes a step that sweeps `source` from byte `position` on.
  public init(source: ArchiveSource, position: Int64) {
    self.source = source
    self.position = position
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
  /// had nothing to tell of members that it could not read.
  public init(
    paths: [String], stored: [StoredSource], limits: ArchiveLimits = ArchiveLimits(),
    owners: MailboxOwners = MailboxOwners(), coverage: KnownSources.Coverage = .partial
  ) {
    self.init(
      named: paths.map { SweepSource(path: $0) }, stored: stored, limits: limits, owners: owners, coverage: coverage)
  }

  /// Plans the sweep of what of `named` counts, into a case that knows `stored`.
  public init(
    named: [SweepSource], stored: [StoredSource], limits: ArchiveLimits = ArchiveLimits(),
    owners: MailboxOwners = MailboxOwners(), coverage: KnownSources.Coverage = .partial
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
    for source in sources { add(source, known: known[ExactText(source.path)]) }
  }

  private mutating func add(_ source: ArchiveSource, known: StoredSource?) {
    guard let known, let identity = known.identity else {
      steps.append(SweepStep(source: source, position: 0))
      return
    }
    // The quick look: same size and time, swept to the end. Digests are compared only where something moved.
    if known.isComplete, identity.size == source.size, identity.modified == source.modified { return }
    do throws(ArchiveError) {
      switch try source.change(since: identity) {
      case .unchanged where known.isComplete:
        return
      case .unchanged, .grown:
        steps.append(SweepStep(source: source, position: identity.position))
      case .replaced:
        replaced.append(source.path)
        // What was said of whose mailbox it is holds for what is in its place.
        var source = source
        source.statedOwner = source.statedOwner ?? known.owner.flatMap(MailboxOwners.address)
        steps.append(SweepStep(source: source, position: 0))
      case .shortened:
        failures.append(
          SourceFailure(
            ArchiveError(
              .shortened, path: source.path,
              message: "the file is shorter than when it was swept; its known messages stay, --restart sweeps all anew")
          ))
      }
    } catch {
      failures.append(SourceFailure(error))
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
