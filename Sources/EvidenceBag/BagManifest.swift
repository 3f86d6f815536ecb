import Foundation
import MailModel

/// A manifest of a bag (RFC 8493 §2.1.3): one file a line, its digest and its path.
struct BagManifest {
  /// The longest manifest that is read, in bytes: some two million files.
  static let limit = 256 << 20

  /// The files.
  private(set) var entries: [(path: String, digest: ContentDigest)] = []
  /// The numbers of the lines that are no such entry, or whose path leads out of the bag.
  private(set) var malformed: [Int] = []

  /// Reads the text of a manifest.
  init(_ text: String) {
    // CRLF is one character.
    for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
    where !line.isEmpty {
      if let entry = Self.entry(line) { entries.append(entry) } else { malformed.append(number + 1) }
    }
  }

  private static func entry(_ line: Substring) -> (path: String, digest: ContentDigest)? {
    guard let digest = ContentDigest(hex: line.prefix { !$0.isWhitespace }) else { return nil }
    // sha256sum writes an asterisk before a name that it read as binary.
    let rest = line.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
    let path = decoded(rest.hasPrefix("*") ? rest.dropFirst() : rest)
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !path.isEmpty, !path.hasPrefix("~"), !path.utf8.contains(0),
      parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
    else { return nil }
    return (path, digest)
  }

  /// Line ends and `%` of a name are written as in a URL (§2.1.3).
  private static func decoded(_ name: Substring) -> String {
    String(name).replacing("%0A", with: "\n").replacing("%0a", with: "\n").replacing("%0D", with: "\r")
      .replacing("%0d", with: "\r").replacing("%25", with: "%")
  }

  /// The text of a file of the bag.
  ///
  /// - Throws: `notFound`, `notABag` where it is too long.
  static func text(_ file: String) throws(BagError) -> String {
    guard let handle = FileHandle(forReadingAtPath: file) else {
      throw BagError(.notFound, path: file, message: "the file cannot be read")
    }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: limit + 1), data.count <= limit else {
      throw BagError(.notABag, path: file, message: "the file cannot be read, or is longer than any manifest")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
