/// The forms of link paths that hijack campaigns used.
struct LinkPathForm {
  /// The form in words.
  let summary: String
  /// What links of one wave share, whatever their host: the zip name, or the digits.
  let token: String

  /// Recognises the form of a link; nil where it has none.
  ///
  /// Two segments at the most behind an optional first one: `/<word>-<word>/<word>.zip`, `/<word>/<word>-<digits>`,
  /// where the digits are six to eight.
  init?(_ link: LinkFact) {
    let segments = link.path.split(separator: "/").map { String($0) }
    guard (2...4).contains(segments.count), let last = segments.last else { return nil }
    let folder = segments[segments.count - 2]
    let lower = last.lowercased()
    if let dot = lower.lastIndex(of: "."), Self.archives.contains(String(lower[dot...])) {
      let stem = String(lower[..<dot])
      let words = folder.split(separator: "-").map(String.init)
      guard words.count == 2, words.allSatisfy(Self.isWord), Self.isName(stem) else { return nil }
      summary = "a folder of two words with an archive in it"
      token = stem + lower[dot...]
      return
    }
    let pieces = lower.split(separator: "-").map(String.init)
    guard let digits = pieces.last, pieces.count >= 2, pieces.count <= 3, (6...8).contains(digits.utf8.count),
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), pieces.dropLast().allSatisfy(Self.isWord),
      folder.split(separator: "-").allSatisfy({ Self.isWord(String($0)) }),
      // Eight digits that begin like a year are a date, as news sites write it.
      !(digits.hasPrefix("20") && digits.utf8.count == 8) && !(digits.hasPrefix("19") && digits.utf8.count == 8)
    else { return nil }
    summary = "a word and \(digits.utf8.count) digits below a folder of words"
    token = digits
  }

  private static let archives: Set<String> = [".zip", ".rar", ".7z", ".iso", ".img"]

  private static func isWord(_ text: String) -> Bool {
    (2...16).contains(text.utf8.count) && text.lowercased().utf8.allSatisfy { (0x61...0x7A).contains($0) }
  }

  private static func isName(_ text: String) -> Bool {
    (2...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
  }
}
