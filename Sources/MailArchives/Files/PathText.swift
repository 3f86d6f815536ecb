/// Paths as text: how a name that is no UTF-8 is shown, stored, and found again.
///
/// Names of files are bytes (POSIX.1-2017 §3.170), and mail is exported from disks of many ages. A byte that is no part
/// of valid UTF-8 stands as `\x` and two upper-case hexadecimal digits: `Entw\xFCrfe`. A backslash before what reads as
/// such an escape stands as `\x5C`. All other bytes stand for themselves, so nearly every path is its own text; two
/// names never have the same one.
public enum PathText {
  /// The text of a path or a name in bytes.
  public static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !hasEscape(bytes) { return text }
    return text(of: bytes, escaping: [])
  }

  /// The bytes that a text stands for; those of the text itself where it holds no escape.
  public static func bytes(of text: String) -> [UInt8] {
    let given = Array(text.utf8)
    guard hasEscape(given) else { return given }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(given.count)
    var at = 0
    while at < given.count {
      if let value = escape(in: given, at: at) {
        bytes.append(value)
        at += escapeLength
      } else {
        bytes.append(given[at])
        at += 1
      }
    }
    return bytes
  }

  /// Calls `body` with the path that `text` stands for, as system calls take it.
  public static func withSystemPath<Value>(_ text: String, _ body: (UnsafePointer<CChar>) -> Value) -> Value {
    guard text.utf8.contains(0x5C) else { return text.withCString(body) }
    let bytes = bytes(of: text).map { CChar(bitPattern: $0) } + [0]
    // An array's buffer is never empty here: it ends in the zero.
    return bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map(body) ?? text.withCString(body)
    }
  }

  /// Which characters of a name are escaped although they are valid.
  struct Escaping: OptionSet {
    var rawValue: Int
    /// C0 and C1 control characters: names that come from inside an archive.
    static let controls = Escaping(rawValue: 1)
  }

  /// The text of bytes that need not be a path of this system.
  static func text(of bytes: [UInt8], escaping: Escaping) -> String {
    var text = String.UnicodeScalarView()
    var at = 0
    while at < bytes.count {
      var rest = bytes[at...].makeIterator()
      var parser = Unicode.UTF8.ForwardParser()
      let length: Int
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        length = encoded.count
        let isControl = escaping.contains(.controls) && (scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value))
        if !isControl, escape(in: bytes, at: at) == nil {
          text.append(scalar)
          at += length
          continue
        }
      case .error(let skipped): length = max(skipped, 1)
      case .emptyInput: return String(text)
      }
      for byte in bytes[at..<min(at + length, bytes.count)] { append(byte, to: &text) }
      at += length
    }
    return String(text)
  }

  /// The text with its escapes read as Windows-1252, for people and for names of folders that are known: old disks of
  /// the West have it.
  static func readable(_ text: String) -> String {
    guard hasEscape(Array(text.utf8)) else { return text }
    let given = Array(text.utf8)
    var scalars = String.UnicodeScalarView()
    var start = 0
    var at = 0
    while at < given.count {
      guard let value = escape(in: given, at: at) else {
        at += 1
        continue
      }
      scalars.append(contentsOf: String(decoding: given[start..<at], as: UTF8.self).unicodeScalars)
      scalars.append(value == 0x5C ? "\\" : Unicode.Scalar(value))
      at += escapeLength
      start = at
    }
    scalars.append(contentsOf: String(decoding: given[start...], as: UTF8.self).unicodeScalars)
    return String(scalars)
  }

  // MARK: Escapes

  private static let escapeLength = 4
  private static let digits: [Unicode.Scalar] = Array("0123456789ABCDEF".unicodeScalars)

  private static func append(_ byte: UInt8, to text: inout String.UnicodeScalarView) {
    text.append("\\")
    text.append("x")
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 0xF)])
  }

  private static func hasEscape(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let backslash = rest.firstIndex(of: 0x5C) {
      if escape(in: bytes, at: backslash) != nil { return true }
      rest = rest[(backslash + 1)...]
    }
    return false
  }

  /// The byte that the escape at `index` writes; nil where none stands there.
  private static func escape(in bytes: [UInt8], at index: Int) -> UInt8? {
    guard index <= bytes.count - escapeLength, bytes[index] == 0x5C, bytes[index + 1] == 0x78,
      let high = digit(bytes[index + 2]), let low = digit(bytes[index + 3])
    else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    default: nil
    }
  }
}

/// A text that equals another only where all bytes do.
///
/// `String` holds `é` and `e` with an accent for the same; a folder can hold two files by these names.
public struct ExactText: Hashable, Sendable {
  /// The text.
  public var text: String

  /// Takes a text as it is.
  public init(_ text: String) { self.text = text }

  /// Whether all bytes are the same.
  public static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
