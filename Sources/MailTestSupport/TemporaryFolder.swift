#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new folder for one test's files; it goes away with its last reference.
public final class TemporaryFolder: Sendable {
  /// The folder's path, without a slash at its end.
  public let path: String

  /// What could not be done.
  public struct Failure: Error {
    /// The call that failed.
    public let step: String
  }

  /// Makes the folder.
  ///
  /// - Throws: `Failure` where the system does not let it.
  public init() throws {
    var template = Array("/tmp/threadsweep-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(step: "mkdtemp") }
    path = String(cString: made)
  }

  deinit { Self.empty(path.utf8CString.dropLast()) }

  /// Empties and removes a folder; names are bytes, whatever they are made of.
  private static func empty(_ folder: some Collection<CChar>) {
    let path = Array(folder) + [0]
    _ = chmod(path, 0o700)
    if let stream = opendir(path) {
      while let entry = readdir(stream) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
        }
        guard name != [0x2E], name != [0x2E, 0x2E] else { continue }
        let inner = Array(folder) + [0x2F] + name
        if unlink(inner + [0]) != 0 { empty(inner) }
      }
      _ = closedir(stream)
    }
    _ = rmdir(path)
  }

  /// Writes a file whose name is bytes that need not be UTF-8, right in the folder; false where the system has no such
  /// names.
  public func write(_ bytes: [UInt8], toName name: [UInt8]) -> Bool {
    let file = path.utf8.map { CChar(bitPattern: $0) } + [0x2F] + name.map { CChar(bitPattern: $0) } + [0]
    guard let stream = fopen(file, "wb") else { return false }
    defer { _ = fclose(stream) }
    return bytes.isEmpty || fwrite(bytes, 1, bytes.count, stream) == bytes.count
  }

  /// Moves a file or a folder, both named from here.
  ///
  /// - Throws: `Failure` where the system does not let it.
  public func move(_ name: String, to other: String) throws {
    guard rename(path + "/" + name, path + "/" + other) == 0 else { throw Failure(step: "rename \(name)") }
  }

  /// Removes a file.
  ///
  /// - Throws: `Failure` where the system does not let it.
  public func remove(_ name: String) throws {
    guard unlink(path + "/" + name) == 0 else { throw Failure(step: "unlink \(name)") }
  }

  /// Writes a file, with the folders on the way to it, and returns its path.
  ///
  /// - Throws: `Failure` where the system does not let it.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      _ = mkdir(folder, 0o755)
    }
    let file = path + "/" + name
    guard let stream = fopen(file, "wb") else { throw Failure(step: "fopen \(file)") }
    defer { _ = fclose(stream) }
    guard bytes.isEmpty || fwrite(bytes, 1, bytes.count, stream) == bytes.count else {
      throw Failure(step: "fwrite \(file)")
    }
    return file
  }

  /// Writes a file from text, and returns its path.
  ///
  /// - Throws: `Failure` where the system does not let it.
  @discardableResult
  public func write(_ text: String, to name: String) throws -> String { try write(text.bytes, to: name) }
}

/// The unpacked corpora of real mail, from `THREADSWEEP_CORPORA`; nil where the variable is not set.
public var corporaFolder: String? {
  guard let value = getenv("THREADSWEEP_CORPORA") else { return nil }
  let path = String(cString: value)
  return path.isEmpty ? nil : path
}
