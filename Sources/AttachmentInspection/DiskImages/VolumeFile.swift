/// A file of a volume, and where its bytes lie on the disk.
struct VolumeFile {
  var name: String
  var size: Int
  var isHidden = false
  /// Stretches of the disk, in order; a stretch without a place reads as zeros.
  var extents: [(start: Int?, count: Int)] = []
  /// The bytes themselves, where the directory holds them.
  var resident: [UInt8]?
  /// Whether the bytes are kept in a way that is not undone: compressed, encrypted, or elsewhere.
  var isOpaque = false

  /// The content; nil where it is not there in full.
  func content(on disk: VirtualDisk) -> [UInt8]? {
    if isOpaque { return nil }
    if let resident { return resident }
    var out: [UInt8] = []
    for extent in extents where out.count < size {
      let wanted = min(extent.count, size - out.count)
      if let start = extent.start {
        let piece = disk.read(at: start, count: wanted)
        guard piece.count == wanted else { return nil }
        out += piece
      } else {
        out.append(contentsOf: repeatElement(0, count: wanted))
      }
    }
    return out.count == size ? out : nil
  }
}

/// Bytes of folders that are still read: entries may lead to one folder many times over.
struct FolderAllowance {
  /// Of one folder.
  static let ofOne = 2 << 20

  private var left = 48 << 20

  mutating func read(_ extents: [(start: Int?, count: Int)], from disk: VirtualDisk) -> [UInt8] {
    var bytes: [UInt8] = []
    for extent in extents {
      guard let start = extent.start else { continue }
      let wanted = min(extent.count, Self.ofOne - bytes.count, left)
      guard wanted > 0 else { break }
      bytes += disk.read(at: start, count: wanted)
      left -= wanted
    }
    return bytes
  }
}
