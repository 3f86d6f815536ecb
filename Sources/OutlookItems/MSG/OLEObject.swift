import CompoundFiles

/// An OLE object that is attached as a storage ([MS-OXCMSG] §2.2.2.9, method 6).
enum OLEObject {
  /// The storage as a compound file of its own, as programs would save it: all streams below it, by their paths.
  static func file(of file: CompoundFile, inside storage: String) -> [UInt8] {
    let prefix = storage + "/"
    let depth = prefix.utf8.lazy.filter { $0 == 0x2F }.count
    var streams: [(path: [String], content: [UInt8])] = []
    for entry in file.entries where entry.kind == .stream && entry.foldedPath.hasPrefix(prefix) {
      let path = entry.path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(depth).map(String.init)
      streams.append((path, file.content(of: entry)))
    }
    let classID = file.entries.first { $0.kind == .storage && $0.foldedPath == storage }?.classID ?? []
    return CompoundFileWriter.file(streams: streams, classID: classID)
  }
}
