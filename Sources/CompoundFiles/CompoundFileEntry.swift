import ByteReading

/// A storage or stream of a compound file ([MS-CFB] §2.6).
public struct CompoundFileEntry: Sendable {
  /// What an entry is.
  public enum Kind: Sendable {
    case storage, stream, root
    /// An entry that is marked unused but still has a name.
    case unused
  }

  /// The name, as the directory spells it.
  public let name: String
  /// The name in lower case.
  public let foldedName: String
  /// What it is.
  public let kind: Kind
  /// The class of a storage, as its 16 bytes.
  public let classID: [UInt8]
  /// Where its bytes begin: a sector, or a mini sector below the cutoff.
  public let firstSector: Int
  /// Bytes of the stream, as declared.
  public let size: Int
  /// The names from below the root to this entry, joined by `/`; the bare name where no tree reaches it.
  public fileprivate(set) var path: String
  /// The path in lower case.
  public fileprivate(set) var foldedPath: String
  /// Whether the tree of the directory reaches the entry.
  public fileprivate(set) var isReachable = false

  /// The path of the storage that holds the entry; empty for the root.
  public var parentPath: String {
    path.utf8.lastIndex(of: 0x2F).map { String(path[..<$0]) } ?? ""
  }

  /// The path of the storage that holds the entry, in lower case.
  public var foldedParentPath: String {
    foldedPath.utf8.lastIndex(of: 0x2F).map { String(foldedPath[..<$0]) } ?? ""
  }

  private static let entrySize = 128
  private static let none = 0xFFFF_FFFF
  /// Shared by all that have no class, which is nearly every one.
  private static let noClass = [UInt8](repeating: 0, count: 16)

  /// The entries of a directory stream, with their paths.
  static func entries(inDirectory directory: [UInt8]) -> [CompoundFileEntry] {
    let most = min(directory.count / entrySize, 100_000)
    var entries: [CompoundFileEntry] = []
    var links: [(left: Int, right: Int, child: Int)] = []
    entries.reserveCapacity(most)
    for index in 0..<most {
      let at = index * entrySize
      let units = max(0, min((directory.u16(at: at + 64) ?? 0) / 2 - 1, 31))
      let name = directory.utf16Text(at: at, units: units)
      let kind: Kind =
        switch directory[at + 66] {
        case 1: .storage
        case 2: .stream
        case 5: .root
        default: .unused
        }
      // Version 3 files may hold garbage in the upper half of the size (§2.6.1).
      let size = directory.u32(at: at + 120) ?? 0
      let hasClass = directory.u64(at: at + 80) != 0 || directory.u64(at: at + 88) != 0
      let foldedName = name.lowercasedASCII
      entries.append(
        CompoundFileEntry(
          name: name, foldedName: foldedName, kind: kind,
          classID: hasClass ? directory.bytes(at: at + 80, count: 16) : noClass,
          firstSector: directory.u32(at: at + 116) ?? none, size: min(size, 1 << 31), path: name,
          foldedPath: foldedName))
      links.append(
        (
          directory.u32(at: at + 68) ?? none, directory.u32(at: at + 72) ?? none, directory.u32(at: at + 76) ?? none
        ))
    }
    setPaths(&entries, links: links)
    return entries
  }

  private static func setPaths(_ entries: inout [CompoundFileEntry], links: [(left: Int, right: Int, child: Int)]) {
    guard !entries.isEmpty else { return }
    var visited = [Bool](repeating: false, count: entries.count)
    visited[0] = true
    entries[0].isReachable = true
    var open: [(entry: Int, parent: String)] = [(links[0].child, "")]
    while let (index, parent) = open.popLast() {
      guard index < entries.count, !visited[index] else { continue }
      visited[index] = true
      // A path longer than this is a chain made to hurt.
      if parent.utf8.count < 2_000 {
        if !parent.isEmpty {
          entries[index].path = parent + "/" + entries[index].name
          entries[index].foldedPath = entries[index].path.lowercasedASCII
        }
      }
      entries[index].isReachable = true
      open.append((links[index].left, parent))
      open.append((links[index].right, parent))
      if entries[index].kind == .storage { open.append((links[index].child, entries[index].path)) }
    }
  }
}
