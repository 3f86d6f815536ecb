/// A pattern of paths, as `exclude` of a pipeline file has it.
///
/// `*` stands for any characters of one name, `**` for any number of folders, `?` for one character. A pattern without a
/// slash is a name at any depth. What lies in a folder, or in an archive, that matches is matched too.
struct PathPattern: Sendable, Hashable {
  /// The names of the pattern; `**` is a name of its own.
  private let names: [[UInt8]]

  /// Reads a pattern.
  init(_ text: String) {
    var names = text.utf8.split(separator: 0x2F).map(Array.init)
    if names.count == 1, !text.utf8.contains(0x2F) { names.insert(Self.anyFolders, at: 0) }
    self.names = names
  }

  private static let anyFolders: [UInt8] = [0x2A, 0x2A]

  /// Whether the path, or a folder or archive on the way to it, is matched.
  func matches(_ path: Substring.UTF8View) -> Bool {
    // The exclamation mark stands between an archive and its member.
    let steps = path.split { $0 == 0x2F || $0 == 0x21 }
    guard !names.isEmpty else { return false }
    // reached[n]: the first n names of the pattern match the steps so far. One pass over the path, whatever the stars.
    var reached = [Bool](repeating: false, count: names.count + 1)
    reached[0] = true
    passFolders(&reached)
    for step in steps {
      var next = [Bool](repeating: false, count: names.count + 1)
      for (index, name) in names.enumerated() where reached[index] {
        if name == Self.anyFolders {
          next[index] = true
          // At the end it stands for what lies below, whatever that is.
          if index + 1 == names.count { next[names.count] = true }
        } else if Self.matches(name, step) {
          next[index + 1] = true
        }
      }
      passFolders(&next)
      if next[names.count] { return true }
      reached = next
    }
    return false
  }

  /// `**` may stand for no folder at all.
  private func passFolders(_ reached: inout [Bool]) {
    for (index, name) in names.enumerated() where reached[index] && name == Self.anyFolders && index + 1 < names.count {
      reached[index + 1] = true
    }
  }

  /// Whether one name matches; a star goes back at most to where it last stood, so the work is bounded by the product.
  private static func matches(_ pattern: [UInt8], _ step: Substring.UTF8View) -> Bool {
    let text = Array(step)
    var (at, position) = (0, 0)
    var star: (at: Int, position: Int)?
    while position < text.count {
      if at < pattern.count, pattern[at] == 0x2A {
        star = (at, position)
        at += 1
      } else if at < pattern.count, pattern[at] == 0x3F || pattern[at] == text[position] {
        // One character may be several bytes of UTF-8.
        let isAny = pattern[at] == 0x3F
        at += 1
        position += 1
        while isAny, position < text.count, text[position] & 0xC0 == 0x80 { position += 1 }
      } else if let last = star {
        star = (last.at, last.position + 1)
        (at, position) = (last.at + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == 0x2A }
  }
}
