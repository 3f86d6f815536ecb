import Foundation

/// A file that has lost its name, for readers that open files: its path leads through the open descriptor.
struct NamelessFile: ~Copyable {
  private let descriptor: Int32

  init?(_ bytes: [UInt8]) {
    var name = Array((NSTemporaryDirectory() + "/fuzz.XXXXXX").utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { return nil }
    unlink(name)
    guard bytes.withUnsafeBytes({ write(descriptor, $0.baseAddress, $0.count) }) == bytes.count else { return nil }
  }

  deinit { close(descriptor) }

  func withPath(_ body: (String) -> Void) { body("/dev/fd/\(descriptor)") }
}
