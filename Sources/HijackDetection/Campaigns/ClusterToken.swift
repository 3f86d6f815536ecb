import MailModel

/// Something that messages of one wave share, whatever thread they were put into.
public struct ClusterToken: Sendable, Hashable, Comparable {
  /// What is shared.
  public enum Kind: String, Sendable, CaseIterable {
    /// The bytes of an attachment.
    case attachment
    /// The pattern of an attachment's name, digits as `#`.
    case attachmentName = "attachment-name"
    /// The host and path of a link.
    case link
    /// The zip name or the digits in a link of a known form, or a rare name at a link's end, whatever the host.
    case linkForm = "link-form"
    /// A bank account that the conversation did not know.
    case account
    /// The new text, by some of its fingerprints.
    case text
  }

  /// What is shared.
  public var kind: Kind
  /// The shared value.
  public var value: String

  /// Makes a token from its kind and value.
  public init(kind: Kind, value: String) {
    self.kind = kind
    self.value = value
  }

  /// Orders tokens by kind, then by value.
  public static func < (left: Self, right: Self) -> Bool {
    (left.kind.rawValue, left.value) < (right.kind.rawValue, right.value)
  }

  /// The tokens of a message, sorted; none where it neither carries nor asks for anything.
  static func tokens(of judged: JudgedMessage, signals: [Signal]) -> [ClusterToken] {
    guard judged.isPersonal, judged.isContinuation,
      signals.contains(where: { $0.group == .payload || $0.group == .intent })
    else { return [] }
    var tokens: Set<ClusterToken> = []
    for attachment in judged.risks.map(\.attachment) + judged.luringAttachments {
      tokens.insert(ClusterToken(kind: .attachment, value: attachment.digest.hex))
      if let pattern = namePattern(attachment.name) {
        tokens.insert(ClusterToken(kind: .attachmentName, value: pattern))
      }
    }
    for iban in judged.facts.newIBANs where !judged.thread.ibanKnown(iban, before: judged.position) {
      tokens.insert(ClusterToken(kind: .account, value: iban))
    }
    for link in judged.strangeLinks + judged.strangeLures {
      if let form = LinkPathForm(link) {
        tokens.insert(ClusterToken(kind: .linkForm, value: form.token))
      } else if let name = rareName(atEndOf: link), !ListFixture.holds(link, of: judged) {
        tokens.insert(ClusterToken(kind: .linkForm, value: name))
      }
      for number in longNumbers(in: link) { tokens.insert(ClusterToken(kind: .linkForm, value: number)) }
      let path = link.path
      if path.utf8.count > 1, !ListFixture.holds(link, of: judged) {
        tokens.insert(ClusterToken(kind: .link, value: bounded(link.host + path, to: 200)))
      }
    }
    // Bands of the smallest fingerprints: one run of words is everyone's (`please find the document`), three at once
    // are met in texts that are alike nearly throughout.
    let sketch = judged.facts.edges.newText.sorted()
    for start in stride(from: 0, to: 9, by: 3) where start + 3 <= sketch.count && judged.facts.newTextLength >= 40 {
      var hash = KeyHash()
      for shingle in sketch[start..<start + 3] { hash.take(String(shingle)) }
      tokens.insert(ClusterToken(kind: .text, value: String(hash.value, radix: 16)))
    }
    return tokens.sorted()
  }

  /// Numbers of six to ten digits in a link's path or query, by which senders of waves tell their victims or their waves:
  /// dates, and numbers of which every second digit is a nought, are everyone's.
  private static func longNumbers(in link: LinkFact) -> [String] {
    let bytes = link.url.bytes(atMost: 512)
    let start = ByteSearch.first(link.host, in: bytes.map(\.lowered)).map { $0 + link.host.utf8.count } ?? 0
    var numbers: [String] = []
    var at = start
    while at < bytes.count, numbers.count < 4 {
      guard bytes[at].isDigit else {
        at += 1
        continue
      }
      let first = at
      while at < bytes.count, bytes[at].isDigit { at += 1 }
      let digits = bytes[first..<at]
      guard (6...10).contains(digits.count), digits.count(where: { $0 == 0x30 }) * 2 < digits.count,
        !(digits.count == 8 && (digits.starts(with: [0x32, 0x30]) || digits.starts(with: [0x31, 0x39])))
      else { continue }
      numbers.append(String(decoding: digits, as: UTF8.self))
    }
    return numbers
  }

  /// The last piece of a link's path where it is a name that hardly two pages share: eight characters or more, letters
  /// and digits mixed.
  private static func rareName(atEndOf link: LinkFact) -> String? {
    guard let last = link.path.split(separator: "/").last, (8...80).contains(last.utf8.count) else { return nil }
    let bytes = Array(last.utf8)
    let digits = bytes.count { (0x30...0x39).contains($0) }
    let letters = bytes.count { (0x61...0x7A).contains($0 | 0x20) }
    return digits >= 2 && letters >= 4 ? last.lowercased() : nil
  }

  /// The pattern of a file name: lower case, each run of digits as `#`; nil without digits, because names without are
  /// everyone's (`invoice.xls`).
  static func namePattern(_ name: String?) -> String? {
    guard let name else { return nil }
    var pattern = ""
    var inDigits = false
    var sawDigits = false
    for character in bounded(name, to: 100).lowercased() {
      if character.isASCII, character.isNumber {
        if !inDigits { pattern.append("#") }
        (inDigits, sawDigits) = (true, true)
      } else {
        pattern.append(character)
        inDigits = false
      }
    }
    return sawDigits && pattern.utf8.contains(where: { (0x61...0x7A).contains($0) }) ? pattern : nil
  }
}
