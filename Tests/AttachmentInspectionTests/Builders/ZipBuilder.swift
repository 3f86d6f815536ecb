import MailTestSupport
import MailModel

/// Builds ZIP files of stored entries.
struct ZipBuilder {
  struct Entry {
    var name: String
    var content: [UInt8]
    /// The name in the local header, where it differs.
    var localName: String?
    var flags = 0
    var method = 0
    /// Whether the central directory has the entry.
    var isListed = true
  }

  var entries: [Entry] = []
  /// Bytes before the first entry.
  var prefix: [UInt8] = []
  /// Whether directory and end record are written.
  var hasDirectory = true

  init(_ files: [(String, [UInt8])] = []) { entries = files.map { Entry(name: $0.0, content: $0.1) } }

  /// A file of text entries.
  init(texts: [(String, String)]) { self.init(texts.map { ($0.0, Array($0.1.utf8)) }) }

  func build() -> [UInt8] {
    var bytes = prefix
    var directory: [UInt8] = []
    var listed = 0
    for entry in entries {
      let offset = bytes.count - prefix.count
      let local = Array((entry.localName ?? entry.name).utf8)
      bytes += [0x50, 0x4B, 0x03, 0x04]
      bytes += fields(entry)
      bytes.append(u16: local.count)
      bytes.append(u16: 0)
      bytes += local + entry.content
      guard entry.isListed else { continue }
      listed += 1
      directory += [0x50, 0x4B, 0x01, 0x02, 20, 0]
      directory += fields(entry)
      directory.append(u16: entry.name.utf8.count)
      directory += [UInt8](repeating: 0, count: 12)
      directory.append(u32: offset)
      directory += Array(entry.name.utf8)
    }
    guard hasDirectory else { return bytes }
    let start = bytes.count - prefix.count
    bytes += directory
    bytes += [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
    bytes.append(u16: listed)
    bytes.append(u16: listed)
    bytes.append(u32: directory.count)
    bytes.append(u32: start)
    bytes.append(u16: 0)
    return bytes
  }

  private func fields(_ entry: Entry) -> [UInt8] {
    var bytes: [UInt8] = [20, 0]
    bytes.append(u16: entry.flags)
    bytes.append(u16: entry.method)
    bytes += [0, 0, 0x21, 0x4A]
    bytes.append(u32: 0)
    bytes.append(u32: entry.content.count)
    bytes.append(u32: entry.content.count)
    return bytes
  }
}
