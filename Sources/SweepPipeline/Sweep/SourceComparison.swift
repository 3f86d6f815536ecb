import CaseStore
import MailArchives

/// What became of the sources that a case knows: each that was found is held against what is remembered of it.
struct SourceComparison {
  /// Names the last message of a source, by its path, that ends before a byte.
  let lastMessage: (String, Int64) -> SweptPlace?

  private(set) var steps: [SweepStep] = []
  private(set) var replaced: [String] = []
  private(set) var moved: [MovedSource] = []
  private(set) var unfinished: [(path: String, offset: Int)] = []
  private(set) var failures: [SourceFailure] = []
  private(set) var notices: [SourceNotice] = []
  /// Sources that are not what the case knows by their paths, or that it does not know.
  private var strangers: [(source: ArchiveSource, known: StoredSource?, change: SourceChange)] = []

  init(lastMessage: @escaping (String, Int64) -> SweptPlace?) { self.lastMessage = lastMessage }

  /// Looks at a source that was found; `known` is what stands in the case by its path.
  mutating func add(_ source: ArchiveSource, known: StoredSource?) {
    guard let known, let identity = known.identity else {
      strangers.append((source: source, known: nil, change: .replaced))
      return
    }
    // The quick look: same size and time, swept to the end. Digests are compared only where something moved.
    if known.isComplete, identity.size == source.size, identity.modified == source.modified { return }
    do throws(ArchiveError) {
      let change = try source.change(since: identity)
      if !goOn(with: source, known, change, path: source.path) {
        strangers.append((source: source, known: known, change: change))
      }
    } catch {
      failures.append(SourceFailure(error))
    }
  }

  /// Plans to go on with a source that is the one known; whether that could be.
  private mutating func goOn(
    with source: ArchiveSource, _ known: StoredSource, _ change: SourceChange, path: String
  ) -> Bool {
    guard let identity = known.identity else { return false }
    switch change {
    case .unchanged where known.isComplete: return true
    case .unchanged, .grown:
      steps.append(SweepStep(source: source, position: identity.position, known: identity))
      return true
    case .lastMessageGrew:
      guard let last = lastMessage(path, .max), Int64(last.range.offset) < identity.position,
        let start = try? source.separatorPosition(before: Int64(last.range.offset))
      else { return false }
      unfinished.append((path: source.path, offset: last.range.offset))
      steps.append(SweepStep(source: source, position: start, known: identity))
      return true
    case .replaced, .shortened: return false
    }
  }

  /// Decides on those that are not what was known: renamed, replaced, shortened, or new; and on those that are missing.
  ///
  /// - Parameters:
  ///   - missing: known sources that were not found.
  ///   - named: the paths of the run.
  ///   - told: what is told already.
  mutating func settle(missing: [StoredSource], named: [String], told: [SourceFailure]) {
    let absent = missing.map { (stored: $0, presence: SourcePresence(ofSourceAt: $0.location ?? $0.path)) }
    let displaced = strangers.compactMap(\.known)
    let lost = absent.filter { $0.presence != .file }.map(\.stored) + displaced
    let byPath = Dictionary(lost.map { (ExactText($0.path), $0) }) { first, _ in first }
    var renamed = RenamedSources(lost.compactMap(RenamedSources.Lost.init))
    var gone: Set<ExactText> = []
    var rest: [(source: ArchiveSource, known: StoredSource?, change: SourceChange)] = []
    for stranger in strangers {
      guard let origin = (try? renamed.origin(of: stranger.source)) ?? nil, let stored = byPath[ExactText(origin.path)],
        follow(stranger.source, stored)
      else {
        rest.append(stranger)
        continue
      }
      gone.insert(ExactText(origin.path))
      // What lay there before has gone, unless it is found elsewhere itself.
      if let known = stranger.known { replaced.append(known.path) }
    }
    replaced.removeAll { gone.contains(ExactText($0)) }
    for stranger in rest { begin(stranger.source, stranger.known, stranger.change, isMoved: gone) }
    let places = named.map { ($0, ResolvedPath.of($0)) }
    let failed = Set(told.map { ExactText($0.path) })
    for (stored, presence) in absent where !gone.contains(ExactText(stored.path)) {
      let isNamed = places.contains { path, location in
        let isThere = location.map { MailboxOwners.lies(stored.location ?? "", at: $0) } ?? false
        // Another file may be named by the path of one that still lies elsewhere.
        let isSure = presence == .file && location != nil && stored.location != nil
        return isThere || !isSure && MailboxOwners.lies(stored.path, at: path)
      }
      guard isNamed, stored.messages > 0, !failed.contains(where: { MailboxOwners.lies(stored.path, at: $0.text) })
      else { continue }
      if presence == .file { failures.append(.emptied(stored.path)) } else { notices.append(.vanished(stored)) }
    }
  }

  /// Goes on with the source `stored` under the path at which it was found again.
  private mutating func follow(_ source: ArchiveSource, _ stored: StoredSource) -> Bool {
    guard var identity = stored.identity else { return false }
    // A copy of it may have been made at another time.
    if identity.size == source.size { identity.modified = source.modified }
    var known = stored
    known.identity = identity
    var source = source
    source.statedOwner = source.statedOwner ?? stored.owner.flatMap(MailboxOwners.address)
    guard let change = try? source.change(since: identity), goOn(with: source, known, change, path: stored.path) else {
      return false
    }
    moved.append(MovedSource(from: stored.path, to: source))
    notices.append(.moved(from: stored.path, to: source.path))
    return true
  }

  /// Begins with a source that is none of those known.
  private mutating func begin(
    _ source: ArchiveSource, _ known: StoredSource?, _ change: SourceChange, isMoved: Set<ExactText>
  ) {
    guard let known, let identity = known.identity, !isMoved.contains(ExactText(known.path)) else {
      steps.append(SweepStep(source: source, position: 0))
      return
    }
    if change == .shortened, isBeginning(source, of: known) {
      failures.append(.shortened(source.path))
      // What was not read yet and is still there is read.
      if !known.isComplete, identity.position <= source.size {
        steps.append(SweepStep(source: source, position: identity.position))
      }
      return
    }
    replaced.append(source.path)
    notices.append(.replaced(source.path))
    // What was said of whose mailbox it is holds for what is in its place.
    var source = source
    source.statedOwner = source.statedOwner ?? known.owner.flatMap(MailboxOwners.address)
    steps.append(SweepStep(source: source, position: 0))
  }

  /// Whether the file is what is known of it up to its end, and only lost what came after; a file that was rewritten to
  /// a shorter one, as by a program that threw messages away, is another one.
  private func isBeginning(_ source: ArchiveSource, of known: StoredSource) -> Bool {
    guard source.kind == .mbox, let last = lastMessage(known.path, source.size) else { return true }
    return (try? source.stillHolds(last.digest, at: last.range)) ?? true
  }
}

extension RenamedSources.Lost {
  fileprivate init?(_ stored: StoredSource) {
    guard let identity = stored.identity, let kind = ArchiveKind(rawValue: stored.kind) else { return nil }
    self.init(path: stored.path, kind: kind, identity: identity)
  }
}

extension SourceNotice {
  fileprivate static func vanished(_ stored: StoredSource) -> SourceNotice {
    .vanished(stored.path, messages: stored.messages)
  }
}

extension SourceFailure {
  fileprivate static func shortened(_ path: String) -> SourceFailure {
    SourceFailure(
      ArchiveError(
        .shortened, path: path,
        message: "the file is shorter than when it was swept; its known messages stay, --restart sweeps all anew"))
  }

  fileprivate static func emptied(_ path: String) -> SourceFailure {
    SourceFailure(
      ArchiveError(
        .shortened, path: path,
        message: "the file holds no mail any more; its known messages stay, --restart sweeps all anew"))
  }
}
