import MailModel

/// Looks for mail in one file and in the archives within it, as deep as the limits let.
struct ContainerExploration {
  /// How many errors of one file are told one by one.
  private static let toldErrors = 100

  private let file: ArchiveFile
  private let limits: ArchiveLimits
  private let known: KnownSources
  private let stamp: Int64
  private var entriesLeft: Int
  /// What may still be inflated of the file, by the sizes that its containers state.
  private var bytesLeft: Int64
  private var isSpent = false
  /// Errors that were not told one by one.
  private var untold = 0

  private(set) var sources: [ArchiveSource] = []
  /// What is no mail: members, or the file itself where it holds no mail at all.
  private(set) var notMail: [String] = []
  private(set) var unreadable: [ArchiveError] = []

  /// Where the exploration is.
  private struct Spot {
    var path: String
    var steps: [MemberRoute.Step] = []
    /// What the innermost container says of the member; nil for the file itself.
    var fingerprint: ContentDigest?
    var statedSize: Int64?

    func entering(_ step: MemberRoute.Step) -> Spot {
      var inner = self
      inner.steps.append(step)
      return inner
    }
  }

  /// Explores `file`.
  init(_ file: ArchiveFile, known: KnownSources, limits: ArchiveLimits) {
    self.file = file
    self.limits = limits
    self.known = known
    stamp = file.stamp
    entriesLeft = max(limits.entries, 1)
    bytesLeft = InflationAllowance(limits, packed: file.size).limit
    if let members = known.members(of: file.path, stamp: stamp) {
      sources = members.map { located($0) }
      return
    }
    do throws(ArchiveError) {
      try explore(file, Spot(path: file.path, statedSize: file.size))
    } catch {
      tell(error)
    }
    if untold > 0 {
      unreadable.append(
        ArchiveError(.unreadable, path: file.path, message: "\(untold) more members cannot be read"))
    }
    if sources.isEmpty, notMail != [file.path] { notMail = unreadable.isEmpty ? [file.path] : [] }
  }

  private mutating func tell(_ error: ArchiveError) {
    if unreadable.count < Self.toldErrors { unreadable.append(error) } else { untold += 1 }
  }

  private mutating func tell(_ words: String, at path: String) {
    tell(ArchiveError(.unreadable, path: path, message: words))
  }

  private func located(_ source: ArchiveSource) -> ArchiveSource {
    var source = source
    let inner = source.path.utf8.dropFirst(file.path.utf8.count)
    source.location = file.location + String(decoding: inner, as: UTF8.self)
    return source
  }

  // MARK: One file

  private mutating func explore(_ bytes: any ByteSource, _ spot: Spot) throws(ArchiveError) {
    let prefix = try bytes.bytes(from: 0, count: MailSniffer.prefixBytes)
    guard let format = ContainerFormat(prefix) else { return try take(bytes, prefix: prefix, spot) }
    guard spot.steps.count < limits.nesting else {
      return tell("lies in more than \(limits.nesting) archives within one another; unpack it by hand", at: spot.path)
    }
    guard takeBytes(of: spot) else { return }
    switch format {
    case .gzip: try exploreGzip(bytes, spot)
    case .zip: try exploreZIP(bytes, spot)
    case .tar: try exploreTar(bytes, spot)
    }
  }

  private mutating func take(_ bytes: any ByteSource, prefix: MailBytes, _ spot: Spot) throws(ArchiveError) {
    if prefix.isEmpty, let failure = bytes.failure { return tell(failure) }
    let isWhole = Int64(prefix.count) == bytes.size
    let content = try FileContent(bytes, prefix: prefix, path: spot.path, isWhole: isWhole)
    switch content {
    case .mail(.pst):
      let folders = try PSTFolders(of: bytes, path: spot.path, in: file, steps: spot.steps)
      sources += folders.sources
      if let defect = folders.defect { tell(defect, at: spot.path) }
    case .mail(let kind):
      guard takeBytes(of: spot) else { return }
      let isPlain = spot.steps.isEmpty
      var source = ArchiveSource(
        path: spot.path, kind: kind, size: isPlain ? file.size : believed(spot.statedSize),
        modified: isPlain ? file.modified : stamp)
      if !isPlain {
        let fingerprint = spot.fingerprint ?? ContentDigest(of: "")
        source.route = MemberRoute(file: file.location, steps: spot.steps, fingerprint: fingerprint)
      }
      sources.append(located(source))
    case .foreign(let words): tell(words, at: spot.path)
    case .other:
      // What is damaged from its beginning may have been mail.
      if let failure = bytes.failure, !spot.steps.isEmpty { tell(failure) } else { notMail.append(spot.path) }
    }
  }

  /// The size that a container states, cut to what the file can inflate to: sums of sizes are to stay numbers.
  private func believed(_ stated: Int64?) -> Int64 {
    // Deflate makes at most 1,032 bytes of one; twice that for archives in archives.
    let (most, overflow) = file.size.multipliedReportingOverflow(by: 2_048)
    return min(stated ?? file.size, overflow ? .max : most, max(limits.inflatedBytes, 1))
  }

  // MARK: Containers

  private mutating func exploreGzip(_ bytes: any ByteSource, _ spot: Spot) throws(ArchiveError) {
    let trailer = try GzipTrailer(of: bytes)
    var inner = spot.entering(.gzip)
    inner.statedSize = trailer.estimatedSize ?? spot.statedSize
    inner.fingerprint = spot.fingerprint ?? trailer.fingerprint
    guard takeBytes(inner.statedSize, at: spot.path) else { return }
    try explore(try open(inner), inner)
  }

  private mutating func exploreZIP(_ bytes: any ByteSource, _ spot: Spot) throws(ArchiveError) {
    let directory = try ZipDirectory(of: bytes, path: spot.path, limit: entriesLeft)
    if let defect = directory.defect { tell(defect, at: spot.path) }
    var names = MemberName()
    var refused = RefusedMembers()
    for entry in directory.entries where !entry.isFolder {
      guard takeEntry(at: spot.path) else { break }
      let path = spot.path + "!" + names.unique(entry.name)
      if let source = known.source(at: path, stamp: stamp, size: entry.place.size) {
        sources.append(located(source))
      } else if entry.isEncrypted {
        refused.note(path, "encrypted: unpack it with its password and sweep what comes out")
      } else if ZipEntry.Method(rawValue: entry.place.method) == nil {
        refused.note(path, "packed by ZIP method \(entry.place.method), which is not read; unpack it by hand")
      } else {
        var inner = spot.entering(.zip(entry.place))
        inner.path = path
        inner.fingerprint = entry.fingerprint
        inner.statedSize = entry.place.size
        exploreMember(inner)
      }
    }
    for error in refused.errors { tell(error) }
  }

  private mutating func exploreTar(_ bytes: any ByteSource, _ spot: Spot) throws(ArchiveError) {
    var listing = TarListing(bytes)
    var names = MemberName()
    while let entry = try listing.next() {
      guard takeEntry(at: spot.path) else { return }
      var inner = spot.entering(.tar(offset: entry.offset, length: entry.length))
      inner.path = spot.path + "!" + names.unique(entry.name)
      guard !entry.isSparse else {
        tell("a file with holes, which is not read from a tar; unpack it by hand", at: inner.path)
        continue
      }
      let content = ByteSlice(of: bytes, from: entry.offset, length: entry.length)
      inner.fingerprint = entry.fingerprint(head: try content.bytes(from: 0, count: MailSniffer.prefixBytes))
      inner.statedSize = entry.length
      exploreMember(inner, as: content)
      if try listing.isCut(entry) {
        tell("the tar ends within this member; get the file anew", at: inner.path)
        break
      }
    }
    // Where the stream around it breaks off, the tar does so too.
    if let failure = bytes.failure { tell(failure) } else if let defect = listing.defect { tell(defect, at: spot.path) }
  }

  /// Explores a member; what is wrong with it stops nothing else.
  private mutating func exploreMember(_ spot: Spot, as content: (any ByteSource)? = nil) {
    do throws(ArchiveError) {
      let bytes: any ByteSource
      if let content { bytes = content } else { bytes = try open(spot) }
      try explore(bytes, spot)
    } catch {
      tell(error)
    }
  }

  private func open(_ spot: Spot) throws(ArchiveError) -> any ByteSource {
    try MemberRoute.open(file, steps: spot.steps, path: spot.path, limits: limits)
  }

  /// Whether one more member may be looked at; the first that may not is told.
  private mutating func takeEntry(at path: String) -> Bool {
    entriesLeft -= 1
    if entriesLeft == -1 { tell("holds more than \(limits.entries) members; the others were not read", at: path) }
    return entriesLeft >= 0
  }

  /// Whether the member may be inflated to its end; one that lies as it is in what was inflated before costs nothing.
  private mutating func takeBytes(of spot: Spot) -> Bool {
    guard case .zip(let place) = spot.steps.last, spot.steps.last?.inflates == true else { return true }
    return takeBytes(place.size, at: spot.path)
  }

  /// Whether so many bytes more may be inflated; the first that may not are told.
  ///
  /// What passes the bound is still taken: it has a bound of its own, and is read up to that.
  private mutating func takeBytes(_ count: Int64?, at path: String) -> Bool {
    guard bytesLeft > 0 else {
      if !isSpent {
        let words = InflationAllowance(limits, packed: file.size).words
        tell("lies beyond \(words), which what stands before it uses up; it was not read, nor what follows", at: path)
      }
      isSpent = true
      return false
    }
    bytesLeft -= min(bytesLeft, max(believed(count), 0))
    return true
  }
}

/// Members that are not read, one error for each reason.
private struct RefusedMembers {
  private var reasons: [(words: String, first: String, count: Int)] = []

  mutating func note(_ path: String, _ words: String) {
    if let index = reasons.firstIndex(where: { $0.words == words }) {
      reasons[index].count += 1
    } else if reasons.count < 16 {
      reasons.append((words, path, 1))
    } else {
      reasons[reasons.count - 1].count += 1
    }
  }

  var errors: [ArchiveError] {
    reasons.map { reason in
      let others = reason.count > 1 ? " (and \(reason.count - 1) more members)" : ""
      return ArchiveError(.unreadable, path: reason.first, message: reason.words + others)
    }
  }
}
