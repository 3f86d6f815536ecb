import MailModel

extension ArchiveSource {
  /// The bytes of the innermost file.
  ///
  /// - Throws: what opening throws; `notFound` where no such member is there any more.
  func open(_ limits: ArchiveLimits) throws(ArchiveError) -> any ByteSource {
    switch try place(limits) {
    case .file(let file): file
    case .member(let route): try route.open(path: path, limits: limits)
    }
  }

  /// Where the source's bytes are: a file, or a member within one.
  enum Place {
    case file(ArchiveFile)
    case member(MemberRoute)
  }

  /// Finds the source; a member to which no way is known yet is looked for in its outer file.
  func place(_ limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) -> Place {
    if let route { return .member(route) }
    let outer = outerPath
    let file = try ArchiveFile(path: outer, at: outer == path ? location : nil)
    if outer == path, ContainerFormat(try file.bytes(from: 0, count: TarHeader.blockBytes)) == nil {
      return .file(file)
    }
    let found = ContainerExploration(file, known: KnownSources(), limits: limits)
    if let route = found.sources.first(where: { ExactText($0.path) == ExactText(path) })?.route {
      return .member(route)
    }
    if outer == path { return .file(file) }
    throw found.unreadable.first { ExactText($0.path) == ExactText(path) }
      ?? ArchiveError(.notFound, path: path, message: "no such member is in \(outer); check the path")
  }

  /// The file on disk in which the source lies: the path itself where such a file exists, else the shortest piece
  /// before a `!` that names one.
  var outerPath: String {
    if FileStatus(following: path)?.type == .file { return path }
    for index in path.utf8.indices where path.utf8[index] == 0x21 {
      let outer = String(path[..<index])
      if FileStatus(following: outer)?.type == .file { return outer }
    }
    return path
  }
}
