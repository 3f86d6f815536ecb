import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The environment twin of an option: `--max-duration` is `THREADSWEEP_MAX_DURATION`.
///
/// A flag on the command line wins over its twin; the twin wins over the pipeline file and the default.
enum EnvironmentTwin {
  /// The twin's value; nil where it is not set, or empty.
  static func value(of option: String) -> String? {
    let name = "THREADSWEEP_" + option.uppercased().map { $0 == "-" ? "_" : $0 }
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// What the command line says, or else the twin.
  ///
  /// - Throws: `ValidationError` where neither says anything.
  static func required(_ given: String?, or option: String) throws -> String {
    guard let value = given ?? value(of: option) else {
      throw ValidationError("Missing expected argument '--\(option) <\(option)>'")
    }
    return value
  }

  /// Whether a switch's twin is on: `1`, `true`, `yes` or `on`.
  static func isOn(_ option: String) -> Bool {
    ["1", "true", "yes", "on"].contains(value(of: option)?.lowercased() ?? "")
  }

  /// What a switch says: on where it is given, else what its twin says (`0`, `false`, `no` or `off` turns off what a
  /// pipeline file turns on); nil where neither says anything.
  static func truth(_ given: Bool, or option: String) -> Bool? {
    if given || isOn(option) { return true }
    return ["0", "false", "no", "off"].contains(value(of: option)?.lowercased() ?? "") ? false : nil
  }

  /// The value given on the command line, or else the twin's, read by `parse`.
  ///
  /// - Throws: `CommandFailure` with status 64 where the twin's value cannot be read.
  static func value<Value>(_ given: Value?, or option: String, _ parse: (String) -> Value?) throws -> Value? {
    if let given { return given }
    guard let text = value(of: option) else { return nil }
    guard let value = parse(text) else {
      let name = "THREADSWEEP_" + option.uppercased().map { $0 == "-" ? "_" : $0 }
      throw CommandFailure(.usage, "\(name): '\(text)' is not a value of --\(option)")
    }
    return value
  }
}
