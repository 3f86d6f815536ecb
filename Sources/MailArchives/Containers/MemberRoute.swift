import MailModel
import PersonalStorage

/// The way from a file on disk to a member in it, step by step.
struct MemberRoute: Sendable, Hashable {
  /// One layer that is opened.
  enum Step: Sendable, Hashable {
    /// The bytes are a gzip file.
    case gzip
    /// The bytes are a tar in which the member's content stands there.
    case tar(offset: Int64, length: Int64)
    /// The bytes are a ZIP in which this entry is the member.
    case zip(ZipEntry.Place)
    /// The bytes are an Outlook data file, and the member is a folder in it: the messages that no folder lists where
    /// there is no node.
    case mailFolder(NodeID?)
  }

  /// The file on disk.
  var file: String
  var steps: [Step]
  /// What tells the member's content from another of the same name: what its container says of it.
  var fingerprint: ContentDigest

  /// The bytes at the route's end.
  ///
  /// - Throws: what opening the file throws; `unreadable` where a step no longer leads on.
  func open(path: String, limits: ArchiveLimits) throws(ArchiveError) -> any ByteSource {
    let file = try ArchiveFile(path: path, at: file)
    return try Self.open(file, steps: steps, path: path, limits: limits)
  }

  /// The bytes to which `steps` lead from `file`.
  ///
  /// What is inflated on the way to something further in stays open for whoever comes next: the members of a
  /// `.tar.gz` are read in one pass.
  static func open(
    _ file: ArchiveFile, steps: [Step], path: String, limits: ArchiveLimits
  ) throws(ArchiveError) -> any ByteSource {
    var bytes: any ByteSource = file
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      let key = OpenStreams.Key(
        path: file.location, size: file.size, modified: file.modified, steps: Array(steps[...index]), limits: limits)
      if !isLast, step.inflates, let open = OpenStreams.take(key) {
        bytes = open
        continue
      }
      let packed = steps[...index].lazy.compactMap(\.packedBytes).first ?? file.size
      bytes = try step.open(
        in: bytes, path: path, allowance: InflationAllowance(limits, packed: packed), checking: isLast)
      if !isLast, step.inflates { OpenStreams.keep(bytes, for: key) }
    }
    return bytes
  }
}

extension MemberRoute.Step {
  /// Whether the step cannot go back without inflating again.
  var inflates: Bool {
    switch self {
    case .gzip: true
    case .tar, .mailFolder: false
    case .zip(let place): place.method != ZipEntry.Method.stored.rawValue
    }
  }

  /// Packed bytes that stand in the file for the member, where the step says so.
  fileprivate var packedBytes: Int64? {
    switch self {
    case .gzip, .mailFolder: nil
    case .tar(_, let length): length
    case .zip(let place): place.packedSize
    }
  }

  /// Opens the layer within `bytes`.
  ///
  /// - Parameter isChecked: the bytes are read from beginning to end, and their checksum counts.
  fileprivate func open(
    in bytes: any ByteSource, path: String, allowance: InflationAllowance, checking isChecked: Bool
  ) throws(ArchiveError) -> any ByteSource {
    switch self {
    // Whoever reads the folder reads the file.
    case .mailFolder: bytes
    case .gzip: InflatedBytes(bytes, .init(codec: .gzip, path: path, allowance: allowance))
    case .tar(let offset, let length): ByteSlice(of: bytes, from: offset, length: length)
    case .zip(let place): try place.open(in: bytes, path: path, allowance: allowance, isChecked: isChecked)
    }
  }
}

extension InflationAllowance {
  init(_ limits: ArchiveLimits, packed: Int64) {
    self.init(bytes: max(limits.inflatedBytes, 1), ratio: Int64(clamping: limits.expansionRatio), packed: packed)
  }
}
