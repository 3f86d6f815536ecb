import MailModel
import OutlookItems
import PersonalStorage

/// The folders of an Outlook data file, each a source of its own (decision 0015).
struct PSTFolders {
  /// How much of the file's beginning and end tells whether it changed: its header counts every change.
  private static let fingerprintBytes = 64 << 10

  /// The folders that hold mail; one without messages where none does.
  private(set) var sources: [ArchiveSource] = []
  /// What is wrong with the file's tables, in words.
  private(set) var defect: String?

  /// Lists the folders of the file `bytes`, to which `steps` lead from `file`.
  ///
  /// - Throws: `unreadable` where it cannot be opened; what reading throws.
  init(
    of bytes: any ByteSource, path: String, in file: ArchiveFile, steps: [MemberRoute.Step]
  ) throws(ArchiveError) {
    let content = try StorageSource(bytes, path: path)
    do throws(StorageError) {
      let storage = try PersonalStorage(content)
      let listing = try storage.listing()
      let size = content.size
      let head = try content.bytes(from: 0, count: Self.fingerprintBytes)
      let tail = try content.bytes(from: max(size - Int64(Self.fingerprintBytes), 0), count: Self.fingerprintBytes)
      let print = "pst \(size) \(ContentDigest(of: head)) \(ContentDigest(of: tail))"
      let owner = try Self.owner(of: storage, listing)
      var names = MemberName()
      let empty = StorageFolder(id: nil, path: ["Mailbox"], messageCount: 0, messageBytes: 0)
      for folder in listing.folders.isEmpty ? [empty] : listing.folders {
        let name = folder.path.map(Self.piece).joined(separator: "/")
        var source = ArchiveSource(
          path: path + "!" + names.unique(name.isEmpty ? "Mailbox" : name), kind: .pst, size: folder.messageBytes,
          modified: file.stamp)
        let node = folder.id.map { String($0.rawValue) } ?? "none"
        source.route = MemberRoute(
          file: file.path, steps: steps + [.mailFolder(folder.id)], fingerprint: ContentDigest(of: print + " " + node))
        source.mailbox = MailboxFacts(role: Self.role(of: folder), owner: owner)
        sources.append(source)
      }
      if !listing.damage.isEmpty {
        defect =
          "the tables of the Outlook data file are damaged (\(listing.damage.map(\.rawValue).joined(separator: ", "))): "
          + "folders or messages may be missing; repair a copy with Outlook's scanpst"
      }
    } catch {
      throw ArchiveError(error, path: path)
    }
  }

  /// A folder's name as a piece of a path: what parts pieces, or steers a terminal, is replaced.
  private static func piece(_ name: String) -> String {
    let safe = name.map { "/\\!".contains($0) ? "_" : $0 }
    return MemberName.tar(Array(String(safe).utf8))
  }

  private static func role(of folder: StorageFolder) -> FolderRole {
    switch folder.use {
    case .sent, .outbox: .sent
    case .drafts: .drafts
    case .deleted: .deleted
    case nil: FolderRole(folders: folder.path)
    }
  }

  // MARK: Whose mailbox it is

  /// Messages of a Sent folder that are asked who sent them.
  private static let witnesses = 16

  /// The address in the store's name, else the one that sent most of what lies in the Sent folder; nil for neither.
  private static func owner(
    of storage: PersonalStorage, _ listing: PersonalStorage.Listing
  ) throws(StorageError) -> MailboxOwner? {
    if let address = listing.name.flatMap(MailboxPath.address) { return .address(address) }
    var counts: [String: Int] = [:]
    for folder in listing.folders where role(of: folder) == .sent && folder.use != .outbox {
      for message in try storage.messages(in: folder.id).prefix(witnesses) {
        guard let item = try storage.message(message.id, limit: 1 << 20).item, let address = sender(of: item) else {
          continue
        }
        counts[address, default: 0] += 1
      }
      if !counts.isEmpty { break }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { .address($0.key) }
  }

  /// The Internet address of who sent the item; nil where the store knows only the name within its organisation.
  private static func sender(of item: OutlookItem) -> String? {
    for id in [PropertyID.senderSMTPAddress, .sentRepresentingSMTPAddress, .senderEmailAddress] {
      guard let bytes = item.properties.utf8(id, item.textPage) else { continue }
      if let address = MailboxPath.address(in: String(decoding: bytes, as: UTF8.self)) { return address }
    }
    return nil
  }
}

/// What an archive itself says of a mailbox that is a source.
struct MailboxFacts: Sendable {
  var role: FolderRole
  /// Nil where the archive does not say.
  var owner: MailboxOwner?
}

extension ArchiveSource {
  /// Opens the file in which the folder lies, which was found at `place`, and names the folder's node.
  ///
  /// - Throws: what opening throws; `notFound` where the path names no folder of such a file.
  func openMailFolder(
    _ place: Place, _ limits: ArchiveLimits
  ) throws(ArchiveError) -> (bytes: any ByteSource, id: NodeID?) {
    guard case .member(let route) = place, case .mailFolder(let id) = route.steps.last else {
      throw ArchiveError(.notFound, path: path, message: "an Outlook data file; name one of its folders behind a !")
    }
    return (try route.open(path: path, limits: limits), id)
  }
}
