/// What a message says itself, and what it repeats of others.
struct SplitText {
  /// The text that this message adds.
  var new: String
  /// The text that it quotes.
  var quoted: String
}

/// Parts the text of a message into what is new and what is quoted.
///
/// The one place where judgement asks for that split.
func splitNewText(_ text: String) -> SplitText {
  var new: [Substring] = []
  var quoted: [Substring] = []
  var belowOriginal = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    let start = line.utf8.first { $0 != 0x20 && $0 != 0x09 }
    if !belowOriginal, line.utf8.starts(with: "-----Original Message".utf8) || line.utf8.starts(with: "________".utf8) {
      belowOriginal = true
    }
    if belowOriginal || start == 0x3E { quoted.append(line) } else { new.append(line) }
  }
  return SplitText(new: new.joined(separator: "\n"), quoted: quoted.joined(separator: "\n"))
}
