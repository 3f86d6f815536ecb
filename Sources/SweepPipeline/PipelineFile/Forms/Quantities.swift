/// Sizes as people write them.
enum ByteSize {
  private static let units: [(name: String, bytes: Int)] = [
    ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
  ]

  /// A size in the largest unit of which it is a whole number.
  static func text(_ bytes: Int) -> String {
    guard bytes > 0, let unit = units.first(where: { bytes % $0.bytes == 0 }) else { return String(bytes) }
    return "\(bytes / unit.bytes)\(unit.name)"
  }

  /// The same as it stands in a pipeline file.
  static func value(_ bytes: Int) -> PipelineValue {
    let text = text(bytes)
    return Int(text).map { .integer($0) } ?? .text(text)
  }
}

/// Lengths of time as people write them: `90s`, `30m`, `4h`, `2d`, or seconds.
public enum TimeSpan {
  private static let units: [(name: Character, seconds: Int64)] = [("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)]

  /// The seconds that a text names; nil where it names none, or more than can be counted.
  public static func seconds(_ text: String) -> Int64? {
    let unit = units.first { $0.name == text.last }
    let digits = unit == nil ? text[...] : text.dropLast()
    guard let number = Int64(digits), number >= 0, digits.first != "+" else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit?.seconds ?? 1)
    return overflow ? nil : seconds
  }

  /// Seconds in the largest unit of which they are a whole number.
  public static func text(_ seconds: Int64) -> String {
    let unit = seconds == 0 ? nil : units.first { seconds % $0.seconds == 0 }
    return unit.map { "\(seconds / $0.seconds)\($0.name)" } ?? "\(seconds)s"
  }
}
