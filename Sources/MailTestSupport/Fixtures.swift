/// The fixtures of the repository.
public enum Fixtures {
  /// The path of `name` below `fixtures/`; `testFile` is the test's own path, two folders below the repository's root.
  public static func path(_ name: String, from testFile: String = #filePath) -> String {
    let root = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/fixtures/\(name)"
  }
}
