import ByteReading
import CompoundFiles

/// An Outlook message file (`.msg`, and the template `.oft`): an item in a compound file ([MS-OXMSG]).
///
/// What can be read is read; a stream that is missing or broken leaves its property out.
public struct OutlookMessageFile {
  /// What reading costs at most.
  public struct Limits: Sendable, Hashable {
    /// Messages within one another.
    public var depth = 16
    /// Attachments, and recipients, of one message.
    public var rows = 20_000

    /// The defaults.
    public init() {}
  }

  /// The message.
  public let item: OutlookItem
  /// Whether something was missing that the file says is there: a stream, or the rest of one.
  public private(set) var isDamaged = false

  /// Whether a compound file is a message: its root has properties and streams of them (§2.1.3, §2.4).
  public static func isMessage(_ file: CompoundFile) -> Bool {
    var hasProperties = false
    var hasOthers = false
    for entry in file.entries where entry.parentPath.isEmpty && entry.isReachable {
      let name = entry.foldedName
      if entry.kind == .stream, name == propertyStream { hasProperties = true }
      if name.hasPrefix("__nameid_version1.0") || name.hasPrefix("__substg1.0_") { hasOthers = true }
    }
    return hasProperties && hasOthers
  }

  static let propertyStream = "__properties_version1.0"

  /// Reads the message in a compound file; nil where there is none.
  public init?(_ file: CompoundFile, limits: Limits = Limits()) {
    guard Self.isMessage(file) else { return nil }
    var reader = MessageStorageReader(file, limits)
    item = reader.message(in: "", headerSize: 32, depth: 0)
    isDamaged = reader.isDamaged
  }

  /// Reads the message in a file's bytes; nil where they are no compound file, or one without a message.
  public init?(_ bytes: [UInt8], limits: Limits = Limits()) {
    guard let file = CompoundFile(bytes) else { return nil }
    self.init(file, limits: limits)
  }
}

/// Reads messages from the storages of a compound file.
struct MessageStorageReader {
  let file: CompoundFile
  let limits: OutlookMessageFile.Limits
  private(set) var isDamaged = false
  /// The entries of each storage, by its path in lower case, in the order of the directory.
  private let children: [String: [Int]]

  init(_ file: CompoundFile, _ limits: OutlookMessageFile.Limits) {
    self.file = file
    self.limits = limits
    var children: [String: [Int]] = [:]
    for (index, entry) in file.entries.enumerated() where entry.isReachable && entry.kind != .root {
      children[entry.foldedParentPath, default: []].append(index)
    }
    self.children = children
  }

  /// The message in a storage; `headerSize` is that of its property stream (§2.4.1).
  mutating func message(in storage: String, headerSize: Int, depth: Int) -> OutlookItem {
    let properties = self.properties(in: storage, headerSize: headerSize)
    var item = OutlookItem(properties: properties)
    for path in storages(in: storage, "__recip_version1.0_#") {
      item.recipients.append(self.properties(in: path, headerSize: 8))
    }
    for path in storages(in: storage, "__attach_version1.0_#") {
      let properties = self.properties(in: path, headerSize: 8)
      item.attachments.append(
        OutlookAttachment(properties: properties, content: content(in: path, properties, depth: depth)))
    }
    return item
  }

  private mutating func content(
    in storage: String, _ properties: PropertyBag, depth: Int
  ) -> OutlookAttachment.Content {
    if let value = properties[.attachData], value.type == .binary { return .bytes(value.bytes) }
    let object = storage + "/__substg1.0_3701000d"
    if let inside = children[object] {
      let isMessage = inside.contains { file.entries[$0].foldedName == OutlookMessageFile.propertyStream }
      guard isMessage else { return .bytes(objectFile(object)) }
      guard depth < limits.depth else { return .missing("nested too deep") }
      return .item(message(in: object, headerSize: 24, depth: depth + 1))
    }
    let method = properties[.attachMethod]?.integer ?? 0
    if (2...4).contains(method) || method == 7 { return .missing("by reference") }
    // A file without bytes has no stream for them.
    if method == 1 { return .bytes([]) }
    isDamaged = true
    return .missing("no data")
  }

  /// An OLE object that is attached as a storage ([MS-OXCMSG] §2.2.2.9, method 6), as a compound file of its own: all
  /// streams below it, by their paths.
  private func objectFile(_ storage: String) -> [UInt8] {
    let depth = storage.utf8.lazy.filter { $0 == 0x2F }.count + 1
    var streams: [(path: [String], content: [UInt8])] = []
    var open = [storage]
    var seen: Set<String> = [storage]
    while let folder = open.popLast() {
      for index in children[folder] ?? [] {
        let entry = file.entries[index]
        if entry.kind == .stream {
          let names = entry.path.split(separator: "/", omittingEmptySubsequences: false)
          streams.append((names.dropFirst(depth).map(String.init), file.content(of: entry)))
        } else if seen.insert(entry.foldedPath).inserted {
          open.append(entry.foldedPath)
        }
      }
    }
    let own = children[storage.parentPath]?.first { file.entries[$0].foldedPath == storage }
    return CompoundFileWriter.file(streams: streams, classID: own.map { file.entries[$0].classID } ?? [])
  }

  private mutating func storages(in storage: String, _ prefix: String) -> [String] {
    var paths: [String] = []
    for index in children[storage] ?? [] {
      let entry = file.entries[index]
      if entry.kind == .storage, entry.foldedName.hasPrefix(prefix) { paths.append(entry.foldedPath) }
    }
    // The names end in a number of eight hexadecimal digits (§2.2.1); what has the name of another is that other.
    var sorted = Array(Set(paths)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    if sorted.count < paths.count || sorted.count > limits.rows { isDamaged = true }
    sorted.removeLast(max(0, sorted.count - limits.rows))
    return sorted
  }

  // MARK: Properties

  private mutating func properties(in storage: String, headerSize: Int) -> PropertyBag {
    var bag = PropertyBag()
    var streams: [UInt32: Int] = [:]
    var propertyStream: Int?
    for index in children[storage] ?? [] where file.entries[index].kind == .stream {
      let name = file.entries[index].foldedName
      if name == OutlookMessageFile.propertyStream {
        propertyStream = index
      } else if let tag = Self.tag(name), streams[tag] == nil {
        streams[tag] = index
      }
    }
    if let propertyStream {
      let table = file.content(of: file.entries[propertyStream])
      var at = headerSize
      while let tag = table.u32(at: at), at + 16 <= table.count {
        let id = PropertyID(rawValue: UInt16(truncatingIfNeeded: tag >> 16))
        let type = PropertyType(rawValue: UInt16(truncatingIfNeeded: tag))
        if let size = type.fixedSize, size <= 8 {
          bag.set(id, PropertyValue(type: type, bytes: table.bytes(at: at + 8, count: size)))
        } else if type.isVariable, type != .object, streams[UInt32(tag)] == nil,
          table.u32(at: at + 8) ?? 0 > Self.emptySize(type)
        {
          isDamaged = true
        }
        at += 16
      }
    } else {
      isDamaged = true
    }
    // Of text in two types the wide one is whole, so tags go from the higher type down.
    for (tag, index) in streams.sorted(by: { $0.key > $1.key }) {
      let type = PropertyType(rawValue: UInt16(truncatingIfNeeded: tag))
      let entry = file.entries[index]
      guard type.isVariable else { continue }
      let bytes = file.content(of: entry)
      if bytes.count < entry.size { isDamaged = true }
      bag.set(PropertyID(rawValue: UInt16(truncatingIfNeeded: tag >> 16)), PropertyValue(type: type, bytes: bytes))
    }
    return bag
  }

  /// The property of a stream named `__substg1.0_` and eight digits (§2.1.3); several values and named ones are left.
  private static func tag(_ name: String) -> UInt32? {
    let prefix = "__substg1.0_"
    guard name.hasPrefix(prefix), name.utf8.count == prefix.utf8.count + 8 else { return nil }
    return UInt32(name.dropFirst(prefix.count), radix: 16)
  }

  /// The size that a stream of nothing has: that of the closing zero.
  private static func emptySize(_ type: PropertyType) -> Int {
    switch type {
    case .text8: 1
    case .text16: 2
    default: 0
    }
  }
}

extension String {
  /// What stands before the last slash.
  fileprivate var parentPath: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}
