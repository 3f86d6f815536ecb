import ByteReading
import CompoundFiles

/// The modules of a VBA project with their source, from the storage that holds them.
struct VBAProject {
  struct Module {
    var name: String
    /// The decompressed source.
    var source: [UInt8]
    /// Whether the project's directory lists it.
    var isListed: Bool
    /// Telling words that the compiled form before the source has.
    var compiledWords: Set<String>
    /// The lines of that form; nil where there is none that can be read.
    var compiledLines: VBACompiledLines?
  }

  private(set) var modules: [Module] = []
  /// Listed modules whose compiled form is there and whose source is not.
  private(set) var modulesWithoutSource: [String] = []
  /// Whether the limit cut the source of a module.
  private(set) var isCut = false
  /// The path of the storage that holds the project, empty at the root.
  let storage: String

  /// Projects of a compound file, in the order of the directory.
  ///
  /// `sourceLimit` bounds the source of all modules together.
  static func projects(in file: CompoundFile, sourceLimit: Int) -> [VBAProject] {
    var projects: [VBAProject] = []
    var left = sourceLimit
    var seen: Set<String> = []
    for entry in file.entries where entry.kind == .stream && projects.count < 64 {
      let name = entry.foldedName
      guard name == "dir" || name == "_vba_project" else { continue }
      let storage = entry.foldedParentPath
      guard seen.insert(storage).inserted else { continue }
      var project = VBAProject(file, storage: storage, sourceLeft: &left)
      project.isCut = left <= 0
      if !project.modules.isEmpty || !project.modulesWithoutSource.isEmpty { projects.append(project) }
    }
    if projects.isEmpty, let orphan = VBAProject(orphansOf: file, sourceLimit: left) { projects.append(orphan) }
    return projects
  }

  /// Source without a project: in streams anywhere, and in directory entries that a cleaner marked as unused.
  private init?(orphansOf file: CompoundFile, sourceLimit: Int) {
    guard file.holds("\0Attribut") else { return nil }
    storage = ""
    var left = sourceLimit
    for entry in file.entries where entry.size > 64 && modules.count < 256 && left > 0 {
      guard entry.kind == .unused || entry.kind == .stream else { continue }
      let content = file.content(of: entry)
      guard let (source, at) = Self.source(in: content, at: nil, limit: left),
        source.firstIndex(of: "Attribute VB_", to: 64) != nil
      else { continue }
      left -= source.count
      modules.append(
        Module(
          name: entry.name, source: source, isListed: false, compiledWords: VBACompiledForm.words(in: content, to: at),
          compiledLines: left > 0 ? VBACompiledLines(in: content, to: at) : nil))
    }
    if modules.isEmpty { return nil }
  }

  private init(_ file: CompoundFile, storage: String, sourceLeft: inout Int) {
    self.storage = storage
    let prefix = storage.isEmpty ? "" : storage + "/"
    // A version of 0xFFFF says that no cache counts ([MS-OVBA] §2.3.4.1).
    let header = file.stream(prefix + "_vba_project").map { file.content(of: $0) }
    let hasCache = header?.u16(at: 2) != 0xFFFF
    var streams: [String: CompoundFileEntry] = [:]
    var order: [String] = []
    for entry in file.entries where entry.kind == .stream && entry.foldedParentPath == storage {
      let name = entry.foldedName
      guard streams[name] == nil else { continue }
      streams[name] = entry
      order.append(name)
    }
    if let entry = file.stream(prefix + "dir"), entry.size > 0,
      let directory = OVBACompression.decompress(file.content(of: entry), limit: 4 << 20).map(VBADirectory.init)
    {
      for module in directory.modules {
        let key = (module.streamName.isEmpty ? module.name : module.streamName).lowercasedASCII
        guard let stream = streams.removeValue(forKey: key) ?? streams.removeValue(forKey: module.name.lowercasedASCII)
        else { continue }
        let content = file.content(of: stream)
        guard let (source, at) = Self.source(in: content, at: module.offset, limit: sourceLeft), !source.isEmpty else {
          if content.count >= 1_024 { modulesWithoutSource.append(module.name) }
          continue
        }
        sourceLeft -= source.count
        modules.append(
          Module(
            name: module.name, source: source, isListed: true,
            compiledWords: VBACompiledForm.words(in: content, to: at),
            compiledLines: sourceLeft > 0 && hasCache ? VBACompiledLines(in: content, to: at) : nil
          ))
      }
    }
    for name in order {
      guard let stream = streams[name], name != "dir", name != "_vba_project", !name.hasPrefix("__srp_") else {
        continue
      }
      let content = file.content(of: stream)
      guard let (source, at) = Self.source(in: content, at: nil, limit: sourceLeft) else { continue }
      sourceLeft -= source.count
      modules.append(
        Module(
          name: stream.name, source: source, isListed: false, compiledWords: VBACompiledForm.words(in: content, to: at),
          compiledLines: sourceLeft > 0 && hasCache ? VBACompiledLines(in: content, to: at) : nil)
      )
    }
  }

  /// The source in a module's stream: at its declared offset, else where a chunk begins with `Attribute`.
  static func source(in content: [UInt8], at offset: Int?, limit: Int) -> (source: [UInt8], at: Int)? {
    if let offset, let source = OVBACompression.decompress(content, from: offset, limit: limit) {
      return (source, offset)
    }
    // A container starts with 01, a chunk header, eight flags that are clear, and the literal text.
    var from = 0
    while let found = content.firstIndex(of: "\0Attribut", from: from) {
      if found >= 3, let source = OVBACompression.decompress(content, from: found - 3, limit: limit) {
        return (source, found - 3)
      }
      from = found + 1
    }
    return nil
  }
}
