import Foundation

/// One parser under fuzz, or several that read the same kind of bytes.
struct FuzzTarget {
  /// What it is called on the command line, and what the folder of its corpus is called.
  let name: String
  /// Parses the bytes and holds what has to be true of the outcome, whatever they are.
  let run: @Sendable ([UInt8]) -> Void

  init(_ name: String, run: @escaping @Sendable ([UInt8]) -> Void) {
    self.name = name
    self.run = run
  }

  /// A target that reads text.
  init(text name: String, run: @escaping @Sendable (String) -> Void) {
    self.init(name) { run(String(decoding: $0, as: UTF8.self)) }
  }

  static let all =
    archives + header + bodies + outlook + conversations + documents + containers + codecs + macros + stored + settings
}

/// Ends the process where something is not as it has to be: for libFuzzer that is a finding.
func hold(_ isTrue: Bool, _ what: @autoclosure () -> String) {
  guard !isTrue else { return }
  FileHandle.standardError.write(Data("does not hold: \(what())\n".utf8))
  abort()
}
