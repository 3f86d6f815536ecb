/// The fixtures of the repository.
public enum Fixtures {
  /// The path of `name` below `fixtures/`; `testFile` is the test's own path, somewhere below `Tests/`.
  public static func path(_ name: String, from testFile: String = #filePath) -> String {
    let pieces = testFile.split(separator: "/")
    let root = pieces[..<(pieces.lastIndex(of: "Tests") ?? 0)].joined(separator: "/")
    return "/\(root)/fixtures/\(name)"
  }
}
