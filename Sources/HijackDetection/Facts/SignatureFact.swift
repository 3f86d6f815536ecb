import Conversations
import MailModel

/// Whom the signature at the end of a message's new text names.
public struct SignatureFact: Sendable, Hashable {
  /// The name, as written; empty where none shows.
  public var name = ""
  /// The addresses, in their comparable form, at most four.
  public var addresses: [String] = []

  /// Lines at the end of the text that may be a signature.
  private static let lines = 12
  private static let lineLength = 96

  init() {}

  /// Reads what stands below the separator (RFC 3676 §4.3), else below the last words of greeting.
  ///
  /// Of addresses only those count that are all that their line says, but for a label: what is spoken of in a sentence
  /// is not signed.
  init(of history: QuotedHistory) {
    let below = Self.split(history.signature, keepingLast: false)
    let text = Self.split(history.newText, keepingLast: true)
    let greeting = text.lastIndex(where: Self.isGreeting)
    let signed = greeting.map { Array(text[($0 + 1)...]) } ?? []
    name = (signed.first.flatMap(Self.personName) ?? below.first.flatMap(Self.personName)) ?? ""
    for line in signed + below {
      guard addresses.count < 4, let address = Self.address(line), !addresses.contains(address) else { continue }
      addresses.append(address)
    }
  }

  /// The lines that say something, the first or the last of them, blanks at their ends removed.
  private static func split(_ text: String, keepingLast: Bool) -> [String] {
    let bytes = text.bytes()
    let window = keepingLast ? bytes.suffix(4096) : bytes.prefix(4096)
    let all = window.split(separator: 0x0A).lazy.map { String(decoding: $0, as: UTF8.self).trimmed }
      .filter { !$0.isEmpty }
    return Array(keepingLast ? Array(all).suffix(lines) : Array(all.prefix(lines))[...])
  }

  private static func isGreeting(_ line: String) -> Bool {
    guard line.utf8.count <= 64 else { return false }
    return Greetings.index.lowest(in: PhraseText.normalised(line)) != nil
  }

  /// The line where it is a name: two to four words that begin with capitals and hold letters only.
  private static func personName(_ line: String) -> String? {
    guard line.utf8.count <= lineLength else { return nil }
    let words = line.split(separator: " ")
    guard (2...4).contains(words.count) else { return nil }
    for word in words {
      guard let first = word.first, first.isUppercase || word.count <= 3 && first.isLetter else { return nil }
      guard word.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "." || $0 == "'" || $0 == "’" }) else { return nil }
    }
    return PersonName(line) == nil ? nil : line
  }

  /// The address of a line that says nothing else, but for a label of at most sixteen bytes.
  private static func address(_ line: String) -> String? {
    guard line.utf8.count <= lineLength, let found = QuotedAddresses.found(in: line).first,
      line.utf8.count - found.utf8.count <= 16
    else { return nil }
    return found
  }
}

/// Words with which letters end, by which a signature is known: data, in the form of `PhraseText.normalised`.
enum Greetings {
  /// The words, each from the beginning of a word on.
  static let index = PhraseIndex(
    [
      "regards", "sincerely", "best wishes", "cheers", "yours", "many thanks",
      "grüße", "grüsse", "gruß", "gruss", "gruesse", "hochachtungsvoll",
      "cordialement", "salutations", "bien à vous", "amicalement", "groet", "hoogachtend",
      "pozdrawiam", "pozdrowienia", "z poważaniem", "saludo", "atentamente", "saluti", "cordialmente", "cumprimentos",
      "atenciosamente", "abraço", "hälsning", "hilsen", "hilsner", "terveisin", "ystävällisin", "pozdrav", "s úctou",
      "üdvözlettel", "tisztelettel", "cu stimă", "salutări", "lep pozdrav", "s spoštovanjem", "с уважением",
      "з повагою", "saygılar", "με εκτίμηση", "χαιρετισμ", "בברכה", "تحياتي", "مع التحية", "此致", "敬礼", "敬具",
      "よろしくお願い", "감사합니다", "드림",
    ].map { Array($0.utf8) })
}
